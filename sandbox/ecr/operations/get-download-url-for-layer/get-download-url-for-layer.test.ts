import { describe, expect, it } from "vitest";
import { ecrKit, refusal } from "../../../cloud/testing-ecr.ts";
import { collect, text } from "../../../kernel/bytes.ts";
import { nodeHasher } from "../../../node/hasher.ts";

const { addImage, addLayer, cloud, digest } = ecrKit(nodeHasher);

const repositoryName = "web";

async function linked() {
  const test = cloud();
  await test.ecr("CreateRepository", { repositoryName });
  await addImage(test, repositoryName, "the layer", "1.0");
  const layerDigest = digest("the layer");
  const { json } = await test.ecr("GetDownloadUrlForLayer", { repositoryName, layerDigest });
  const get = async (url: string) => {
    const response = await test.handle({ method: "GET", url, headers: {}, body: new Uint8Array() });
    return [response.status, text(await collect(response.body))];
  };
  return { test, layerDigest, json, url: String(json.downloadUrl), get };
}

describe("GetDownloadUrlForLayer", () => {
  it("gives a link in S3's shape that needs no further credential", async () => {
    const { layerDigest, json, url, get } = await linked();
    expect(json).toEqual({ downloadUrl: url, layerDigest });
    expect(url).toMatch(
      /^https:\/\/prod-us-east-1-starport-layer-bucket\.s3\.us-east-1\.amazonaws\.com\/[0-9a-f]{4}-111122223333-[0-9a-f-]{36}\/[0-9a-f-]{36}\?X-Amz-Security-Token=[^&]+&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261123T080000Z&X-Amz-SignedHeaders=host&X-Amz-Expires=3600&X-Amz-Credential=[^&]+&X-Amz-Signature=[0-9a-f]{64}$/,
    );
    expect(await get(url)).toEqual([200, "the layer"]);
  });

  it("gives a link that lives one hour and bears no change", async () => {
    const { test, url, get } = await linked();
    for (const changed of [
      url.replace("Expires=3600", "Expires=9999"),
      url.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
      `${url}&x=1`,
      url.replace(/\?.*/, ""),
    ]) {
      expect((await get(changed))[0], changed).toBe(403);
    }
    test.pass(3_599_000);
    expect((await get(url))[0]).toBe(200);
    test.pass(1000);
    expect((await get(url))[0]).toBe(403);
  });

  it("gives a layer only as long as an image of the repository names it", async () => {
    const { test, layerDigest } = await linked();
    const ask = async (digest = layerDigest) => (await test.ecr("GetDownloadUrlForLayer", { repositoryName, layerDigest: digest })).json;
    const inaccessible = (digest: string) =>
      refusal(
        "LayerInaccessibleException",
        `The layer with digest ${digest} in the repository with name 'web' in registry with id '111122223333' is not available because it is not associated with an image`,
      );
    const unnamed = await addLayer(test, repositoryName, "of no image");
    expect(await ask(unnamed)).toEqual(inaccessible(unnamed));
    await addImage(test, repositoryName, "another image", "2.0");
    expect(await ask()).toMatchObject({ layerDigest });
    await test.ecr("BatchDeleteImage", { repositoryName, imageIds: [{ imageTag: "1.0" }] });
    expect(await ask()).toEqual(inaccessible(layerDigest));
    await addImage(test, repositoryName, "the layer", "3.0");
    expect(await ask()).toMatchObject({ layerDigest });
  });

  it("refuses a layer that only another repository has", async () => {
    const { test, layerDigest } = await linked();
    await test.ecr("CreateRepository", { repositoryName: "other" });
    expect((await test.ecr("GetDownloadUrlForLayer", { repositoryName: "other", layerDigest })).json).toEqual(
      refusal(
        "LayersNotFoundException",
        `The layer with digest ${layerDigest} does not exist within the repository with name 'other' in the registry with id '111122223333'`,
      ),
    );
    const { layers, failures } = (
      await test.ecr("BatchCheckLayerAvailability", { repositoryName: "other", layerDigests: [layerDigest, "x", digest("y")] })
    ).json;
    expect(layers).toEqual([
      { layerDigest, layerAvailability: "UNAVAILABLE" },
      { layerDigest: digest("y"), layerAvailability: "UNAVAILABLE" },
    ]);
    expect(failures).toMatchObject([{ layerDigest: "x", failureCode: "InvalidLayerDigest" }]);
  });
});
