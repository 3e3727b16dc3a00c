import { describe, expect, it } from "vitest";
import { PULLER } from "../../../cloud/testing.ts";
import { type Case, ecrKit, invalid, refusal } from "../../../cloud/testing-ecr.ts";
import { nodeHasher } from "../../../node/hasher.ts";

const { cloud } = ecrKit(nodeHasher);

const REPOSITORY = {
  repositoryArn: "arn:aws:ecr:us-east-1:111122223333:repository/web/app",
  registryId: "111122223333",
  repositoryName: "web/app",
  repositoryUri: "111122223333.dkr.ecr.us-east-1.amazonaws.com/web/app",
  createdAt: 1795420800,
  imageTagMutability: "MUTABLE",
  imageScanningConfiguration: { scanOnPush: false },
  encryptionConfiguration: { encryptionType: "AES256" },
};
const PATTERN = "must satisfy regular expression '[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*'";
const repositoryName = "web/app";

const CASES: readonly Case[] = [
  { says: "creates with the defaults", input: { repositoryName }, gives: { repository: REPOSITORY } },
  {
    says: "takes every option",
    input: {
      repositoryName,
      imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
      imageTagMutabilityExclusionFilters: [{ filterType: "WILDCARD", filter: "dev-*" }],
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: { encryptionType: "KMS" },
      tags: [{ Key: "env", Value: "prod" }],
    },
    gives: {
      repository: {
        ...REPOSITORY,
        imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
        imageTagMutabilityExclusionFilters: [{ filterType: "WILDCARD", filter: "dev-*" }],
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfiguration: { encryptionType: "KMS", kmsKey: expect.stringMatching(/^arn:aws:kms:us-east-1:111122223333:key\/[0-9a-f-]{36}$/) },
      },
    },
  },
  {
    says: "refuses a taken name",
    input: { repositoryName: "taken" },
    gives: refusal("RepositoryAlreadyExistsException", "The repository with name 'taken' already exists in the registry with id '111122223333'"),
  },
  { says: "refuses an upper-case name", input: { repositoryName: "Web" }, gives: invalid("repositoryName", PATTERN) },
  {
    says: "accepts two underscores and many hyphens",
    input: { repositoryName: "a__b---c" },
    gives: expect.objectContaining({ repository: expect.anything() }),
  },
  { says: "refuses three underscores", input: { repositoryName: "a___b" }, gives: invalid("repositoryName", PATTERN) },
  {
    says: "refuses a short name",
    input: { repositoryName: "a" },
    gives: invalid("repositoryName", "Member must have length greater than or equal to 2"),
  },
  {
    says: "refuses an oversized name",
    input: { repositoryName: "a".repeat(257) },
    gives: invalid("repositoryName", "Member must have length less than or equal to 256"),
  },
  { says: "refuses a missing name", input: {}, gives: invalid("repositoryName", "Member must not be null") },
  {
    says: "refuses a bad enum",
    input: { repositoryName, imageTagMutability: "SOMETIMES" },
    gives: invalid(
      "imageTagMutability",
      "Member must satisfy enum value set: [IMMUTABLE, MUTABLE, MUTABLE_WITH_EXCLUSION, IMMUTABLE_WITH_EXCLUSION]",
    ),
  },
  {
    says: "refuses exclusion without filters",
    input: { repositoryName, imageTagMutability: "IMMUTABLE_WITH_EXCLUSION" },
    gives: invalid(
      "imageTagMutabilityExclusionFilters",
      "ImageTagMutabilityExclusionFilters can't be null when imageTagMutability is set as IMMUTABLE_WITH_EXCLUSION",
    ),
  },
  {
    says: "refuses a name that is no string",
    input: { repositoryName: 7 },
    gives: refusal("SerializationException", "NUMBER_VALUE can not be converted to a String"),
  },
  {
    says: "refuses reserved tags",
    input: { repositoryName, tags: [{ Key: "aws:x", Value: "y" }] },
    gives: refusal("InvalidTagParameterException", "Tags must not begin with aws:"),
  },
  {
    says: "refuses a user who may not",
    input: { repositoryName },
    key: PULLER,
    gives: refusal(
      "AccessDeniedException",
      "User: arn:aws:iam::111122223333:user/puller is not authorized to perform: ecr:CreateRepository on resource: arn:aws:ecr:us-east-1:111122223333:repository/web/app because no identity-based policy allows the ecr:CreateRepository action",
    ),
  },
];

describe("CreateRepository", () => {
  it.each(CASES)("$says", async ({ input, key, gives }) => {
    const test = cloud();
    await test.ecr("CreateRepository", { repositoryName: "taken" });
    expect((await test.ecr("CreateRepository", input, key)).json).toEqual(gives);
  });

  it("refuses a key that would not be used", async () => {
    const encryptionConfiguration = { encryptionType: "AES256", kmsKey: "alias/images" };
    expect((await cloud().ecr("CreateRepository", { repositoryName, encryptionConfiguration })).json).toEqual(
      invalid("encryptionConfiguration", "kmsKey must not be specified when encryptionType is AES256"),
    );
  });

  it("creates nothing when its tags are refused", async () => {
    const test = cloud();
    const tags = Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: "" }));
    expect((await test.ecr("CreateRepository", { repositoryName, tags })).json).toMatchObject({ __type: "TooManyTagsException" });
    expect((await test.ecr("DescribeRepositories")).json).toEqual({ repositories: [] });
  });

  it("keeps registries of Regions apart", async () => {
    const test = cloud();
    await test.ecr("CreateRepository", { repositoryName }, undefined, "eu-west-1");
    expect((await test.ecr("DescribeRepositories")).json).toEqual({ repositories: [] });
    const { repositories } = (await test.ecr("DescribeRepositories", {}, undefined, "eu-west-1")).json;
    expect(repositories).toMatchObject([{ repositoryUri: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/web/app" }]);
  });
});
