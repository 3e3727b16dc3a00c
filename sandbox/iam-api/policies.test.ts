import { createRequire } from "node:module";
import type * as Iam from "@aws-sdk/client-iam";
import { describe, expect, it } from "vitest";
import { PULLER } from "../cloud/testing.ts";
import { sdkKit } from "../cloud/testing-sdk.ts";
import { nodeHasher } from "../node/hasher.ts";

const sdk = createRequire(import.meta.url)("@aws-sdk/client-iam") as typeof Iam;
const kit = () => sdkKit(nodeHasher, () => Date.now());
const allowing = (Action: string) => JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });
const OWN = "arn:aws:iam::111122223333:policy/push";
const refused = (name: string, message: string) => ({ name, message });
const textOf = (encoded: string | undefined) => JSON.parse(decodeURIComponent(encoded ?? "")) as unknown;

describe("managed policies", () => {
  it("have up to five versions, one in force, which decides the next request", async () => {
    const { iam: client, test } = kit();
    const iam = client();
    await test.ecr("CreateRepository", { repositoryName: "web" });
    const { Policy } = await iam.send(new sdk.CreatePolicyCommand({ PolicyName: "push", PolicyDocument: allowing("ecr:DeleteRepository") }));
    expect(Policy).toMatchObject({ Arn: OWN, DefaultVersionId: "v1", AttachmentCount: 0, IsAttachable: true });
    await iam.send(new sdk.AttachUserPolicyCommand({ UserName: "puller", PolicyArn: OWN }));
    const versions = [];
    for (let n = 2; n <= 5; n++) {
      const { PolicyVersion } = await iam.send(new sdk.CreatePolicyVersionCommand({ PolicyArn: OWN, PolicyDocument: allowing("ecr:PutImage") }));
      versions.push(PolicyVersion?.VersionId);
    }
    expect(versions).toEqual(["v2", "v3", "v4", "v5"]);
    await expect(iam.send(new sdk.CreatePolicyVersionCommand({ PolicyArn: OWN, PolicyDocument: allowing("ecr:PutImage") }))).rejects.toMatchObject(
      refused(
        "LimitExceededException",
        "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.",
      ),
    );
    await iam.send(new sdk.SetDefaultPolicyVersionCommand({ PolicyArn: OWN, VersionId: "v3" }));
    expect((await test.ecr("DeleteRepository", { repositoryName: "web" }, PULLER)).json).toMatchObject({ __type: "AccessDeniedException" });
    await iam.send(new sdk.SetDefaultPolicyVersionCommand({ PolicyArn: OWN, VersionId: "v1" }));
    expect((await test.ecr("DeleteRepository", { repositoryName: "web" }, PULLER)).status).toBe(200);
    await expect(iam.send(new sdk.DeletePolicyVersionCommand({ PolicyArn: OWN, VersionId: "v1" }))).rejects.toMatchObject(
      refused("DeleteConflictException", "Cannot delete the default version of a policy."),
    );
    await expect(iam.send(new sdk.DeletePolicyCommand({ PolicyArn: OWN }))).rejects.toMatchObject(
      refused("DeleteConflictException", "Cannot delete a policy attached to entities."),
    );
    for (const VersionId of versions) await iam.send(new sdk.DeletePolicyVersionCommand({ PolicyArn: OWN, VersionId }));
    expect((await iam.send(new sdk.ListPolicyVersionsCommand({ PolicyArn: OWN }))).Versions).toMatchObject([{ VersionId: "v1" }]);
    const { PolicyVersion } = await iam.send(new sdk.CreatePolicyVersionCommand({ PolicyArn: OWN, PolicyDocument: allowing("ecr:*") }));
    expect(PolicyVersion?.VersionId).toBe("v6");
  });

  it("of AWS are listed with their paths, versions and documents", async () => {
    const iam = kit().iam();
    const { Policies = [] } = await iam.send(new sdk.ListPoliciesCommand({ Scope: "AWS", MaxItems: 100 }));
    const named = (name: string) => Policies.find(({ PolicyName }) => PolicyName === name);
    expect(named("AmazonEC2ContainerRegistryReadOnly")).toMatchObject({
      Arn: "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly",
      DefaultVersionId: "v3",
      AttachmentCount: 1,
      UpdateDate: new Date("2019-12-10T20:56:32Z"),
    });
    expect(named("AmazonECSTaskExecutionRolePolicy")).toMatchObject({
      Path: "/service-role/",
      Arn: "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
    });
    const PolicyArn = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly";
    const { PolicyVersion } = await iam.send(new sdk.GetPolicyVersionCommand({ PolicyArn, VersionId: "v1" }));
    expect(PolicyVersion?.Document).toMatch(/^%7B%0A%20%20%20%20%22Version%22%3A/);
    expect(textOf(PolicyVersion?.Document)).toMatchObject({
      Statement: [
        {
          Effect: "Allow",
          Action: ["ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchImportUpstreamImage"],
        },
      ],
    });
    await expect(iam.send(new sdk.DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject({ name: "AccessDenied" });
    const { PolicyUsers } = await iam.send(
      new sdk.ListEntitiesForPolicyCommand({ PolicyArn: "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly" }),
    );
    expect(PolicyUsers).toMatchObject([{ UserName: "puller" }]);
  });

  it.each([
    [
      "arn:aws:iam::aws:policy/NoSuchPolicyHere",
      "NoSuchEntityException",
      "Policy arn:aws:iam::aws:policy/NoSuchPolicyHere does not exist or is not attachable.",
    ],
    // The path belongs to the ARN.
    [
      "arn:aws:iam::aws:policy/AmazonECSTaskExecutionRolePolicy",
      "NoSuchEntityException",
      "Policy arn:aws:iam::aws:policy/AmazonECSTaskExecutionRolePolicy does not exist or is not attachable.",
    ],
    [
      "arn:aws:iam::444455556666:policy/push",
      "NoSuchEntityException",
      "Policy arn:aws:iam::444455556666:policy/push does not exist or is not attachable.",
    ],
    ["this-is-not-an-arn-at-all", "InvalidInputException", "ARN this-is-not-an-arn-at-all is not valid."],
    [
      "arn:aws:iam::aws:policy/aws-service-role/ECRReplicationServiceRolePolicy",
      "PolicyNotAttachableException",
      "Cannot attach a Service Role Policy to a Customer Role.",
    ],
  ])("are not attached by the ARN %s", async (PolicyArn, name, message) => {
    await expect(
      kit()
        .iam()
        .send(new sdk.AttachUserPolicyCommand({ UserName: "puller", PolicyArn })),
    ).rejects.toMatchObject(refused(name, message));
  });

  it("are refused with IAM's words for a document that is none", async () => {
    const iam = kit().iam();
    for (const [PolicyDocument, message] of [
      ["{", "Syntax errors in policy."],
      [JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "ecr", Resource: "*" }] }), /./],
    ] as const) {
      await expect(iam.send(new sdk.CreatePolicyCommand({ PolicyName: "x", PolicyDocument }))).rejects.toMatchObject({
        name: "MalformedPolicyDocumentException",
        message: typeof message === "string" ? message : expect.stringMatching(message),
      });
    }
  });
});

describe("groups, inline policies, boundaries and tags", () => {
  it("a group's policy reaches its members at once, and leaves with them", async () => {
    const { iam: client, test } = kit();
    const iam = client();
    const create = (repositoryName: string) => test.ecr("CreateRepository", { repositoryName }, PULLER);
    await iam.send(new sdk.CreateGroupCommand({ GroupName: "devs", Path: "/t/" }));
    await iam.send(new sdk.PutGroupPolicyCommand({ GroupName: "devs", PolicyName: "create", PolicyDocument: allowing("ecr:CreateRepository") }));
    expect((await create("one")).status).toBe(400);
    await iam.send(new sdk.AddUserToGroupCommand({ GroupName: "devs", UserName: "puller" }));
    expect((await create("one")).status).toBe(200);
    expect((await iam.send(new sdk.GetGroupCommand({ GroupName: "devs" }))).Users).toMatchObject([{ UserName: "puller" }]);
    expect((await iam.send(new sdk.ListGroupsForUserCommand({ UserName: "puller" }))).Groups).toMatchObject([
      { Arn: "arn:aws:iam::111122223333:group/t/devs" },
    ]);
    await expect(iam.send(new sdk.DeleteGroupCommand({ GroupName: "devs" }))).rejects.toMatchObject(
      refused("DeleteConflictException", "Cannot delete entity, must remove users from group first."),
    );
    await iam.send(new sdk.UpdateGroupCommand({ GroupName: "devs", NewGroupName: "makers" }));
    expect((await create("two")).status).toBe(200);
    await iam.send(new sdk.RemoveUserFromGroupCommand({ GroupName: "makers", UserName: "puller" }));
    expect((await create("three")).status).toBe(400);
    await iam.send(new sdk.DeleteGroupPolicyCommand({ GroupName: "makers", PolicyName: "create" }));
    await iam.send(new sdk.DeleteGroupCommand({ GroupName: "makers" }));
  });

  it("a boundary takes away, and its removal gives back", async () => {
    const { iam: client, test } = kit();
    const iam = client();
    const UserName = "puller";
    const PermissionsBoundary = "arn:aws:iam::aws:policy/AmazonElasticContainerRegistryPublicReadOnly";
    const list = async () => (await test.ecr("DescribeRepositories", {}, PULLER)).status;
    expect(await list()).toBe(200);
    await iam.send(new sdk.PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary }));
    expect(await list()).toBe(400);
    expect((await iam.send(new sdk.GetPolicyCommand({ PolicyArn: PermissionsBoundary }))).Policy).toMatchObject({
      PermissionsBoundaryUsageCount: 1,
      AttachmentCount: 0,
    });
    await iam.send(new sdk.DeleteUserPermissionsBoundaryCommand({ UserName }));
    expect(await list()).toBe(200);
  });

  it("inline policies are read back, listed and removed; a missing one is named", async () => {
    const iam = kit().iam();
    const [UserName, PolicyName] = ["puller", "p(1)'"];
    await expect(iam.send(new sdk.PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument: allowing("ecr:*") }))).rejects.toMatchObject({
      name: "ValidationError",
    });
    await iam.send(new sdk.PutUserPolicyCommand({ UserName, PolicyName: "p", PolicyDocument: allowing("ecr:*") }));
    const got = await iam.send(new sdk.GetUserPolicyCommand({ UserName, PolicyName: "p" }));
    expect(textOf(got.PolicyDocument)).toEqual(JSON.parse(allowing("ecr:*")));
    expect((await iam.send(new sdk.ListUserPoliciesCommand({ UserName }))).PolicyNames).toEqual(["p"]);
    await expect(iam.send(new sdk.GetUserPolicyCommand({ UserName, PolicyName: "q" }))).rejects.toMatchObject(
      refused("NoSuchEntityException", "The user policy with name q cannot be found."),
    );
    const long = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "ecr:*", Resource: `arn:aws:ecr:*:*:${"a".repeat(2048)}` }],
    });
    await expect(iam.send(new sdk.PutUserPolicyCommand({ UserName, PolicyName: "long", PolicyDocument: long }))).rejects.toMatchObject(
      refused("LimitExceededException", "Maximum policy size of 2048 bytes exceeded for user puller"),
    );
  });

  it("tags of users and policies are set, listed and removed", async () => {
    const iam = kit().iam();
    await iam.send(new sdk.TagUserCommand({ UserName: "puller", Tags: [{ Key: "env", Value: "dev" }] }));
    await iam.send(new sdk.TagUserCommand({ UserName: "puller", Tags: [{ Key: "ENV", Value: "prod" }] }));
    expect((await iam.send(new sdk.ListUserTagsCommand({ UserName: "puller" }))).Tags).toEqual([{ Key: "env", Value: "prod" }]);
    await iam.send(new sdk.UntagUserCommand({ UserName: "puller", TagKeys: ["env"] }));
    expect((await iam.send(new sdk.ListUserTagsCommand({ UserName: "puller" }))).Tags).toEqual([]);
  });

  it("conditions see the policy that is attached and the boundary that is asked for", async () => {
    const { iam: client } = kit();
    const admin = client();
    const only = (operator: string, key: string, value: string) => ({ [operator]: { [key]: value } });
    const delegated = {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "iam:AttachUserPolicy",
          Resource: "*",
          Condition: only("ArnLike", "iam:PolicyARN", "arn:aws:iam::aws:policy/AmazonEC2*"),
        },
        {
          Effect: "Allow",
          Action: "iam:CreateUser",
          Resource: "*",
          Condition: only("StringEquals", "iam:PermissionsBoundary", "arn:aws:iam::aws:policy/PowerUserAccess"),
        },
      ],
    };
    await admin.send(new sdk.PutUserPolicyCommand({ UserName: "puller", PolicyName: "delegated", PolicyDocument: JSON.stringify(delegated) }));
    const puller = client(PULLER);
    const PolicyArn = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser";
    await puller.send(new sdk.AttachUserPolicyCommand({ UserName: "nobody", PolicyArn }));
    await expect(
      puller.send(new sdk.AttachUserPolicyCommand({ UserName: "nobody", PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" })),
    ).rejects.toMatchObject({ name: "AccessDenied", message: expect.stringContaining("iam:AttachUserPolicy on resource: user nobody") });
    await expect(puller.send(new sdk.CreateUserCommand({ UserName: "free" }))).rejects.toMatchObject({ name: "AccessDenied" });
  });
});

describe("the account", () => {
  it("gives everything about who may do what in one answer, and its figures", async () => {
    const iam = kit().iam();
    const { UserDetailList = [], Policies = [] } = await iam.send(new sdk.GetAccountAuthorizationDetailsCommand({}));
    expect(UserDetailList.map(({ UserName, AttachedManagedPolicies }) => [UserName, AttachedManagedPolicies?.[0]?.PolicyName])).toEqual([
      ["learner", "AdministratorAccess"],
      ["nobody", undefined],
      ["puller", "AmazonEC2ContainerRegistryReadOnly"],
    ]);
    expect(Policies.map(({ PolicyName }) => PolicyName)).toEqual(["AdministratorAccess", "AmazonEC2ContainerRegistryReadOnly"]);
    expect((await iam.send(new sdk.GetAccountSummaryCommand({}))).SummaryMap).toMatchObject({ Users: 3, Roles: 0, AccessKeysPerUserQuota: 2 });
    expect((await iam.send(new sdk.ListAccountAliasesCommand({}))).AccountAliases).toEqual([]);
  });

  it("trusts OpenID Connect providers by their address", async () => {
    const iam = kit().iam();
    const Url = "https://token.actions.githubusercontent.com";
    const input = { Url, ClientIDList: ["sts.amazonaws.com"] };
    const { OpenIDConnectProviderArn } = await iam.send(new sdk.CreateOpenIDConnectProviderCommand(input));
    expect(OpenIDConnectProviderArn).toBe("arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com");
    await expect(iam.send(new sdk.CreateOpenIDConnectProviderCommand(input))).rejects.toMatchObject(
      refused("EntityAlreadyExistsException", `Provider with url ${Url} already exists.`),
    );
    const got = await iam.send(new sdk.GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }));
    expect(got).toMatchObject({ Url: "token.actions.githubusercontent.com", ClientIDList: ["sts.amazonaws.com"] });
    await iam.send(new sdk.DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }));
    expect((await iam.send(new sdk.ListOpenIDConnectProvidersCommand({}))).OpenIDConnectProviderList).toEqual([]);
  });

  it("has a handler for every operation of its model", async () => {
    const { OPERATIONS } = await import("./operations/index.ts");
    const { IAM_MODEL } = await import("./model/index.ts");
    expect([...OPERATIONS.keys()].sort()).toEqual(Object.keys(IAM_MODEL.operations).sort());
  });
});
