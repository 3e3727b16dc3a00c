import { describe, expect, it } from "vitest";
import { ecrKit, OCI_MANIFEST } from "../../cloud/testing-ecr.ts";
import { nodeHasher } from "../../node/hasher.ts";
import { KEPT } from "./cleanup.ts";

const { cloud, addImage, addLayer, manifestOf, digest } = ecrKit(nodeHasher);
const HOUR = 3_600_000;

async function withWeb() {
  const test = cloud();
  await test.ecr("CreateRepository", { repositoryName: "web" });
  const { ecr } = test;
  /** Those of the contents that the repository has. */
  const layers = async (...contents: string[]) => {
    const { json } = await ecr("BatchCheckLayerAvailability", { repositoryName: "web", layerDigests: contents.map((one) => digest(one)) });
    const told = json.layers as { layerDigest: string; layerAvailability: string }[];
    const there = told.filter(({ layerAvailability }) => layerAvailability === "AVAILABLE").map(({ layerDigest }) => layerDigest);
    return contents.filter((one) => there.includes(digest(one)));
  };
  const images = async () => ((await ecr("ListImages", { repositoryName: "web" })).json.imageIds as { imageDigest: string }[]).length;
  const remove = (imageTag: string) => ecr("BatchDeleteImage", { repositoryName: "web", imageIds: [{ imageTag }] });
  /** Pushes an image, or what names one as its subject, of these layers. */
  const push = async (imageTag: string, subject: string | undefined, config: string, ...contents: string[]) => {
    for (const content of [config, ...contents]) if ((await layers(content)).length === 0) await addLayer(test, "web", content);
    const named = subject === undefined ? {} : { subject: { mediaType: OCI_MANIFEST, digest: digest(subject), size: subject.length } };
    const imageManifest = JSON.stringify({ ...JSON.parse(manifestOf(config, ...contents)), ...named });
    const { status } = await ecr("PutImage", { repositoryName: "web", imageManifest, imageTag });
    expect(status).toBe(200);
    return imageManifest;
  };
  return { ...test, test, layers, images, remove, push };
}

describe("layers that nothing names", () => {
  it("go a day after their image was deleted, but for those that another image has", async () => {
    const { layers, remove, push, pass, store, ecr } = await withWeb();
    await push("a", undefined, "config a", "base", "only a");
    await push("b", undefined, "config b", "base");
    pass(48 * HOUR);
    await remove("a");
    pass(KEPT - 1);
    const all = ["config a", "base", "only a", "config b"];
    expect(await layers(...all)).toEqual(all);
    pass(1);
    expect(await layers(...all)).toEqual(["base", "config b"]);
    expect([...store.events].filter(({ kind }) => kind === "cleanup")).toMatchObject([{ of: "web", has: { referrers: 0, layers: 2 } }]);
    const again = { repositoryName: "web", imageManifest: manifestOf("config a", "base", "only a"), imageTag: "a" };
    expect((await ecr("PutImage", again)).json.__type).toBe("LayersNotFoundException");
  });

  it("go when they were uploaded and never named, a day later", async () => {
    const { test, layers, pass } = await withWeb();
    await addLayer(test, "web", "lost");
    pass(KEPT - 1);
    expect(await layers("lost")).toEqual(["lost"]);
    pass(HOUR + 1);
    expect(await layers("lost")).toEqual([]);
  });

  it("go before they are any, when a day later their upload has not been completed", async () => {
    const { ecr, store, pass, layers } = await withWeb();
    await ecr("InitiateLayerUpload", { repositoryName: "web" });
    pass(KEPT - 1);
    await layers("x");
    expect(store.world.uploads.size).toBe(1);
    pass(HOUR + 1);
    await layers("x");
    expect(store.world.uploads.size).toBe(0);
  });

  it("stay while an archived image has them, and when a push came to need them meanwhile", async () => {
    const { layers, remove, push, pass, ecr } = await withWeb();
    await push("cold", undefined, "config cold", "base");
    await push("a", undefined, "config a", "shared");
    await ecr("UpdateImageStorageClass", { repositoryName: "web", imageId: { imageTag: "cold" }, targetStorageClass: "ARCHIVE" });
    pass(48 * HOUR);
    await remove("a");
    await push("b", undefined, "config b", "shared");
    pass(KEPT + HOUR);
    expect(await layers("config cold", "base", "config a", "shared", "config b")).toEqual(["config cold", "base", "shared", "config b"]);
  });
});

describe("referrers", () => {
  it("go with their subject within a day, and theirs with them", async () => {
    const { images, remove, push, pass } = await withWeb();
    const image = await push("v1", undefined, "config");
    const signature = await push("sig", image, "signature");
    await push("sig-sig", signature, "signature of the signature");
    const other = await push("v2", undefined, "config 2");
    await push("sbom", other, "sbom");
    await remove("v1");
    expect(await images()).toBe(4);
    pass(KEPT);
    expect(await images()).toBe(2);
  });

  it("stay when their subject was pushed again, or was never there", async () => {
    const { test, images, remove, push, pass } = await withWeb();
    const image = await addImage(test, "web", "config", "v1");
    await push("sig", image, "signature");
    await push("early", manifestOf("to come"), "signature of what is to come");
    await remove("v1");
    await addImage(test, "web", "config 2", "v2");
    await test.ecr("PutImage", { repositoryName: "web", imageManifest: image, imageTag: "v1" });
    pass(KEPT);
    expect(await images()).toBe(4);
  });

  it("are archived a day after their subject, and theirs with them; not when it was restored meanwhile", async () => {
    const { ecr, push, pass } = await withWeb();
    const image = await push("v1", undefined, "config");
    const signature = await push("sig", image, "signature");
    await push("sig-sig", signature, "signature of the signature");
    const other = await push("v2", undefined, "config 2");
    await push("sbom", other, "sbom");
    const store = (imageTag: string, targetStorageClass: string) =>
      ecr("UpdateImageStorageClass", { repositoryName: "web", imageId: { imageTag }, targetStorageClass });
    const referrers = async (subject: string, artifactStatus?: string) => {
      const filter = artifactStatus === undefined ? {} : { filter: { artifactStatus } };
      const { json } = await ecr("ListImageReferrers", { repositoryName: "web", subjectId: { imageDigest: digest(subject) }, ...filter });
      return (json.referrers as { artifactStatus: string }[]).map((one) => one.artifactStatus);
    };
    await store("v1", "ARCHIVE");
    await store("v2", "ARCHIVE");
    await store("v2", "STANDARD");
    pass(KEPT - 1);
    expect(await referrers(image)).toEqual(["ACTIVE"]);
    pass(1);
    expect(await referrers(image)).toEqual([]);
    expect(await referrers(image, "ARCHIVED")).toEqual(["ARCHIVED"]);
    expect(await referrers(signature, "ANY")).toEqual(["ARCHIVED"]);
    expect(await referrers(other)).toEqual(["ACTIVE"]);
    expect(await referrers(other, "ARCHIVED")).toEqual([]);
  });
});
