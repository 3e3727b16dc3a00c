import { describe, expect, it } from "vitest";
import { LEARNER } from "../../../cloud/testing.ts";
import { ecrKit, invalid, noRepository } from "../../../cloud/testing-ecr.ts";
import { nodeHasher } from "../../../node/hasher.ts";

const { cloud } = ecrKit(nodeHasher);

const repositoryName = "web";

describe("settings of a repository and of the account", () => {
  it("PutImageTagMutability changes the mode and its filters together", async () => {
    const { ecr } = cloud();
    await ecr("CreateRepository", { repositoryName });
    const mode = {
      imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
      imageTagMutabilityExclusionFilters: [{ filterType: "WILDCARD", filter: "latest" }],
    };
    expect((await ecr("PutImageTagMutability", { repositoryName, ...mode })).json).toEqual({ registryId: "111122223333", repositoryName, ...mode });
    expect((await ecr("DescribeRepositories")).json).toMatchObject({ repositories: [mode] });
    expect((await ecr("PutImageTagMutability", { repositoryName, imageTagMutability: "MUTABLE" })).json).toEqual({
      registryId: "111122223333",
      repositoryName,
      imageTagMutability: "MUTABLE",
    });
    expect((await ecr("DescribeRepositories")).json).not.toMatchObject({ repositories: [{ imageTagMutabilityExclusionFilters: expect.anything() }] });
    expect((await ecr("PutImageTagMutability", { repositoryName: "nope", imageTagMutability: "MUTABLE" })).json).toEqual(noRepository("nope"));
  });

  it("PutImageScanningConfiguration turns scan on push on", async () => {
    const { ecr } = cloud();
    await ecr("CreateRepository", { repositoryName });
    const imageScanningConfiguration = { scanOnPush: true };
    expect((await ecr("PutImageScanningConfiguration", { repositoryName, imageScanningConfiguration })).json).toEqual({
      registryId: "111122223333",
      repositoryName,
      imageScanningConfiguration,
    });
    expect((await ecr("DescribeRepositories")).json).toMatchObject({ repositories: [{ imageScanningConfiguration }] });
  });

  it("account settings have defaults and few values", async () => {
    const { ecr } = cloud();
    expect((await ecr("GetAccountSetting", { name: "BLOB_MOUNTING" })).json).toEqual({ name: "BLOB_MOUNTING", value: "DISABLED" });
    await ecr("PutAccountSetting", { name: "BLOB_MOUNTING", value: "ENABLED" });
    expect((await ecr("GetAccountSetting", { name: "BLOB_MOUNTING" })).json).toEqual({ name: "BLOB_MOUNTING", value: "ENABLED" });
    const elsewhere = await ecr("GetAccountSetting", { name: "BLOB_MOUNTING" }, LEARNER, "eu-west-1");
    expect(elsewhere.json).toEqual({ name: "BLOB_MOUNTING", value: "DISABLED" });
    expect((await ecr("PutAccountSetting", { name: "REGISTRY_POLICY_SCOPE", value: "V1" })).json).toEqual(
      invalid("value", "Member must satisfy enum value set: [V2]"),
    );
    expect((await ecr("GetAccountSetting", { name: "toString" })).json).toMatchObject({ __type: "InvalidParameterException" });
  });

  it("DescribeRegistry says whose registry it is", async () => {
    expect((await cloud().ecr("DescribeRegistry")).json).toEqual({ registryId: "111122223333", replicationConfiguration: { rules: [] } });
  });
});
