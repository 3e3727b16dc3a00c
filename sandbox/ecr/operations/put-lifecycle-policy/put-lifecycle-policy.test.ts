import { describe, expect, it } from "vitest";
import { ecrKit, invalid } from "../../../cloud/testing-ecr.ts";
import { nodeHasher } from "../../../node/hasher.ts";

const { cloud } = ecrKit(nodeHasher);

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
