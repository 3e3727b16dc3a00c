import { createRequire } from "node:module";
import type * as Iam from "@aws-sdk/client-iam";
import { describe, expect, it } from "vitest";
import { NOBODY } from "../cloud/testing.ts";
import { sdkKit } from "../cloud/testing-sdk.ts";
import { nodeHasher } from "../node/hasher.ts";

const sdk = createRequire(import.meta.url)("@aws-sdk/client-iam") as typeof Iam;
const kit = () => sdkKit(nodeHasher, () => Date.now());
const ALLOW = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "ecr:*", Resource: "*" }] });
const POWER = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser";

const refused = (name: string, message: string, httpStatusCode: number) => ({ name, message, $metadata: { httpStatusCode } });

describe("users", () => {
  it("are made with path, tags and boundary, read, listed, renamed and deleted", async () => {
    const iam = kit().iam();
    const input = { UserName: "anna", Path: "/team/", PermissionsBoundary: POWER, Tags: [{ Key: "env", Value: "dev" }] };
    const { User } = await iam.send(new sdk.CreateUserCommand(input));
    expect(User).toMatchObject({
      Path: "/team/",
      UserName: "anna",
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
      Arn: "arn:aws:iam::111122223333:user/team/anna",
      CreateDate: new Date("2026-11-23T08:00:00Z"),
      PermissionsBoundary: { PermissionsBoundaryType: "PermissionsBoundaryPolicy", PermissionsBoundaryArn: POWER },
      Tags: [{ Key: "env", Value: "dev" }],
    });
    expect((await iam.send(new sdk.GetUserCommand({ UserName: "anna" }))).User).toEqual(User);
    expect((await iam.send(new sdk.GetUserCommand({}))).User?.UserName).toBe("learner");
    const { Users = [], IsTruncated } = await iam.send(new sdk.ListUsersCommand({ PathPrefix: "/team/" }));
    expect([Users.map(({ UserName }) => UserName), IsTruncated]).toEqual([["anna"], false]);
    await iam.send(new sdk.UpdateUserCommand({ UserName: "anna", NewUserName: "anne", NewPath: "/" }));
    expect((await iam.send(new sdk.GetUserCommand({ UserName: "anne" }))).User?.Arn).toBe("arn:aws:iam::111122223333:user/anne");
    await iam.send(new sdk.DeleteUserCommand({ UserName: "anne" }));
    await expect(iam.send(new sdk.GetUserCommand({ UserName: "anne" }))).rejects.toMatchObject(
      refused("NoSuchEntityException", "The user with name anne cannot be found.", 404),
    );
  });

  it.each([
    ["a taken name, whatever its case", { UserName: "Learner" }, "EntityAlreadyExistsException", "User with name Learner already exists.", 409],
    [
      "a blank in a name",
      { UserName: "a b" },
      "ValidationError",
      "The specified value for userName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-",
      400,
    ],
    [
      "a long name",
      { UserName: "a".repeat(65) },
      "ValidationError",
      `1 validation error detected: Value '${"a".repeat(65)}' at 'userName' failed to satisfy constraint: Member must have length less than or equal to 64`,
      400,
    ],
    [
      "a path without slashes",
      { UserName: "a", Path: "team" },
      "ValidationError",
      "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.",
      400,
    ],
    [
      "a boundary that does not exist",
      { UserName: "a", PermissionsBoundary: "arn:aws:iam::111122223333:policy/nope" },
      "NoSuchEntityException",
      "Scope ARN: arn:aws:iam::111122223333:policy/nope does not exist or is not attachable.",
      404,
    ],
    [
      "tags that differ by case only",
      {
        UserName: "a",
        Tags: [
          { Key: "Env", Value: "1" },
          { Key: "env", Value: "2" },
        ],
      },
      "InvalidInputException",
      "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
      400,
    ],
  ])("refuse %s", async (_, input, name, message, status) => {
    await expect(kit().iam().send(new sdk.CreateUserCommand(input))).rejects.toMatchObject(refused(name, message, status));
  });

  it("are not deleted while keys, policies or groups hang on them", async () => {
    const iam = kit().iam();
    const UserName = "bo";
    await iam.send(new sdk.CreateUserCommand({ UserName }));
    await iam.send(new sdk.CreateGroupCommand({ GroupName: "devs" }));
    await iam.send(new sdk.AddUserToGroupCommand({ UserName, GroupName: "devs" }));
    await iam.send(new sdk.AttachUserPolicyCommand({ UserName, PolicyArn: POWER }));
    await iam.send(new sdk.PutUserPolicyCommand({ UserName, PolicyName: "p", PolicyDocument: ALLOW }));
    const { AccessKey } = await iam.send(new sdk.CreateAccessKeyCommand({ UserName }));
    const conflict = async (message: string) =>
      expect(iam.send(new sdk.DeleteUserCommand({ UserName }))).rejects.toMatchObject(refused("DeleteConflictException", message, 409));
    await iam.send(new sdk.RemoveUserFromGroupCommand({ UserName, GroupName: "devs" }));
    await conflict("Cannot delete entity, must detach all policies first.");
    await iam.send(new sdk.DetachUserPolicyCommand({ UserName, PolicyArn: POWER }));
    await conflict("Cannot delete entity, must delete policies first.");
    await iam.send(new sdk.DeleteUserPolicyCommand({ UserName, PolicyName: "p" }));
    await conflict("Cannot delete entity, must delete access keys first.");
    await iam.send(new sdk.DeleteAccessKeyCommand({ UserName, AccessKeyId: AccessKey?.AccessKeyId }));
    await iam.send(new sdk.DeleteUserCommand({ UserName }));
  });

  it("are refused to whoever no policy allows, in the words of IAM", async () => {
    const iam = kit().iam(NOBODY);
    await expect(iam.send(new sdk.CreateUserCommand({ UserName: "x" }))).rejects.toMatchObject(
      refused(
        "AccessDenied",
        "User: arn:aws:iam::111122223333:user/nobody is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::111122223333:user/x because no identity-based policy allows the iam:CreateUser action",
        403,
      ),
    );
    await expect(iam.send(new sdk.GetUserCommand({ UserName: "ghost" }))).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining("iam:GetUser on resource: user ghost because no identity-based policy"),
    });
  });

  it("come in pages", async () => {
    const iam = kit().iam();
    const names: (string | undefined)[] = [];
    for await (const { Users = [] } of sdk.paginateListUsers({ client: iam, pageSize: 2 }, {})) names.push(...Users.map(({ UserName }) => UserName));
    expect(names).toEqual(["learner", "nobody", "puller"]);
    await expect(iam.send(new sdk.ListUsersCommand({ Marker: "bm9uc2Vuc2U=" }))).rejects.toMatchObject({ name: "ValidationError" });
  });
});

describe("access keys", () => {
  it("are two at most, act at once, are refused while inactive, and say when they were used", async () => {
    const { iam: client, sts, test } = kit();
    const iam = client();
    await iam.send(new sdk.CreateUserCommand({ UserName: "anna" }));
    const { AccessKey } = await iam.send(new sdk.CreateAccessKeyCommand({ UserName: "anna" }));
    expect(AccessKey).toMatchObject({
      AccessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
      SecretAccessKey: expect.stringMatching(/^[A-Za-z0-9+/]{40}$/),
      Status: "Active",
    });
    const key = { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
    const lastUsed = async () => (await iam.send(new sdk.GetAccessKeyLastUsedCommand({ AccessKeyId: key.accessKeyId }))).AccessKeyLastUsed;
    expect(await lastUsed()).toEqual({ ServiceName: "N/A", Region: "N/A" });
    const { GetCallerIdentityCommand } = createRequire(import.meta.url)("@aws-sdk/client-sts");
    expect(await sts(key).send(new GetCallerIdentityCommand({}))).toMatchObject({ Arn: "arn:aws:iam::111122223333:user/anna" });
    expect(await lastUsed()).toEqual({ LastUsedDate: new Date("2026-11-23T08:00:00Z"), ServiceName: "sts", Region: "us-east-1" });
    await iam.send(new sdk.CreateAccessKeyCommand({ UserName: "anna" }));
    await expect(iam.send(new sdk.CreateAccessKeyCommand({ UserName: "anna" }))).rejects.toMatchObject(
      refused("LimitExceededException", "Cannot exceed quota for AccessKeysPerUser: 2", 409),
    );
    await iam.send(new sdk.UpdateAccessKeyCommand({ UserName: "anna", AccessKeyId: key.accessKeyId, Status: "Inactive" }));
    await expect(sts(key).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: "InvalidClientTokenId" });
    expect((await iam.send(new sdk.ListAccessKeysCommand({ UserName: "anna" }))).AccessKeyMetadata?.map(({ Status }) => Status).sort()).toEqual([
      "Active",
      "Inactive",
    ]);
    expect(JSON.stringify(test.store.events)).not.toContain(key.secretAccessKey);
  });
});
