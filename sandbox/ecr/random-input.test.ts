import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACCOUNT, type TestCloud } from "../cloud/testing.ts";
import { ecrKit } from "../cloud/testing-ecr.ts";
import { anyOf, junk } from "../cloud/testing-random.ts";
import { nodeHasher } from "../node/hasher.ts";
import { MODEL } from "./model/index.ts";
import { notImplemented } from "./operations/index.ts";

const { addImage, cloud, digest } = ecrKit(nodeHasher);

const WORDS = [
  "web",
  "v1",
  "111122223333",
  "us-west-2",
  "arn:aws:ecr:us-east-1:111122223333:repository/web",
  "arn:aws:iam::111122223333:user/learner",
  "k8s",
  "registry.k8s.io",
  "team",
  "ROOT",
  "*",
  "10",
  "{}",
  "sha256:ab",
  digest("{}"),
  "00000000-0000-4000-8000-000000000000",
  '{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":1},"action":{"type":"expire"}}]}',
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:*"}]}',
  "__proto__",
  "é",
  "",
];

/** A registry with something of everything that operations speak of, and the words for it. */
async function filled(): Promise<{ readonly test: TestCloud; readonly words: readonly string[] }> {
  const test = cloud();
  await test.ecr("CreateRepository", { repositoryName: "web" });
  const manifest = await addImage(test, "web", "{}", "v1");
  const destination = { region: "us-west-2", registryId: ACCOUNT };
  await test.ecr("CreatePullThroughCacheRule", { ecrRepositoryPrefix: "k8s", upstreamRegistryUrl: "registry.k8s.io" });
  await test.ecr("CreateRepositoryCreationTemplate", { prefix: "team", appliedFor: ["CREATE_ON_PUSH"] });
  await test.ecr("PutReplicationConfiguration", { replicationConfiguration: { rules: [{ destinations: [destination] }] } });
  const { replicationBackfillId } = (await test.ecr("StartReplicationBackfill", { destination })).json;
  const { uploadId } = (await test.ecr("InitiateLayerUpload", { repositoryName: "web" })).json;
  return { test, words: [...WORDS, manifest, digest(manifest), String(replicationBackfillId), String(uploadId)] };
}

describe("any operation", () => {
  it.each(Object.keys(MODEL.operations))("%s never answers 500, whatever it is given", async (name) => {
    const { test, words } = await filled();
    const input = fc.oneof({ weight: 5, arbitrary: anyOf(MODEL, `${name}Request`, words) }, junk);
    await fc.assert(
      fc.asyncProperty(input, async (given) => {
        const { status, json } = await test.ecr(name, given);
        expect([200, 400], JSON.stringify([given, json])).toContain(status);
      }),
      { numRuns: 60 },
    );
    await fc.assert(
      fc.asyncProperty(fc.string(), async (body) => {
        expect([200, 400]).toContain((await test.ecr(name, body)).status);
      }),
      { numRuns: 10 },
    );
    // What has been put asynchronously is carried out without a fault, too.
    test.pass(3 * 86_400_000);
    expect((await test.ecr("DescribeRepositories")).status).toBe(200);
  });

  it("is either there or says in one honest sentence that it is not", async () => {
    const { ecr } = cloud();
    for (const name of Object.keys(MODEL.operations)) {
      const { __type, message } = (await ecr(name)).json;
      const lacking = { __type: "SandboxLacksOperation", message: `The sandbox does not have ${name} yet. On AWS this operation exists.` };
      // A request that is refused for its form never gets so far.
      if (notImplemented().includes(name) && __type !== "InvalidParameterException") expect({ __type, message }).toEqual(lacking);
      else expect(__type, name).not.toBe("SandboxLacksOperation");
    }
    expect((await ecr("NoSuchOperation")).json).toEqual({ __type: "UnknownOperationException" });
  });
});
