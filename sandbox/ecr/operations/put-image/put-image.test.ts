import { describe, expect, it } from "vitest";
import { ecrKit, invalid, noRepository, OCI_CONFIG, OCI_INDEX, OCI_MANIFEST, refusal } from "../../../cloud/testing-ecr.ts";
import { nodeHasher } from "../../../node/hasher.ts";

const { addImage, addLayer, cloud, digest, indexOf, manifestOf } = ecrKit(nodeHasher);

const repositoryName = "web";
const where = "in the repository with name 'web' in registry with id '111122223333'";

async function made(options: object = {}) {
  const test = cloud();
  await test.ecr("CreateRepository", { repositoryName, ...options });
  return test;
}

describe("PutImage", () => {
  it("stores and tags a manifest, and says its size in stored bytes", async () => {
    const test = await made();
    await addLayer(test, repositoryName, "{}");
    await addLayer(test, repositoryName, "layer one");
    const imageManifest = manifestOf("{}", "layer one");
    expect((await test.ecr("PutImage", { repositoryName, imageManifest, imageTag: "v1" })).json).toEqual({
      image: {
        registryId: "111122223333",
        repositoryName,
        imageId: { imageDigest: digest(imageManifest), imageTag: "v1" },
        imageManifest,
        imageManifestMediaType: OCI_MANIFEST,
      },
    });
    expect((await test.ecr("DescribeImages", { repositoryName })).json.imageDetails).toEqual([
      {
        registryId: "111122223333",
        repositoryName,
        imageDigest: digest(imageManifest),
        imageTags: ["v1"],
        imageSizeInBytes: 11,
        imagePushedAt: 1795420800,
        imageManifestMediaType: OCI_MANIFEST,
        artifactMediaType: OCI_CONFIG,
        imageStatus: "ACTIVE",
      },
    ]);
  });

  it("refuses what is no manifest, in one sentence", async () => {
    const test = await made();
    const bodies = [
      "garbage",
      "[]",
      "{}",
      '{"schemaVersion":2,"mediaType":"application/x"}',
      JSON.stringify({ schemaVersion: 2, mediaType: OCI_MANIFEST }),
      manifestOf("{}").replace("sha256:", "md5:"),
    ];
    for (const imageManifest of bodies) {
      expect((await test.ecr("PutImage", { repositoryName, imageManifest })).json, imageManifest).toEqual(
        invalid("ImageManifest", "Invalid JSON syntax"),
      );
    }
    const untyped = manifestOf("{}").replace(`"mediaType":"${OCI_MANIFEST}",`, "");
    expect((await test.ecr("PutImage", { repositoryName, imageManifest: untyped })).json).toEqual(invalid("ImageManifest", "Invalid JSON syntax"));
    await addLayer(test, repositoryName, "{}");
    expect((await test.ecr("PutImage", { repositoryName, imageManifest: untyped, imageManifestMediaType: OCI_MANIFEST })).status).toBe(200);
  });

  it("refuses a manifest whose layers are not in this very repository", async () => {
    const test = await made();
    await test.ecr("CreateRepository", { repositoryName: "other" });
    await addLayer(test, "other", "{}");
    expect((await test.ecr("PutImage", { repositoryName, imageManifest: manifestOf("{}") })).json).toEqual(
      refusal(
        "LayersNotFoundException",
        `Layers with digests '[${digest("{}")}]' required for pushing image into repository with name 'web' in the registry with id '111122223333' do not exist`,
      ),
    );
  });

  it("takes an index once its images are there, with the size of the largest", async () => {
    const test = await made();
    const small = await addImage(test, repositoryName, "{}");
    const imageManifest = indexOf(small, manifestOf("{ }"));
    expect((await test.ecr("PutImage", { repositoryName, imageManifest })).json).toEqual(
      refusal(
        "ReferencedImagesNotFoundException",
        `Images with digests '[${digest(manifestOf("{ }"))}]' required for pushing image into repository with name 'web' in the registry with id '111122223333' do not exist`,
      ),
    );
    await addImage(test, repositoryName, "{ }");
    expect((await test.ecr("PutImage", { repositoryName, imageManifest, imageTag: "multi" })).status).toBe(200);
    const { imageDetails } = (await test.ecr("DescribeImages", { repositoryName, imageIds: [{ imageTag: "multi" }] })).json;
    expect(imageDetails).toMatchObject([{ imageSizeInBytes: 3, imageManifestMediaType: OCI_INDEX }]);
  });

  it("refuses a digest that is not the manifest's", async () => {
    const test = await made();
    await addLayer(test, repositoryName, "{}");
    const input = { repositoryName, imageManifest: manifestOf("{}"), imageDigest: digest("x") };
    expect((await test.ecr("PutImage", input)).json).toEqual(
      refusal(
        "ImageDigestDoesNotMatchException",
        `The image with digest '${input.imageDigest}' in repository 'web' and registry ID '111122223333' does not match the image digest that Amazon ECR has calculated.`,
      ),
    );
  });

  it("refuses the same image under the same tag, adds a further tag, and moves a tag", async () => {
    const test = await made();
    const first = await addImage(test, repositoryName, "{}", "v1", "latest");
    for (const imageTag of ["v1", undefined]) {
      expect((await test.ecr("PutImage", { repositoryName, imageManifest: first, imageTag })).json).toEqual(
        refusal("ImageAlreadyExistsException", `Image with digest '${digest(first)}' and tag '${imageTag ?? "null"}' already exists ${where}`),
      );
    }
    const second = await addImage(test, repositoryName, "{ }", "v2", "latest");
    const { imageDetails } = (await test.ecr("DescribeImages", { repositoryName })).json;
    const tags = Object.fromEntries(
      (imageDetails as { imageDigest: string; imageTags: string[] }[]).map(({ imageDigest, imageTags }) => [imageDigest, imageTags]),
    );
    expect(tags).toEqual({ [digest(first)]: ["v1"], [digest(second)]: ["v2", "latest"] });
  });

  it("keeps immutable tags in place, but for those the filters name", async () => {
    const sentence = "The image tag 'v1' already exists in the 'web' repository and cannot be overwritten because the tag is immutable.";
    const filters = [{ filterType: "WILDCARD", filter: "dev-*" }];
    for (const [options, v1, dev] of [
      [{ imageTagMutability: "IMMUTABLE" }, 400, 400],
      [{ imageTagMutability: "IMMUTABLE_WITH_EXCLUSION", imageTagMutabilityExclusionFilters: filters }, 400, 200],
      [{ imageTagMutability: "MUTABLE_WITH_EXCLUSION", imageTagMutabilityExclusionFilters: filters }, 200, 400],
    ] as const) {
      const test = await made(options);
      await addImage(test, repositoryName, "{}", "v1", "dev-1");
      await addLayer(test, repositoryName, "{ }");
      const put = (imageTag: string) => test.ecr("PutImage", { repositoryName, imageManifest: manifestOf("{ }"), imageTag });
      const answer = await put("v1");
      expect(answer.status).toBe(v1);
      if (v1 === 400) expect(answer.json).toEqual(refusal("ImageTagAlreadyExistsException", sentence));
      expect((await put("dev-1")).status).toBe(dev);
    }
  });

  it("refuses unknown repositories and impossible tags", async () => {
    const test = await made();
    expect((await test.ecr("PutImage", { repositoryName: "nope", imageManifest: "{}" })).json).toEqual(noRepository("nope"));
    expect((await test.ecr("PutImage", { repositoryName, imageManifest: "{}", imageTag: "a b" })).json).toMatchObject({
      __type: "InvalidParameterException",
    });
    expect((await test.ecr("PutImage", { repositoryName, imageManifest: "" })).json).toEqual(
      invalid("imageManifest", "Member must have length greater than or equal to 1"),
    );
  });
});
