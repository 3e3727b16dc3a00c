/** Pages of any size, joined, are the whole list, for every operation of ECR that has pages. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ACCOUNT, OTHER_ACCOUNT, type TestCloud, testCloud } from "../../sandbox/cloud/testing.ts";
import { ecrKit, OCI_MANIFEST } from "../../sandbox/cloud/testing-ecr.ts";
import { ALPINE_RELEASE, apkDatabase, pushImage, tarLayer } from "../../sandbox/cloud/testing-scan.ts";
import { MODEL } from "../../sandbox/ecr/model/index.ts";
import { digestOf } from "../../sandbox/kernel/hash.ts";
import { nodeHasher } from "../../sandbox/node/hasher.ts";

type Json = Readonly<Record<string, unknown>>;

interface Paged {
  /** Path of the list in the answer. */
  readonly list: string;
  /** Makes a world with this many entries, and gives what to ask. */
  readonly fill: (test: TestCloud, entries: number) => Promise<Json>;
}

const { addImage, addLayer } = ecrKit(nodeHasher);
const MINUTE = 60_000;
const REGIONS = ["us-west-1", "us-west-2", "eu-west-1", "eu-west-2", "eu-central-1", "eu-north-1", "ap-south-1", "ca-central-1"];

async function must({ ecr }: TestCloud, operation: string, input: Json): Promise<Json> {
  const { status, json } = await ecr(operation, input);
  if (status !== 200) throw new Error(`${operation}: ${JSON.stringify(json)}`);
  return json;
}

async function images(test: TestCloud, entries: number): Promise<Json> {
  await must(test, "CreateRepository", { repositoryName: "web" });
  for (let made = 0; made < entries; made++) await addImage(test, "web", `{"made":${made}}`, ...(made % 3 === 0 ? [] : [`v${made}`]));
  return { repositoryName: "web" };
}

async function each(test: TestCloud, entries: number, operation: string, input: (at: number) => Json): Promise<Json> {
  for (let made = 0; made < entries; made++) await must(test, operation, input(made));
  return {};
}

const replicated = (destinations: readonly Json[]) => ({ replicationConfiguration: { rules: [{ destinations }] } });

/** An artifact without layers of its own that says it belongs to another image. */
async function refer(test: TestCloud, subject: Json, made: number): Promise<void> {
  const config = `{"made":${made}}`;
  const digest = await addLayer(test, "web", config);
  const artifact = {
    ...{ schemaVersion: 2, mediaType: OCI_MANIFEST, artifactType: "text/plain", layers: [], subject },
    config: { mediaType: "application/vnd.oci.image.config.v1+json", digest, size: config.length },
  };
  await must(test, "PutImage", { repositoryName: "web", imageManifest: JSON.stringify(artifact), imageTag: `r${made}` });
}

const OPERATIONS: Readonly<Record<string, Paged>> = {
  DescribeImages: { list: "imageDetails", fill: images },
  ListImages: { list: "imageIds", fill: images },
  DescribeRepositories: {
    list: "repositories",
    fill: (test, entries) => each(test, entries, "CreateRepository", (at) => ({ repositoryName: `team/r${at * 7}` })),
  },
  DescribePullThroughCacheRules: {
    list: "pullThroughCacheRules",
    fill: (test, entries) =>
      each(test, entries, "CreatePullThroughCacheRule", (at) => ({ ecrRepositoryPrefix: `k8s-${at}`, upstreamRegistryUrl: "registry.k8s.io" })),
  },
  DescribeRepositoryCreationTemplates: {
    list: "repositoryCreationTemplates",
    fill: (test, entries) => each(test, entries, "CreateRepositoryCreationTemplate", (at) => ({ prefix: `t${at}`, appliedFor: ["REPLICATION"] })),
  },
  ListPullTimeUpdateExclusions: {
    list: "pullTimeUpdateExclusions",
    fill: (test, entries) =>
      each(test, Math.min(entries, 5), "RegisterPullTimeUpdateExclusion", (at) => ({ principalArn: `arn:aws:iam::${ACCOUNT}:role/scanner-${at}` })),
  },
  GetLifecyclePolicyPreview: {
    list: "previewResults",
    async fill(test, entries) {
      const asked = await images(test, entries + 1);
      const selection = { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 1 };
      const lifecyclePolicyText = JSON.stringify({ rules: [{ rulePriority: 1, selection, action: { type: "expire" } }] });
      await must(test, "StartLifecyclePolicyPreview", { ...asked, lifecyclePolicyText });
      test.pass(MINUTE);
      return asked;
    },
  },
  ListImageReferrers: {
    list: "referrers",
    async fill(test, entries) {
      await must(test, "CreateRepository", { repositoryName: "web" });
      const manifest = await addImage(test, "web", "{}", "v1");
      const digest = digestOf(nodeHasher, manifest);
      for (let made = 0; made < entries; made++) await refer(test, { mediaType: OCI_MANIFEST, digest, size: manifest.length }, made);
      return { repositoryName: "web", subjectId: { imageDigest: digest } };
    },
  },
  DescribeImageScanFindings: {
    list: "imageScanFindings.findings",
    async fill(test, entries) {
      await must(test, "CreateRepository", { repositoryName: "web" });
      const old = ["zlib", "busybox", "openssl", "libcrypto3", "libssl3", "xz-libs", "musl", "curl", "libcurl", "libexpat"];
      const packages = old.slice(0, entries + 2).map((name) => `${name} 0.1-r0${/^lib(?:crypto|ssl)3$/.test(name) ? " openssl" : ""}`);
      const layer = tarLayer({ "etc/os-release": ALPINE_RELEASE, "lib/apk/db/installed": apkDatabase(...packages) });
      const imageDigest = await pushImage(test, "web", "v1", [layer]);
      await must(test, "StartImageScan", { repositoryName: "web", imageId: { imageDigest } });
      test.pass(10 * MINUTE);
      return { repositoryName: "web", imageId: { imageDigest } };
    },
  },
  ListReplicationBackfills: {
    list: "backfills",
    async fill(test, entries) {
      const asked = REGIONS.slice(0, entries).map((region) => ({ region, registryId: ACCOUNT }));
      await must(test, "PutReplicationConfiguration", replicated(asked));
      for (const destination of asked) await must(test, "StartReplicationBackfill", { destination });
      return {};
    },
  },
  DescribeReplicationBackfillResults: {
    list: "results",
    async fill(test, entries) {
      await images(test, entries);
      const destination = { region: "eu-west-1", registryId: OTHER_ACCOUNT };
      await must(test, "PutReplicationConfiguration", replicated([destination]));
      const { replicationBackfillId } = await must(test, "StartReplicationBackfill", { destination });
      test.pass(60 * MINUTE);
      return { replicationBackfillId };
    },
  },
};

function listOf(answer: Json, path: string): readonly unknown[] {
  return path.split(".").reduce<unknown>((value, name) => (value as Json | undefined)?.[name], answer) as readonly unknown[];
}

/** Every page, each of a size of its own. */
async function pages(cloud: TestCloud, operation: string, input: Json, sizes: readonly number[]): Promise<(readonly unknown[])[]> {
  const found: (readonly unknown[])[] = [];
  let nextToken: unknown;
  do {
    const maxResults = sizes[found.length % sizes.length];
    const answer = await must(cloud, operation, { ...input, maxResults, ...(nextToken === undefined ? {} : { nextToken }) });
    const page = listOf(answer, OPERATIONS[operation]?.list ?? "");
    if (page.length > Number(maxResults)) throw new Error(`${page.length} entries where ${maxResults} were asked for`);
    found.push(page);
    nextToken = answer.nextToken;
  } while (nextToken !== undefined);
  return found;
}

describe("pages joined are the whole", () => {
  test("for every operation that has pages", () => {
    const paged = Object.values(MODEL.operations).filter(({ input }) => MODEL.shapes[input]?.some(({ name }) => name === "nextToken"));
    expect(Object.keys(OPERATIONS).sort()).toEqual(paged.map(({ name }) => name).sort());
  });

  test.each(Object.entries(OPERATIONS))("of %s", async (operation, { list, fill }) => {
    const cloud = testCloud(nodeHasher);
    const input = await fill(cloud, 13);
    const whole = listOf(await must(cloud, operation, { ...input, maxResults: 50 }), list);
    expect(whole.length).toBeGreaterThan(2);
    expect(new Set(whole.map((entry) => JSON.stringify(entry))).size).toBe(whole.length);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }), async (sizes) => {
        const found = await pages(cloud, operation, input, sizes);
        expect(found.flat()).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });
});
