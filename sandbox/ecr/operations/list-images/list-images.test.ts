import { describe, expect, it } from "vitest";
import { ecrKit, noRepository } from "../../../cloud/testing-ecr.ts";
import { nodeHasher } from "../../../node/hasher.ts";

const { addImage, cloud, digest } = ecrKit(nodeHasher);

const repositoryName = "web";

describe("ListImages", () => {
  it("gives one entry for each digest and tag, and one for an untagged digest", async () => {
    const test = cloud();
    await test.ecr("CreateRepository", { repositoryName });
    const first = digest(await addImage(test, repositoryName, "{}", "v2", "v1"));
    const second = digest(await addImage(test, repositoryName, "{ }"));
    const list = async (more: object = {}) => (await test.ecr("ListImages", { repositoryName, ...more })).json;
    const tagged = [
      { imageDigest: first, imageTag: "v1" },
      { imageDigest: first, imageTag: "v2" },
    ];
    expect(await list()).toEqual({ imageIds: [...tagged, { imageDigest: second }] });
    expect(await list({ filter: { tagStatus: "TAGGED" } })).toEqual({ imageIds: tagged });
    expect(await list({ filter: { tagStatus: "UNTAGGED" } })).toEqual({ imageIds: [{ imageDigest: second }] });
    expect(await list({ maxResults: 2 })).toEqual({ imageIds: tagged, nextToken: expect.any(String) });
    const { nextToken } = await list({ maxResults: 2 });
    expect(await list({ nextToken })).toEqual({ imageIds: [{ imageDigest: second }] });
    expect(await list({ nextToken, filter: { tagStatus: "TAGGED" } })).toMatchObject({ __type: "InvalidParameterException" });
  });

  it("does not know other repositories, nor those of other accounts", async () => {
    const { ecr } = cloud();
    expect((await ecr("ListImages", { repositoryName })).json).toEqual(noRepository("web"));
    expect((await ecr("ListImages", { repositoryName, registryId: "444455556666" })).json).toMatchObject({ __type: "AccessDeniedException" });
  });
});
