import { describe, expect, it } from "vitest";
import { ecrKit, invalid } from "../../../cloud/testing-ecr.ts";
import { nodeHasher } from "../../../node/hasher.ts";

const { addImage, cloud, digest, indexOf } = ecrKit(nodeHasher);
const DAY = 86_400_000;

const repositoryName = "web";

function rule(rulePriority: number, tagStatus: string) {
  const selection = { tagStatus, countType: "sinceImagePushed", countUnit: "days", countNumber: 14 };
  return { rulePriority, description: `Rule ${rulePriority}`, selection, action: { type: "expire" } };
}

describe("PutLifecyclePolicy", () => {
  it("keeps the policy minified, its rules by priority; a preview has the author's text", async () => {
    const { ecr } = cloud();
    await ecr("CreateRepository", { repositoryName });
    const lifecyclePolicyText = JSON.stringify({ rules: [rule(20, "any"), rule(3, "untagged")] }, null, 4);
    const kept = JSON.stringify({ rules: [rule(3, "untagged"), rule(20, "any")] });
    const answer = { registryId: "111122223333", repositoryName, lifecyclePolicyText: kept };
    expect((await ecr("PutLifecyclePolicy", { repositoryName, lifecyclePolicyText })).json).toEqual(answer);
    expect((await ecr("GetLifecyclePolicy", { repositoryName })).json).toEqual({ ...answer, lastEvaluatedAt: 0 });
    expect((await ecr("StartLifecyclePolicyPreview", { repositoryName, lifecyclePolicyText })).json).toMatchObject({ lifecyclePolicyText });
    expect((await ecr("DeleteLifecyclePolicy", { repositoryName })).json).toEqual({ ...answer, lastEvaluatedAt: 0 });
  });

  it("archives what an index names once the index itself is archived", async () => {
    const test = cloud();
    await test.ecr("CreateRepository", { repositoryName });
    const child = await addImage(test, repositoryName, "{}");
    await test.ecr("PutImage", { repositoryName, imageManifest: indexOf(child), imageTag: "multi" });
    const selection = { tagStatus: "any", countType: "sinceImagePushed", countUnit: "days", countNumber: 1 };
    const action = { type: "transition", targetStorageClass: "archive" };
    const lifecyclePolicyText = JSON.stringify({ rules: [{ rulePriority: 1, selection, action }] });
    await test.ecr("PutLifecyclePolicy", { repositoryName, lifecyclePolicyText });
    const active = async () => (await test.ecr("ListImages", { repositoryName })).json.imageIds;
    test.pass(2 * DAY);
    expect(await active()).toEqual([{ imageDigest: digest(child) }]);
    test.pass(DAY);
    expect(await active()).toEqual([]);
  });

  it("gives a preview of named images in one piece", async () => {
    const { ecr } = cloud();
    await ecr("CreateRepository", { repositoryName });
    const lifecyclePolicyText = JSON.stringify({ rules: [rule(1, "untagged")] });
    await ecr("StartLifecyclePolicyPreview", { repositoryName, lifecyclePolicyText });
    expect((await ecr("GetLifecyclePolicyPreview", { repositoryName, imageIds: [{ imageTag: "a" }], maxResults: 1 })).json).toEqual(
      invalid("maxResults", "must not be specified when imageIds is specified"),
    );
  });
});
