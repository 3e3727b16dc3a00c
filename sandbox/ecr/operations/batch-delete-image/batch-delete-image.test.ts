import { describe, expect, it } from "vitest";
import { ecrKit } from "../../../cloud/testing-ecr.ts";
import { nodeHasher } from "../../../node/hasher.ts";

const { addImage, cloud, digest, indexOf } = ecrKit(nodeHasher);

const repositoryName = "web";

async function made() {
  const test = cloud();
  await test.ecr("CreateRepository", { repositoryName });
  const first = await addImage(test, repositoryName, "{}", "v1", "latest");
  const second = await addImage(test, repositoryName, "{ }");
  const remove = async (...imageIds: object[]) => (await test.ecr("BatchDeleteImage", { repositoryName, imageIds })).json;
  const list = async () => (await test.ecr("ListImages", { repositoryName })).json.imageIds;
  return { test, first: digest(first), second: digest(second), remove, list, manifests: [first, second] };
}

describe("BatchDeleteImage", () => {
  it("removes a tag, and the image with its last tag", async () => {
    const { first, second, remove, list } = await made();
    expect(await remove({ imageTag: "v1" })).toEqual({ imageIds: [{ imageDigest: first, imageTag: "v1" }], failures: [] });
    expect(await list()).toEqual([{ imageDigest: first, imageTag: "latest" }, { imageDigest: second }]);
    expect(await remove({ imageTag: "latest" })).toEqual({ imageIds: [{ imageDigest: first, imageTag: "latest" }], failures: [] });
    expect(await list()).toEqual([{ imageDigest: second }]);
  });

  it("removes by digest with every tag, and says each", async () => {
    const { first, second, remove, list } = await made();
    expect(await remove({ imageDigest: first }, { imageDigest: second })).toEqual({
      imageIds: [{ imageDigest: first, imageTag: "v1" }, { imageDigest: first, imageTag: "latest" }, { imageDigest: second }],
      failures: [],
    });
    expect(await list()).toEqual([]);
  });

  it("says what it could not do, with status 200", async () => {
    const { first, remove } = await made();
    const { failures } = await remove({ imageTag: "nope" }, {}, { imageDigest: "x" }, { imageDigest: digest("x"), imageTag: "v1" });
    expect(failures).toEqual([
      { imageId: { imageTag: "nope" }, failureCode: "ImageNotFound", failureReason: "Requested image not found" },
      { imageId: {}, failureCode: "MissingDigestAndTag", failureReason: "Invalid request parameters: both tag and digest cannot be null" },
      {
        imageId: { imageDigest: "x" },
        failureCode: "InvalidImageDigest",
        failureReason: "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'",
      },
      { imageId: { imageDigest: digest("x"), imageTag: "v1" }, failureCode: "ImageNotFound", failureReason: "Requested image not found" },
    ]);
    expect(first).toMatch(/^sha256:/);
  });

  it("keeps an image that an index names, until the index is gone", async () => {
    const { test, second, remove, manifests } = await made();
    const index = indexOf(...manifests);
    await test.ecr("PutImage", { repositoryName, imageManifest: index, imageTag: "multi" });
    expect(await remove({ imageDigest: second })).toEqual({
      imageIds: [],
      failures: [
        {
          imageId: { imageDigest: second },
          failureCode: "ImageReferencedByManifestList",
          failureReason: `Requested image referenced by manifest list: [${digest(index)}]`,
        },
      ],
    });
    expect(await remove({ imageDigest: digest(index) }, { imageDigest: second })).toMatchObject({ failures: [] });
  });
});
