import { describe, expect, it } from "vitest";
import { NOBODY } from "../../../cloud/testing.ts";
import { type Case, ecrKit, invalid, refusal } from "../../../cloud/testing-ecr.ts";
import { nodeHasher } from "../../../node/hasher.ts";
import { principalKey } from "../../../world/keys.ts";

const { cloud } = ecrKit(nodeHasher);

const appliedFor = ["PULL_THROUGH_CACHE", "CREATE_ON_PUSH"];
const TEMPLATE = {
  prefix: "team",
  encryptionConfiguration: { encryptionType: "AES256" },
  imageTagMutability: "MUTABLE",
  appliedFor,
  createdAt: 1795420800,
  updatedAt: 1795420800,
};
const registryId = "111122223333";
const ROLE = "arn:aws:iam::111122223333:role/templates";
const LIFECYCLE = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 7 },
      action: { type: "expire" },
    },
  ],
});
const POLICY = JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid: "all", Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage" }] });

const CASES: readonly Case[] = [
  {
    says: "gives the defaults of a repository",
    input: { prefix: "team", appliedFor },
    gives: { registryId, repositoryCreationTemplate: TEMPLATE },
  },
  {
    says: "takes every setting",
    input: {
      prefix: "team",
      appliedFor,
      description: "of the team",
      encryptionConfiguration: { encryptionType: "KMS", kmsKey: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" },
      resourceTags: [{ Key: "team", Value: "web" }],
      imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
      imageTagMutabilityExclusionFilters: [{ filterType: "WILDCARD", filter: "dev-*" }],
      repositoryPolicy: POLICY,
      lifecyclePolicy: LIFECYCLE,
      customRoleArn: ROLE,
    },
    gives: {
      registryId,
      repositoryCreationTemplate: {
        ...TEMPLATE,
        description: "of the team",
        encryptionConfiguration: { encryptionType: "KMS", kmsKey: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" },
        resourceTags: [{ Key: "team", Value: "web" }],
        imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
        imageTagMutabilityExclusionFilters: [{ filterType: "WILDCARD", filter: "dev-*" }],
        repositoryPolicy: expect.stringContaining('"Sid" : "all"'),
        lifecyclePolicy: LIFECYCLE,
        customRoleArn: ROLE,
      },
    },
  },
  {
    says: "refuses a taken prefix, with or without a slash at its end",
    input: { prefix: "taken/", appliedFor },
    gives: refusal(
      "TemplateAlreadyExistsException",
      "The repository creation template with prefix 'taken/' already exists in the registry with id '111122223333'",
    ),
  },
  {
    says: "refuses a purpose there is none of",
    input: { prefix: "team", appliedFor: ["PUSH"] },
    gives: invalid("appliedFor.1.member", "Member must satisfy enum value set: [CREATE_ON_PUSH, PULL_THROUGH_CACHE, REPLICATION]"),
  },
  { says: "refuses a template for nothing", input: { prefix: "team" }, gives: invalid("appliedFor", "Member must not be null") },
  {
    says: "refuses a prefix that begins no repository's name",
    input: { prefix: "Team", appliedFor },
    gives: expect.objectContaining({ __type: "InvalidParameterException", message: expect.stringContaining("must satisfy regular expression") }),
  },
  {
    says: "takes tags without the role that is to apply them: no repository comes of it",
    input: { prefix: "team", appliedFor, resourceTags: [{ Key: "a", Value: "b" }] },
    gives: { registryId, repositoryCreationTemplate: { ...TEMPLATE, resourceTags: [{ Key: "a", Value: "b" }] } },
  },
  {
    says: "refuses a lifecycle policy that is none",
    input: { prefix: "team", appliedFor, lifecyclePolicy: "{}" },
    gives: invalid("LifecyclePolicy", 'Lifecycle policy validation failure: object has missing required properties (["rules"])'),
  },
  {
    says: "refuses a repository policy that is none",
    input: { prefix: "team", appliedFor, repositoryPolicy: "{" },
    gives: invalid("RepositoryPolicy", "Invalid repository policy provided"),
  },
  {
    says: "refuses a user who may not",
    input: { prefix: "team", appliedFor },
    key: NOBODY,
    gives: expect.objectContaining({ __type: "AccessDeniedException" }),
  },
];

describe("CreateRepositoryCreationTemplate", () => {
  it.each(CASES)("$says", async ({ input, key, gives }) => {
    const { ecr } = cloud();
    await ecr("CreateRepositoryCreationTemplate", { prefix: "taken", appliedFor });
    expect((await ecr("CreateRepositoryCreationTemplate", input, key)).json).toEqual(gives);
  });

  it("makes the role of templates", async () => {
    const { ecr, store } = cloud();
    await ecr("CreateRepositoryCreationTemplate", { prefix: "team", appliedFor });
    const role = store.world.principals.get(principalKey(registryId, "role", "AWSServiceRoleForECRTemplate"));
    expect(role).toMatchObject({ managed: ["ECRTemplateServiceRolePolicy"] });
  });

  it("comes back from Update, Describe and Delete", async () => {
    const { ecr, pass } = cloud();
    await ecr("CreateRepositoryCreationTemplate", { prefix: "team", appliedFor, description: "old", lifecyclePolicy: LIFECYCLE });
    await ecr("CreateRepositoryCreationTemplate", { prefix: "ROOT", appliedFor: ["REPLICATION"] });
    pass(60_000);
    const repositoryCreationTemplate = { ...TEMPLATE, description: "new", lifecyclePolicy: LIFECYCLE, updatedAt: 1795420860 };
    expect((await ecr("UpdateRepositoryCreationTemplate", { prefix: "team", description: "new" })).json).toEqual({
      registryId,
      repositoryCreationTemplate,
    });
    const { json } = await ecr("DescribeRepositoryCreationTemplates", { prefixes: ["team", "absent"] });
    expect(json).toEqual({ registryId, repositoryCreationTemplates: [repositoryCreationTemplate] });
    const first = (await ecr("DescribeRepositoryCreationTemplates", { maxResults: 1 })).json;
    expect(first).toMatchObject({ registryId, repositoryCreationTemplates: [{ prefix: "ROOT" }], nextToken: expect.any(String) });
    const second = (await ecr("DescribeRepositoryCreationTemplates", { maxResults: 1, nextToken: first.nextToken })).json;
    expect(second).toEqual({ registryId, repositoryCreationTemplates: [repositoryCreationTemplate] });
    expect((await ecr("DeleteRepositoryCreationTemplate", { prefix: "team" })).json).toEqual({ registryId, repositoryCreationTemplate });
    for (const operation of ["UpdateRepositoryCreationTemplate", "DeleteRepositoryCreationTemplate"]) {
      expect((await ecr(operation, { prefix: "team" })).json).toEqual(
        refusal(
          "TemplateNotFoundException",
          "The repository creation template with prefix 'team' does not exist in the registry with id '111122223333'",
        ),
      );
    }
  });
});
