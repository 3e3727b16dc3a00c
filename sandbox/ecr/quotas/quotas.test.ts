import { describe, expect, it } from "vitest";
import { PULLER } from "../../cloud/testing.ts";
import { ecrKit, refusal } from "../../cloud/testing-ecr.ts";
import { nodeHasher } from "../../node/hasher.ts";
import { registryKey } from "../../world/keys.ts";
import type { Registry } from "../../world/tables.ts";
import type { QuotaName } from "./quotas.ts";

const { cloud, addImage, addLayer, manifestOf } = ecrKit(nodeHasher);
const REGISTRY = { account: "111122223333", region: "us-east-1" };

/** A cloud whose registry has these quotas or rates. */
function limited(limits: Pick<Registry, "throttles"> & { quotas?: Partial<Record<QuotaName, number>> }) {
  const test = cloud();
  test.store.change(({ tx }) => tx.set("registries", registryKey(REGISTRY), { ...REGISTRY, ...limits }));
  return test;
}

const exceeded = (message: string) => refusal("LimitExceededException", message);
const IN_WEB = "the repository with name 'web' in registry with id '111122223333'";

describe("quotas", () => {
  it("limits repositories, and a deleted one makes room", async () => {
    const { ecr } = limited({ quotas: { repositories: 1 } });
    expect((await ecr("CreateRepository", { repositoryName: "web" })).status).toBe(200);
    expect((await ecr("CreateRepository", { repositoryName: "api" })).json).toEqual(
      exceeded("The registry with id '111122223333' already has the maximum allowed number of repositories which is '1'"),
    );
    await ecr("DeleteRepository", { repositoryName: "web" });
    expect((await ecr("CreateRepository", { repositoryName: "api" })).status).toBe(200);
  });

  it("limits images of a repository, of which archived ones do not count; a further tag is no image", async () => {
    const test = limited({ quotas: { imagesPerRepository: 2 } });
    const { ecr } = test;
    for (const repositoryName of ["web", "web-2"]) await ecr("CreateRepository", { repositoryName });
    const first = await addImage(test, "web", "1", "v1");
    await addImage(test, "web", "2", "v2");
    await addImage(test, "web-2", "2", "v2");
    await addLayer(test, "web", "3");
    const third = { repositoryName: "web", imageManifest: manifestOf("3"), imageTag: "v3" };
    const full = exceeded(`T${IN_WEB.slice(1)} already has the maximum allowed number of images which is '2'`);
    expect((await ecr("PutImage", third)).json).toEqual(full);
    expect((await ecr("PutImage", { repositoryName: "web", imageManifest: first, imageTag: "again" })).status).toBe(200);
    await ecr("UpdateImageStorageClass", { repositoryName: "web", imageId: { imageTag: "v1" }, targetStorageClass: "ARCHIVE" });
    expect((await ecr("PutImage", third)).status).toBe(200);
    expect((await ecr("PutImage", { repositoryName: "web", imageManifest: first, imageTag: "back" })).json).toEqual(full);
  });

  it("limits tags of an image", async () => {
    const test = limited({ quotas: { tagsPerImage: 2 } });
    await test.ecr("CreateRepository", { repositoryName: "web" });
    const imageManifest = await addImage(test, "web", "1", "a", "b");
    expect((await test.ecr("PutImage", { repositoryName: "web", imageManifest, imageTag: "c" })).json).toEqual(
      exceeded(`Adding tag 'c' to an image in ${IN_WEB} exceeds the maximum allowed number of tags per image which is '2'`),
    );
    // Pushed back from the archive under a tag that it has, it gets no further one.
    await test.ecr("UpdateImageStorageClass", { repositoryName: "web", imageId: { imageTag: "a" }, targetStorageClass: "ARCHIVE" });
    expect((await test.ecr("PutImage", { repositoryName: "web", imageManifest, imageTag: "a" })).status).toBe(200);
  });

  it.each([
    ["parts of a layer", { layerParts: 0 }, "A layer can have at most 0 parts"],
    ["bytes of a layer", { layerSize: 2 }, "A layer can have at most 2 bytes"],
  ])("limits %s", async (_, quotas, message) => {
    const { ecr } = limited({ quotas });
    await ecr("CreateRepository", { repositoryName: "web" });
    const { uploadId } = (await ecr("InitiateLayerUpload", { repositoryName: "web" })).json;
    const part = { repositoryName: "web", uploadId, partFirstByte: 0, partLastByte: 2, layerPartBlob: "AAAA" };
    expect((await ecr("UploadLayerPart", part)).json).toEqual(exceeded(message));
  });

  it("limits what a registry keeps by a prefix", async () => {
    const { ecr } = limited({ quotas: { cacheRules: 1, templates: 1 } });
    const rule = (ecrRepositoryPrefix: string) => ({ ecrRepositoryPrefix, upstreamRegistryUrl: "public.ecr.aws" });
    const template = (prefix: string) => ({ prefix, appliedFor: ["CREATE_ON_PUSH"] });
    for (const [operation, make, what] of [
      ["CreatePullThroughCacheRule", rule, "pull through cache rules"],
      ["CreateRepositoryCreationTemplate", template, "repository creation templates"],
    ] as const) {
      expect((await ecr(operation, make("one"))).status).toBe(200);
      expect((await ecr(operation, make("two"))).json).toEqual(exceeded(`A registry can have at most 1 ${what}`));
    }
  });
});

describe("rates", () => {
  const throttled = refusal("ThrottlingException", "Rate exceeded");

  it("are kept by a bucket that holds a burst and fills with the time", async () => {
    const { ecr, pass } = limited({ throttles: { DescribeRegistry: { rate: 0.5, burst: 2 } } });
    const ask = async () => (await ecr("DescribeRegistry")).status;
    expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 400]);
    expect((await ecr("DescribeRegistry")).json).toEqual(throttled);
    pass(1_000);
    expect(await ask()).toBe(400);
    pass(1_000);
    expect([await ask(), await ask()]).toEqual([200, 400]);
    pass(3_600_000);
    expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 400]);
  });

  it("count each operation and Region for itself, and all users of an account together", async () => {
    const { ecr } = limited({ throttles: { DescribeRepositories: { rate: 1, burst: 1 } } });
    expect((await ecr("DescribeRepositories")).status).toBe(200);
    expect((await ecr("DescribeRepositories", {}, PULLER)).json).toEqual(throttled);
    expect((await ecr("DescribeRegistry")).status).toBe(200);
    expect((await ecr("DescribeRepositories", {}, PULLER, "eu-west-1")).status).toBe(200);
  });
});
