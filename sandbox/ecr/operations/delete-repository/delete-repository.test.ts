import { describe, expect, it } from "vitest";
import { ecrKit, noRepository, refusal } from "../../../cloud/testing-ecr.ts";
import { nodeHasher } from "../../../node/hasher.ts";

const { addImage, cloud } = ecrKit(nodeHasher);

describe("DeleteRepository", () => {
  it("refuses while there are images, and with force takes everything along", async () => {
    const test = cloud();
    await test.ecr("CreateRepository", { repositoryName: "web" });
    await test.ecr("CreateRepository", { repositoryName: "web/app" });
    await addImage(test, "web", "{}", "v1");
    await addImage(test, "web/app", "{}", "v1");
    await test.ecr("InitiateLayerUpload", { repositoryName: "web" });
    expect((await test.ecr("DeleteRepository", { repositoryName: "web" })).json).toEqual(
      refusal(
        "RepositoryNotEmptyException",
        "The repository with name 'web' in registry with id '111122223333' cannot be deleted because it still contains images",
      ),
    );
    expect((await test.ecr("DeleteRepository", { repositoryName: "web", force: true })).json).toEqual({
      repository: {
        repositoryArn: "arn:aws:ecr:us-east-1:111122223333:repository/web",
        registryId: "111122223333",
        repositoryName: "web",
        repositoryUri: "111122223333.dkr.ecr.us-east-1.amazonaws.com/web",
        createdAt: 1795420800,
        imageTagMutability: "MUTABLE",
      },
    });
    const { images, tags, layers, uploads, repositories } = test.store.world;
    expect([images.size, tags.size, layers.size, uploads.size, repositories.size]).toEqual([1, 1, 1, 0, 1]);
    expect((await test.ecr("DeleteRepository", { repositoryName: "web" })).json).toEqual(noRepository("web"));
  });

  it("takes along what was planned, so that a successor of the name has its own lifecycle alone", async () => {
    const test = cloud();
    const rule = {
      rulePriority: 1,
      selection: { tagStatus: "untagged", countType: "imageCountMoreThan", countNumber: 1 },
      action: { type: "expire" },
    };
    const lifecyclePolicy = JSON.stringify({ rules: [rule] });
    await test.ecr("CreateRepositoryCreationTemplate", { prefix: "team", appliedFor: ["CREATE_ON_PUSH"], lifecyclePolicy });
    await addImage(test, "team/web", "{}", "v1");
    test.pass(3_600_000);
    await test.ecr("DeleteRepository", { repositoryName: "team/web", force: true });
    expect(test.store.world.jobs.size).toBe(0);
    await addImage(test, "team/web", "{}", "v1");
    expect([...test.store.world.jobs.values()].filter(({ work }) => work.kind === "lifecycle")).toMatchObject([
      { due: test.store.now() + 86_400_000 },
    ]);
  });
});
