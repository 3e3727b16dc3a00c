/** Who may do what with a key: its policy, and its grants. */
import { beforeEach, describe, expect, it } from "vitest";
import { ACCOUNT, NOBODY, OTHER_ACCOUNT, START, STRANGER, type TestCloud, testCloud } from "../cloud/testing.ts";
import { arnOf, kmsKit, policy, refused, root, toRoot } from "../cloud/testing-kms.ts";
import { nodeHasher } from "../node/hasher.ts";

let cloud: TestCloud;
const { ask, make } = kmsKit(() => cloud);

beforeEach(() => {
  cloud = testCloud(nodeHasher);
});

describe("a key's policy", () => {
  it("is AWS's when none is given, and comes back as KMS writes it", async () => {
    const { KeyId } = await make();
    expect(await ask("GetKeyPolicy", { KeyId, PolicyName: "default" })).toEqual({
      Policy: `{
  "Version" : "2012-10-17",
  "Id" : "key-default-1",
  "Statement" : [ {
    "Sid" : "Enable IAM User Permissions",
    "Effect" : "Allow",
    "Principal" : {
      "AWS" : "arn:aws:iam::111122223333:root"
    },
    "Action" : "kms:*",
    "Resource" : "*"
  } ]
}`,
      PolicyName: "default",
    });
    expect(await ask("ListKeyPolicies", { KeyId })).toEqual({ PolicyNames: ["default"], Truncated: false });
    expect(await ask("GetKeyPolicy", { KeyId, PolicyName: "other" })).toEqual(refused("NotFoundException", "No such policy exists"));
  });

  const lockout = "The new key policy will not allow you to update the key policy in the future.";
  it.each([
    ["what is no JSON", "{", expect.anything()],
    ["no statement", policy(), expect.anything()],
    ["another service's action", policy({ ...toRoot, Action: "ecr:*" }), expect.anything()],
    ["no resource", policy({ ...toRoot, Resource: undefined }), expect.anything()],
    [
      "somebody who is not there",
      policy(toRoot, { ...toRoot, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/ghost` } }),
      "Policy contains a statement with one or more invalid principals.",
    ],
    ["a policy that locks its author out", policy({ ...toRoot, Action: "kms:DescribeKey" }), lockout],
  ])("refuses %s, at CreateKey and at PutKeyPolicy", async (_, Policy, message) => {
    expect(await ask("CreateKey", { Policy })).toEqual(refused("MalformedPolicyDocumentException", message));
    const { KeyId } = await make();
    expect(await ask("PutKeyPolicy", { KeyId, Policy })).toEqual(refused("MalformedPolicyDocumentException", message));
    expect((await ask("ListKeys")).Keys).toHaveLength(1);
  });

  it("may lock everybody out when the check is switched off", async () => {
    const { KeyId, Arn } = await make({ Policy: policy({ ...toRoot, Action: "kms:DescribeKey" }), BypassPolicyLockoutSafetyCheck: true });
    expect(await ask("DescribeKey", { KeyId })).toHaveProperty("KeyMetadata");
    expect(await ask("PutKeyPolicy", { KeyId, Policy: policy(toRoot) })).toEqual(
      refused(
        "AccessDeniedException",
        `User: arn:aws:iam::${ACCOUNT}:user/learner is not authorized to perform: kms:PutKeyPolicy on resource: ${Arn} because no resource-based policy allows the kms:PutKeyPolicy action`,
      ),
    );
  });

  it("hands over to identity policies where it names the account, and lets others in by name", async () => {
    const { KeyId } = await make();
    expect((await ask("DescribeKey", { KeyId }, NOBODY)).message).toContain("because no identity-based policy allows the kms:DescribeKey action");
    const named = { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/nobody` }, Action: "kms:DescribeKey", Resource: "*" };
    await ask("PutKeyPolicy", { KeyId, Policy: policy(toRoot, named) });
    expect(await ask("DescribeKey", { KeyId }, NOBODY)).toHaveProperty("KeyMetadata");
  });

  it("lets another account in by the key's ARN, for what works between accounts", async () => {
    const theirs = { Effect: "Allow", Principal: { AWS: root(OTHER_ACCOUNT) }, Action: "kms:*", Resource: "*" };
    const { KeyId, Arn } = await make({ Policy: policy(toRoot, theirs) });
    expect(await ask("DescribeKey", { KeyId: Arn }, STRANGER)).toMatchObject({ KeyMetadata: { AWSAccountId: ACCOUNT } });
    expect(await ask("DescribeKey", { KeyId }, STRANGER)).toEqual(
      refused("NotFoundException", `Key '${arnOf(KeyId, OTHER_ACCOUNT)}' does not exist`),
    );
    expect(await ask("DisableKey", { KeyId: Arn }, STRANGER)).toMatchObject({ __type: "AccessDeniedException" });
    await ask("PutKeyPolicy", { KeyId, Policy: policy(toRoot) });
    expect(await ask("DescribeKey", { KeyId: Arn }, STRANGER)).toMatchObject({ __type: "AccessDeniedException" });
  });
});

describe("a grant", () => {
  const nobody = `arn:aws:iam::${ACCOUNT}:user/nobody`;
  let key: { KeyId: string; Arn: string };
  beforeEach(async () => {
    key = await make();
  });
  const grant = (more: object = {}) => ask("CreateGrant", { KeyId: key.KeyId, GranteePrincipal: nobody, Operations: ["DescribeKey"], ...more });

  it("lets in whom nothing else lets in, until it is revoked", async () => {
    expect(await ask("DescribeKey", { KeyId: key.KeyId }, NOBODY)).toMatchObject({ __type: "AccessDeniedException" });
    const { GrantId, GrantToken } = await grant({ Name: "look", RetiringPrincipal: root() });
    expect(GrantToken).toEqual(expect.any(String));
    expect(await ask("DescribeKey", { KeyId: key.KeyId }, NOBODY)).toHaveProperty("KeyMetadata");
    expect(await ask("ListGrants", { KeyId: key.KeyId })).toEqual({
      Grants: [
        {
          KeyId: key.Arn,
          GrantId,
          Name: "look",
          CreationDate: START / 1000,
          GranteePrincipal: nobody,
          RetiringPrincipal: root(),
          IssuingAccount: root(),
          Operations: ["DescribeKey"],
        },
      ],
      Truncated: false,
    });
    expect(await ask("RevokeGrant", { KeyId: key.KeyId, GrantId })).toEqual({});
    expect(await ask("DescribeKey", { KeyId: key.KeyId }, NOBODY)).toMatchObject({ __type: "AccessDeniedException" });
  });

  it("with a name is the same grant when it is asked for again", async () => {
    const first = await grant({ Name: "n" });
    expect(await grant({ Name: "n" })).toEqual(first);
    expect((await grant()).GrantId).not.toBe((await grant()).GrantId);
  });

  it("is retired by the one it names, by token or id, and listed for them", async () => {
    const { GrantId, GrantToken } = await grant({ RetiringPrincipal: nobody, Constraints: { EncryptionContextSubset: { a: "b" } } });
    const listed = await ask("ListRetirableGrants", { RetiringPrincipal: nobody });
    expect(listed).toMatchObject({ Grants: [{ GrantId, Constraints: { EncryptionContextSubset: { a: "b" } } }] });
    expect(await ask("RetireGrant", { GrantToken }, STRANGER)).toMatchObject({ __type: "AccessDeniedException" });
    expect(await ask("RetireGrant", { GrantToken }, NOBODY)).toEqual({});
    const again = await grant({ RetiringPrincipal: nobody });
    expect(await ask("RetireGrant", { KeyId: key.KeyId, GrantId: again.GrantId }, NOBODY)).toEqual({});
    expect((await ask("ListGrants", { KeyId: key.KeyId })).Grants).toEqual([]);
  });

  it.each([
    ["a key that is disabled", "CreateGrant", {}, "DisabledException"],
    ["nobody", "CreateGrant", { GranteePrincipal: `arn:aws:iam::${ACCOUNT}:user/ghost` }, "InvalidArnException"],
    ["an operation that does not exist", "CreateGrant", { Operations: ["Fly"] }, "ValidationException"],
    ["a grant that is not there", "RevokeGrant", { GrantId: "0".repeat(64) }, "NotFoundException"],
    ["a token of nothing", "RetireGrant", { GrantToken: "AAAA" }, "InvalidGrantTokenException"],
    ["neither token nor id", "RetireGrant", { KeyId: undefined }, "ValidationException"],
    ["a dry run", "CreateGrant", { DryRun: true }, "DryRunOperationException"],
  ])("for %s is refused", async (what, operation, more, code) => {
    if (what.includes("disabled")) await ask("DisableKey", { KeyId: key.KeyId });
    const input = { KeyId: key.KeyId, GranteePrincipal: nobody, Operations: ["Decrypt"], ...more };
    expect(await ask(operation, input)).toMatchObject({ __type: code });
    expect(cloud.store.world.kmsKeys.get(key.Arn)?.grants ?? []).toEqual([]);
  });
});
