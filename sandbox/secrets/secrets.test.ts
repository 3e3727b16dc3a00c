/** The secrets that ECR's pull-through cache is given. */
import { beforeEach, describe, expect, it } from "vitest";
import { ACCOUNT, NOBODY, type TestCloud, testCloud } from "../cloud/testing.ts";
import { kms, secretsManager } from "../cloud/testing-json.ts";
import { nodeHasher } from "../node/hasher.ts";
import { principalKey } from "../world/keys.ts";

const Name = "ecr-pullthroughcache/hub";
let cloud: TestCloud;
const ask = async (operation: string, input: unknown = {}) => (await secretsManager(cloud, operation, input)).json;

beforeEach(() => {
  cloud = testCloud(nodeHasher);
});

describe("a secret", () => {
  it("is made, read, described and listed", async () => {
    const made = await ask("CreateSecret", { Name, SecretString: "one", Description: "for the hub", Tags: [{ Key: "a", Value: "b" }] });
    expect(made).toEqual({
      ARN: expect.stringMatching(/^arn:aws:secretsmanager:us-east-1:111122223333:secret:ecr-pullthroughcache\/hub-[A-Z2-7]{6}$/),
      Name,
      VersionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const value = { ...made, SecretString: "one", VersionStages: ["AWSCURRENT"], CreatedDate: 1795420800 };
    for (const SecretId of [Name, made.ARN, String(made.ARN).slice(0, -7)]) expect(await ask("GetSecretValue", { SecretId })).toEqual(value);
    expect(Object.keys(await ask("GetSecretValue", { SecretId: Name }))).toEqual([
      "ARN",
      "Name",
      "VersionId",
      "SecretString",
      "VersionStages",
      "CreatedDate",
    ]);
    const described = {
      ARN: made.ARN,
      Name,
      Description: "for the hub",
      LastChangedDate: 1795420800,
      LastAccessedDate: 1795392000,
      Tags: [{ Key: "a", Value: "b" }],
      CreatedDate: 1795420800,
    };
    const stages = { [String(made.VersionId)]: ["AWSCURRENT"] };
    expect(await ask("DescribeSecret", { SecretId: Name })).toEqual({ ...described, VersionIdsToStages: stages });
    expect(await ask("ListSecrets")).toEqual({ SecretList: [{ ...described, SecretVersionsToStages: stages }] });
  });

  it("keeps its previous value, and drops the one before", async () => {
    const first = await ask("CreateSecret", { Name, SecretString: "one" });
    const second = await ask("PutSecretValue", { SecretId: Name, SecretString: "two" });
    expect(second).toEqual({ ...first, VersionId: expect.any(String), VersionStages: ["AWSCURRENT"] });
    expect(await ask("GetSecretValue", { SecretId: Name, VersionStage: "AWSPREVIOUS" })).toMatchObject({ SecretString: "one" });
    await ask("PutSecretValue", { SecretId: Name, SecretString: "three" });
    expect((await ask("DescribeSecret", { SecretId: Name })).VersionIdsToStages).toEqual({
      [String(second.VersionId)]: ["AWSPREVIOUS"],
      [String((await ask("GetSecretValue", { SecretId: Name })).VersionId)]: ["AWSCURRENT"],
    });
    expect(await ask("GetSecretValue", { SecretId: Name, VersionId: first.VersionId })).toEqual({
      __type: "ResourceNotFoundException",
      message: `Secrets Manager can't find the specified secret value for VersionId: ${first.VersionId}`,
    });
  });

  it("waits before it is deleted, and cannot be used meanwhile", async () => {
    await ask("CreateSecret", { Name, SecretString: "one" });
    expect(await ask("DeleteSecret", { SecretId: Name, RecoveryWindowInDays: 7 })).toMatchObject({ Name, DeletionDate: 1795420800 + 7 * 86_400 });
    const marked = "You can't perform this operation on the secret because it was marked for deletion.";
    expect(await ask("GetSecretValue", { SecretId: Name })).toEqual({ __type: "InvalidRequestException", message: marked });
    expect(await ask("ListSecrets")).toEqual({ SecretList: [] });
    expect((await ask("ListSecrets", { IncludePlannedDeletion: true })).SecretList).toHaveLength(1);
    expect(await ask("CreateSecret", { Name })).toMatchObject({
      message: "You can't create this secret because a secret with this name is already scheduled for deletion.",
    });
    cloud.pass(7 * 86_400_000);
    expect(await ask("DescribeSecret", { SecretId: Name })).toMatchObject({ __type: "ResourceNotFoundException" });
    expect(await ask("CreateSecret", { Name })).toMatchObject({ Name });
    await ask("DeleteSecret", { SecretId: Name, ForceDeleteWithoutRecovery: true });
    expect(await ask("CreateSecret", { Name })).toMatchObject({ Name });
  });

  it("is deleted by force though it is marked already, and though it is not there", async () => {
    await ask("CreateSecret", { Name, SecretString: "x" });
    await ask("DeleteSecret", { SecretId: Name });
    const byForce = { SecretId: Name, ForceDeleteWithoutRecovery: true };
    expect(await ask("DeleteSecret", byForce)).toMatchObject({ Name });
    expect(await ask("DeleteSecret", byForce)).toMatchObject({ Name });
    expect(await ask("CreateSecret", { Name })).toMatchObject({ Name });
  });

  it.each([
    ["CreateSecret", { Name: "taken" }, "ResourceExistsException", "The operation failed because the secret taken already exists."],
    ["CreateSecret", { Name: "a b" }, "ValidationException", expect.stringContaining("Invalid name.")],
    ["CreateSecret", { Name: 1 }, "SerializationException", expect.anything()],
    ["CreateSecret", {}, "ValidationException", expect.stringContaining("Value null at 'name'")],
    ["GetSecretValue", { SecretId: "absent" }, "ResourceNotFoundException", "Secrets Manager can't find the specified secret."],
    [
      "GetSecretValue",
      { SecretId: "taken" },
      "ResourceNotFoundException",
      "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
    ],
    ["PutSecretValue", { SecretId: "taken" }, "InvalidParameterException", "You must provide either SecretString or SecretBinary."],
    ["DeleteSecret", { SecretId: "taken", RecoveryWindowInDays: 1 }, "InvalidParameterException", expect.stringContaining("between 7 and 30")],
    ["ListSecrets", { NextToken: "no token" }, "InvalidNextTokenException", "Invalid NextToken"],
    ["RotateSecret", { SecretId: "taken" }, "UnknownOperationException", undefined],
  ])("%s of %j is refused with %s", async (operation, input, code, message) => {
    await ask("CreateSecret", { Name: "taken" });
    expect(await ask(operation, input)).toEqual({ __type: code, ...(message === undefined ? {} : { message }) });
  });

  it.each([
    ["CreateSecret", { Name: "x", SecretBinary: "AA==" }, "SecretBinary of CreateSecret"],
    ["ListSecrets", { Filters: [{ Key: "name", Values: ["x"] }] }, "Filters of ListSecrets"],
  ])("%s says what the sandbox lacks instead of leaving it out: %j", async (operation, input, what) => {
    expect(await ask(operation, input)).toEqual({ __type: "SandboxLacksOperation", message: `The sandbox does not have ${what}.` });
    expect(await ask("ListSecrets", {})).toEqual({ SecretList: [] });
  });

  it("is listed by pages, in order", async () => {
    for (const name of ["b", "a", "c"]) await ask("CreateSecret", { Name: name });
    const first = await ask("ListSecrets", { MaxResults: 2 });
    expect(first).toMatchObject({ SecretList: [{ Name: "a" }, { Name: "b" }], NextToken: "b" });
    expect(await ask("ListSecrets", { NextToken: "b" })).toMatchObject({ SecretList: [{ Name: "c" }] });
  });

  it("with a key of the customer's is read and written by who may use the key, while it is enabled", async () => {
    const { KeyMetadata } = (await kms(cloud, "CreateKey")).json as { KeyMetadata: { KeyId: string } };
    const { KeyId } = KeyMetadata;
    await ask("CreateSecret", { Name, SecretString: "one", KmsKeyId: KeyId });
    expect(await ask("GetSecretValue", { SecretId: Name })).toMatchObject({ SecretString: "one" });
    const policies = { secrets: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "secretsmanager:*", Resource: "*" }] } };
    cloud.store.change(({ tx }) => tx.update("principals", principalKey(ACCOUNT, "user", "nobody"), { policies }));
    const { json } = await secretsManager(cloud, "GetSecretValue", { SecretId: Name }, NOBODY);
    expect(json).toEqual({ __type: "AccessDeniedException", message: "Access to KMS is not allowed" });
    expect(cloud.store.events.at(-1)).toMatchObject({ outcome: "denied", action: "kms:Decrypt", decision: { reason: "implicit-deny-identity" } });
    await kms(cloud, "DisableKey", { KeyId });
    expect(await ask("GetSecretValue", { SecretId: Name })).toMatchObject({ __type: "DecryptionFailure" });
    expect(await ask("PutSecretValue", { SecretId: Name, SecretString: "two" })).toMatchObject({ __type: "EncryptionFailure" });
    expect(await ask("CreateSecret", { Name: "other", SecretString: "x", KmsKeyId: "alias/absent" })).toMatchObject({ __type: "EncryptionFailure" });
    expect(await ask("DescribeSecret", { SecretId: Name })).toMatchObject({ KmsKeyId: KeyId });
  });

  it("is refused to whoever may not, by its ARN, and its value stands in no event", async () => {
    const { ARN } = await ask("CreateSecret", { Name, SecretString: "hidden" });
    const { json } = await secretsManager(cloud, "GetSecretValue", { SecretId: Name }, NOBODY);
    expect(json).toEqual({
      __type: "AccessDeniedException",
      message: `User: arn:aws:iam::111122223333:user/nobody is not authorized to perform: secretsmanager:GetSecretValue on resource: ${ARN} because no identity-based policy allows the secretsmanager:GetSecretValue action`,
    });
    const inputs = cloud.store.events.map((event) => (event.kind === "request" ? JSON.stringify([event.input, event.output]) : ""));
    expect(inputs.join()).not.toContain("hidden");
  });
});
