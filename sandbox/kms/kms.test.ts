/** KMS's keys and aliases, table-driven. */
import { beforeEach, describe, expect, it } from "vitest";
import { ACCOUNT, NOBODY, REGION, START, type TestCloud, testCloud } from "../cloud/testing.ts";
import { arnOf, kmsKit, policy, refused, root, toRoot } from "../cloud/testing-kms.ts";
import { nodeHasher } from "../node/hasher.ts";
import { principalKey } from "../world/keys.ts";
import { ecrKey } from "../world/kms.ts";

const DAY = 86_400_000;
const ABSENT = "99999999-12ab-34cd-56ef-1234567890ab";
let cloud: TestCloud;
const { ask, make } = kmsKit(() => cloud);

beforeEach(() => {
  cloud = testCloud(nodeHasher);
});

describe("a key", () => {
  it("is made, described and listed, in the service's order of members", async () => {
    const { KeyMetadata: made } = (await ask("CreateKey", { Description: "images", Tags: [{ TagKey: "team", TagValue: "web" }] })) as {
      KeyMetadata: Record<string, unknown>;
    };
    const KeyId = String(made.KeyId);
    expect(Object.entries(made)).toEqual([
      ["AWSAccountId", ACCOUNT],
      ["KeyId", expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)],
      ["Arn", arnOf(KeyId)],
      ["CreationDate", START / 1000],
      ["Enabled", true],
      ["Description", "images"],
      ["KeyUsage", "ENCRYPT_DECRYPT"],
      ["KeyState", "Enabled"],
      ["Origin", "AWS_KMS"],
      ["KeyManager", "CUSTOMER"],
      ["CustomerMasterKeySpec", "SYMMETRIC_DEFAULT"],
      ["KeySpec", "SYMMETRIC_DEFAULT"],
      ["EncryptionAlgorithms", ["SYMMETRIC_DEFAULT"]],
      ["MultiRegion", false],
      ["CurrentKeyMaterialId", expect.stringMatching(/^[0-9a-f]{64}$/)],
    ]);
    await ask("CreateAlias", { AliasName: "alias/images", TargetKeyId: KeyId });
    for (const named of [KeyId, arnOf(KeyId), "alias/images", `arn:aws:kms:${REGION}:${ACCOUNT}:alias/images`])
      expect(await ask("DescribeKey", { KeyId: named })).toEqual({ KeyMetadata: made });
    expect(await ask("ListKeys")).toEqual({ Keys: [{ KeyId, KeyArn: arnOf(KeyId) }], Truncated: false });
    expect(await ask("ListResourceTags", { KeyId })).toEqual({ Tags: [{ TagKey: "team", TagValue: "web" }], Truncated: false });
  });

  it("is turned off and on, described anew, tagged and untagged", async () => {
    const { KeyId, Arn } = await make();
    expect(await ask("DisableKey", { KeyId })).toEqual({});
    expect(await ask("DescribeKey", { KeyId })).toMatchObject({ KeyMetadata: { Enabled: false, KeyState: "Disabled" } });
    await ask("EnableKey", { KeyId: Arn });
    await ask("UpdateKeyDescription", { KeyId, Description: "new" });
    await ask("TagResource", {
      KeyId,
      Tags: [
        { TagKey: "a", TagValue: "1" },
        { TagKey: "b", TagValue: "2" },
      ],
    });
    await ask("UntagResource", { KeyId, TagKeys: ["a"] });
    expect(await ask("DescribeKey", { KeyId })).toMatchObject({ KeyMetadata: { Enabled: true, Description: "new" } });
    expect((await ask("ListResourceTags", { KeyId })).Tags).toEqual([{ TagKey: "b", TagValue: "2" }]);
  });

  it("waits before it is deleted, can be kept meanwhile, and is gone when the time comes", async () => {
    const { KeyId, Arn } = await make();
    const DeletionDate = (START + 7 * DAY) / 1000;
    const scheduled = { KeyId: Arn, DeletionDate, KeyState: "PendingDeletion", PendingWindowInDays: 7 };
    expect(await ask("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 })).toEqual(scheduled);
    expect(await ask("DescribeKey", { KeyId })).toMatchObject({ KeyMetadata: { Enabled: false, KeyState: "PendingDeletion", DeletionDate } });
    expect(await ask("CancelKeyDeletion", { KeyId })).toEqual({ KeyId: Arn });
    const kept = (await ask("DescribeKey", { KeyId })).KeyMetadata;
    expect(kept).toMatchObject({ KeyState: "Disabled" });
    expect(kept).not.toHaveProperty("DeletionDate");
    cloud.pass(8 * DAY);
    expect(await ask("DescribeKey", { KeyId })).toEqual({ KeyMetadata: kept });
    expect(await ask("ScheduleKeyDeletion", { KeyId })).toMatchObject({ PendingWindowInDays: 30 });
    cloud.pass(30 * DAY);
    expect(await ask("DescribeKey", { KeyId })).toEqual(refused("NotFoundException", `Key '${Arn}' does not exist`));
    expect(await ask("ListKeys")).toEqual({ Keys: [], Truncated: false });
  });

  it.each(["EnableKey", "DisableKey", "ScheduleKeyDeletion", "UpdateKeyDescription", "TagResource", "UntagResource", "CreateGrant", "CreateAlias"])(
    "that is pending deletion takes no %s",
    async (operation) => {
      const { KeyId, Arn } = await make();
      await ask("ScheduleKeyDeletion", { KeyId });
      const more = {
        Description: "",
        Tags: [],
        TagKeys: [],
        GranteePrincipal: root(),
        Operations: ["Decrypt"],
        AliasName: "alias/x",
        TargetKeyId: KeyId,
      };
      expect(await ask(operation, { KeyId, ...more })).toEqual(refused("KMSInvalidStateException", `${Arn} is pending deletion.`));
    },
  );

  it.each([
    ["DescribeKey", { KeyId: ABSENT }, "NotFoundException", `Key '${arnOf(ABSENT)}' does not exist`],
    ["DescribeKey", { KeyId: "nope" }, "NotFoundException", "Invalid keyId 'nope'"],
    ["DescribeKey", { KeyId: "alias/nope" }, "NotFoundException", `Alias arn:aws:kms:${REGION}:${ACCOUNT}:alias/nope is not found.`],
    ["DescribeKey", { KeyId: arnOf(ABSENT).replace(REGION, "eu-west-1") }, "NotFoundException", "Invalid arn eu-west-1"],
    ["DisableKey", { KeyId: "alias/any" }, "NotFoundException", "Invalid keyId 'alias/any'"],
    ["DescribeKey", {}, "ValidationException", expect.stringContaining("Value null at 'keyId'")],
    [
      "ScheduleKeyDeletion",
      { KeyId: ABSENT, PendingWindowInDays: 6 },
      "ValidationException",
      expect.stringMatching(/Value '6' at 'pendingWindowInDays'.*greater than or equal to 7$/),
    ],
    ["ScheduleKeyDeletion", { KeyId: ABSENT, PendingWindowInDays: 31 }, "ValidationException", expect.stringMatching(/less than or equal to 30$/)],
    ["CreateKey", { KeySpec: "RSA_1" }, "ValidationException", expect.stringMatching(/at 'keySpec'.*enum value set: \[RSA_2048, /)],
    ["CreateKey", { KeySpec: "RSA_2048" }, "SandboxLacksOperation", "The sandbox does not have keys of the specification RSA_2048."],
    ["CreateKey", { Tags: [{ TagKey: "aws:x", TagValue: "" }] }, "TagException", expect.anything()],
    ["CreateKey", { Tags: [{ TagKey: "", TagValue: "" }] }, "ValidationException", expect.stringContaining("'tags.1.member.tagKey'")],
    ["ListKeys", { Limit: 1001 }, "ValidationException", expect.stringContaining("less than or equal to 1000")],
    ["ListKeys", { Marker: "nonsense" }, "InvalidMarkerException", expect.anything()],
    ["Encrypt", { KeyId: ABSENT, Plaintext: "" }, "UnknownOperationException", undefined],
  ])("%s of %j is refused with %s", async (operation, input, code, message) => {
    expect(await ask(operation, input)).toEqual(refused(code, message));
  });

  it("is not pending deletion when its deletion is cancelled for nothing", async () => {
    const { KeyId, Arn } = await make();
    expect(await ask("CancelKeyDeletion", { KeyId })).toEqual(refused("KMSInvalidStateException", `${Arn} is not pending deletion.`));
  });

  it("is listed by pages", async () => {
    const ids = [await make(), await make(), await make()].map(({ KeyId }) => KeyId).sort();
    const first = await ask("ListKeys", { Limit: 2 });
    expect(first).toEqual({ Keys: ids.slice(0, 2).map((KeyId) => ({ KeyId, KeyArn: arnOf(KeyId) })), NextMarker: "after-2", Truncated: true });
    expect(await ask("ListKeys", { Limit: 2, Marker: first.NextMarker })).toMatchObject({ Keys: [{ KeyId: ids[2] }], Truncated: false });
  });

  it("of AWS's own is seen by everybody of the account and changed by nobody", async () => {
    const { arn, id } = cloud.store.change(({ tx, now }) => ecrKey(tx, { account: ACCOUNT, region: REGION }, nodeHasher, now));
    expect(await ask("DescribeKey", { KeyId: "alias/aws/ecr" })).toMatchObject({ KeyMetadata: { Arn: arn, KeyManager: "AWS" } });
    expect(await ask("ListAliases")).toMatchObject({ Aliases: [{ AliasName: "alias/aws/ecr", TargetKeyId: id }] });
    for (const [operation, more] of [
      ["DisableKey", {}],
      ["ScheduleKeyDeletion", {}],
      ["PutKeyPolicy", { Policy: policy(toRoot) }],
    ] as const)
      expect(await ask(operation, { KeyId: id, ...more })).toMatchObject({ __type: "AccessDeniedException" });
  });
});

describe("an alias", () => {
  it("is made, turned to another key, listed and removed", async () => {
    const [one, two] = [await make(), await make()];
    expect(await ask("CreateAlias", { AliasName: "alias/b", TargetKeyId: one.KeyId })).toEqual({});
    await ask("CreateAlias", { AliasName: "alias/a", TargetKeyId: two.Arn });
    cloud.pass(DAY);
    await ask("UpdateAlias", { AliasName: "alias/b", TargetKeyId: two.KeyId });
    const entry = (name: string, updated: number) => ({
      AliasName: name,
      AliasArn: `arn:aws:kms:${REGION}:${ACCOUNT}:${name}`,
      TargetKeyId: two.KeyId,
      CreationDate: START / 1000,
      LastUpdatedDate: updated / 1000,
    });
    const all = { Aliases: [entry("alias/a", START), entry("alias/b", START + DAY)], Truncated: false };
    expect(await ask("ListAliases")).toEqual(all);
    expect(await ask("ListAliases", { KeyId: two.Arn })).toEqual(all);
    expect(await ask("ListAliases", { KeyId: one.KeyId })).toEqual({ Aliases: [], Truncated: false });
    await ask("DeleteAlias", { AliasName: "alias/b" });
    expect(await ask("DescribeKey", { KeyId: "alias/b" })).toMatchObject({ __type: "NotFoundException" });
  });

  it.each([
    ["CreateAlias", "alias/taken", "AlreadyExistsException", `An alias with the name arn:aws:kms:${REGION}:${ACCOUNT}:alias/taken already exists`],
    ["CreateAlias", "taken", "InvalidAliasNameException", expect.stringContaining('Alias must start with the prefix "alias/"')],
    ["CreateAlias", "alias/aws/ecr", "NotAuthorizedException", undefined],
    ["CreateAlias", "alias/a b", "ValidationException", expect.stringContaining("regular expression pattern: ^[a-zA-Z0-9:/_-]+$")],
    ["CreateAlias", "alias/a:b", "ValidationException", "alias/a:b contains invalid characters for an alias"],
    ["UpdateAlias", "alias/absent", "NotFoundException", `Alias arn:aws:kms:${REGION}:${ACCOUNT}:alias/absent is not found.`],
    ["DeleteAlias", "alias/absent", "NotFoundException", `Alias arn:aws:kms:${REGION}:${ACCOUNT}:alias/absent is not found.`],
  ])("%s %s is refused with %s", async (operation, AliasName, code, message) => {
    const { KeyId } = await make();
    await ask("CreateAlias", { AliasName: "alias/taken", TargetKeyId: KeyId });
    expect(await ask(operation, { AliasName, TargetKeyId: KeyId })).toEqual(refused(code, message));
  });

  it("needs leave on itself and on the key", async () => {
    const { KeyId, Arn } = await make();
    const may = (Resource: string) => ({ own: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "kms:CreateAlias", Resource }] } });
    const alias = `arn:aws:kms:${REGION}:${ACCOUNT}:alias/x`;
    for (const [given, missing] of [
      [Arn, alias],
      [alias, Arn],
    ] as const) {
      cloud.store.change(({ tx }) => tx.update("principals", principalKey(ACCOUNT, "user", "nobody"), { policies: may(given) }));
      const { message } = await ask("CreateAlias", { AliasName: "alias/x", TargetKeyId: KeyId }, NOBODY);
      expect(message).toContain(`kms:CreateAlias on resource: ${missing} `);
    }
  });
});
