import { describe, expect, it } from "vitest";
import { ecrKit, noRepository, OCI_MANIFEST } from "../../../cloud/testing-ecr.ts";
import { nodeHasher } from "../../../node/hasher.ts";

const { addImage, cloud, digest } = ecrKit(nodeHasher);

const repositoryName = "web";

describe("BatchGetImage", () => {
  it("gives manifests byte for byte by tag and digest, and a failure for the missing", async () => {
    const test = cloud();
    await test.ecr("CreateRepository", { repositoryName });
    const imageManifest = await addImage(test, repositoryName, "{}", "v1");
    const image = { registryId: "111122223333", repositoryName, imageManifest, imageManifestMediaType: OCI_MANIFEST };
    const imageDigest = digest(imageManifest);
    const { json } = await test.ecr("BatchGetImage", { repositoryName, imageIds: [{ imageTag: "v1" }, { imageDigest }, { imageTag: "v9" }] });
    expect(json).toEqual({
      images: [
        { ...image, imageId: { imageDigest, imageTag: "v1" } },
        { ...image, imageId: { imageDigest } },
      ],
      failures: [{ imageId: { imageTag: "v9" }, failureCode: "ImageNotFound", failureReason: "Requested image not found" }],
    });
    expect(Object.keys((json.images as object[])[0] as object)).toEqual([
      "registryId",
      "repositoryName",
      "imageId",
      "imageManifest",
      "imageManifestMediaType",
    ]);
  });

  it("says of an identifier that nothing can have what is wrong with it", async () => {
    const test = cloud();
    await test.ecr("CreateRepository", { repositoryName });
    const { json } = await test.ecr("BatchGetImage", { repositoryName, imageIds: [{ imageTag: "v 1" }, { imageDigest: "v1" }, {}] });
    expect((json.failures as { failureCode: string }[]).map(({ failureCode }) => failureCode)).toEqual([
      "InvalidImageTag",
      "InvalidImageDigest",
      "MissingDigestAndTag",
    ]);
  });

  it("refuses an unknown repository", async () => {
    expect((await cloud().ecr("BatchGetImage", { repositoryName, imageIds: [{ imageTag: "v1" }] })).json).toEqual(noRepository("web"));
  });
});
