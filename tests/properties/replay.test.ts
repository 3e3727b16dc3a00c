/** What was done, done again, gives the identical world: typed lines in a new session, and the log of a server that was killed. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type TestCloud, testCloud } from "../../sandbox/cloud/testing.ts";
import { ecrKit } from "../../sandbox/cloud/testing-ecr.ts";
import { removeFolder } from "../../sandbox/node/disk-blobs.ts";
import { nodeHasher } from "../../sandbox/node/hasher.ts";
import { keepLog, recover } from "../../sandbox/node/log.ts";
import { snapshot } from "../../sandbox/world/snapshot.ts";
import { emptyWorld } from "../../sandbox/world/world.ts";
import { run, sessionIn } from "./support.ts";

const LINES = [
  "docker tag storefront:1.1 $ECR/web/storefront:new; docker push -q $ECR/web/storefront:new",
  "docker pull -q $ECR/web/storefront:stable",
  "aws ecr create-repository --repository-name made-$RANDOM --image-tag-mutability IMMUTABLE",
  "aws ecr batch-delete-image --repository-name web/storefront --image-ids imageTag=0.9",
  `aws ecr put-lifecycle-policy --repository-name web/storefront --lifecycle-policy-text '{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":2},"action":{"type":"expire"}}]}'`,
  `aws ecr put-replication-configuration --replication-configuration '{"rules":[{"destinations":[{"region":"eu-west-1","registryId":"111122223333"}]}]}'`,
  "aws ecr start-image-scan --repository-name web/storefront --image-id imageTag=1.0",
  "aws ecr create-pull-through-cache-rule --ecr-repository-prefix k8s --upstream-registry-url registry.k8s.io; docker pull -q $ECR/k8s/pause:3.10",
  "aws iam create-access-key --user-name learner",
  "aws sts get-session-token",
  "clock +13h",
  "clock +3m",
  "undo",
  "redo",
];

/** Everything printed, and what is there afterwards. */
async function typed(lines: readonly string[]) {
  const session = await sessionIn("pushed");
  const printed = [];
  for (const line of lines) printed.push(await run(session, line));
  const { store } = session.machine();
  return { printed, world: snapshot(store.world), events: store.events };
}

test("each of these lines can be carried out", async () => {
  const { printed } = await typed(LINES);
  expect(printed.map(({ status, stderr }, at) => [LINES[at], status, stderr]).filter(([, status]) => status !== 0)).toEqual([]);
});

test("the same lines print the same, ask the same, and leave the identical world", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...LINES), { minLength: 3, maxLength: 10 }), async (lines) => {
      expect(await typed(lines)).toEqual(await typed(lines));
    }),
    { numRuns: 8 },
  );
}, 120_000);

const { addImage } = ecrKit(nodeHasher);

/** Requests that change a registry, some of them refused. */
const REQUESTS: Readonly<Record<string, (cloud: TestCloud, number: number) => Promise<unknown>>> = {
  create: ({ ecr }, n) => ecr("CreateRepository", { repositoryName: `team/r${n}` }),
  delete: ({ ecr }, n) => ecr("DeleteRepository", { repositoryName: `team/r${n}`, force: true }),
  push: (cloud, n) => addImage(cloud, "web", `{"n":${n}}`, `v${n}`).catch(() => undefined),
  remove: ({ ecr }, n) => ecr("BatchDeleteImage", { repositoryName: "web", imageIds: [{ imageTag: `v${n}` }] }),
  begin: ({ ecr }) => ecr("InitiateLayerUpload", { repositoryName: "web" }),
  tag: ({ ecr }, n) => ecr("TagResource", { resourceArn: "arn:aws:ecr:us-east-1:111122223333:repository/web", tags: [{ Key: `k${n}`, Value: "v" }] }),
  template: ({ ecr }, n) => ecr("CreateRepositoryCreationTemplate", { prefix: `p${n}`, appliedFor: ["REPLICATION"] }),
  replicate: ({ ecr }) =>
    ecr("PutReplicationConfiguration", {
      replicationConfiguration: { rules: [{ destinations: [{ region: "eu-west-1", registryId: "111122223333" }] }] },
    }),
  wait: async (cloud, n) => cloud.pass(n * 3_600_000),
};

test("the log of a registry gives the identical world, wherever it was cut off between two requests", async () => {
  const request = fc.tuple(fc.constantFrom(...Object.keys(REQUESTS)), fc.integer({ min: 0, max: 6 }));
  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 25 }), fc.integer({ min: 500, max: 60_000 }), async (requests, long) => {
      const folder = mkdtempSync(join(tmpdir(), "gantry-replay-"));
      try {
        const cloud = testCloud(nodeHasher);
        const log = await keepLog(folder, cloud.store, 0, long);
        await cloud.ecr("CreateRepository", { repositoryName: "web" });
        for (const [name, number] of requests) {
          await REQUESTS[name]?.(cloud, number);
          await log.settled();
          expect(snapshot(recover(folder).world ?? emptyWorld())).toEqual(snapshot(cloud.store.world));
        }
        await log.close();
      } finally {
        removeFolder(folder);
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);
