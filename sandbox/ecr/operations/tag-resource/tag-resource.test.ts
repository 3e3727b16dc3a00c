import { describe, expect, it } from "vitest";
import { ecrKit, invalid, noRepository } from "../../../cloud/testing-ecr.ts";
import { nodeHasher } from "../../../node/hasher.ts";

const { cloud } = ecrKit(nodeHasher);

const resourceArn = "arn:aws:ecr:us-east-1:111122223333:repository/web";

describe("AWS tags", () => {
  it("are added, changed, listed and taken away", async () => {
    const { ecr } = cloud();
    await ecr("CreateRepository", { repositoryName: "web", tags: [{ Key: "env", Value: "dev" }] });
    const list = async () => (await ecr("ListTagsForResource", { resourceArn })).json;
    expect(
      (
        await ecr("TagResource", {
          resourceArn,
          tags: [
            { Key: "env", Value: "prod" },
            { Key: "team", Value: "a" },
          ],
        })
      ).json,
    ).toEqual({});
    expect(await list()).toEqual({
      tags: [
        { Key: "env", Value: "prod" },
        { Key: "team", Value: "a" },
      ],
    });
    expect((await ecr("UntagResource", { resourceArn, tagKeys: ["env", "nope"] })).json).toEqual({});
    expect(await list()).toEqual({ tags: [{ Key: "team", Value: "a" }] });
  });

  it("need an ARN of a repository that is there", async () => {
    const { ecr } = cloud();
    expect((await ecr("ListTagsForResource", { resourceArn: "web" })).json).toEqual(invalid("resourceArn", "Invalid ARN"));
    expect((await ecr("ListTagsForResource", { resourceArn })).json).toEqual(noRepository("web"));
  });

  it("decide in conditions", async () => {
    const test = cloud();
    await test.ecr("CreateRepository", { repositoryName: "web", tags: [{ Key: "env", Value: "dev" }] });
    await test.ecr("CreateRepository", { repositoryName: "live", tags: [{ Key: "env", Value: "prod" }] });
    const policies = {
      dev: {
        Version: "2012-10-17",
        Statement: { Effect: "Allow", Action: "ecr:*", Resource: "*", Condition: { StringEquals: { "ecr:ResourceTag/env": "dev" } } },
      },
    };
    test.store.change(({ tx }) => tx.update("principals", "111122223333/user/learner", { managed: [], policies }));
    expect((await test.ecr("ListImages", { repositoryName: "web" })).status).toBe(200);
    expect((await test.ecr("ListImages", { repositoryName: "live" })).status).toBe(400);
  });
});
