/** Grants of keys in a decision: each lets one principal in, within its constraint, and no further than the key's policy denies. */
import { describe, expect, it } from "vitest";
import { ACCOUNT, REGION, testCloud } from "../cloud/testing.ts";
import { nodeHasher } from "../node/hasher.ts";
import { principalKey } from "../world/keys.ts";
import { defaultKeyPolicy } from "../world/kms.ts";
import type { KmsGrant, PolicyDocument } from "../world/tables.ts";
import { ask } from "./ask.ts";
import { callerOf } from "./caller.ts";
import type { Caller, Context } from "./decision.ts";
import { explainSteps } from "./explain/steps.ts";

const ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1`;
const NOBODY = `arn:aws:iam::${ACCOUNT}:user/nobody`;
const GRANT: KmsGrant = { id: "0123456789abcdef", grantee: NOBODY, issuer: "", operations: ["Decrypt", "DescribeKey"], createdAt: 0 };

function decide(grant: Partial<KmsGrant>, action: string, more: Context = {}, who?: Caller, policy: PolicyDocument = defaultKeyPolicy(ACCOUNT)) {
  const { store } = testCloud(nodeHasher);
  const row = {
    account: ACCOUNT,
    region: REGION,
    id: "1",
    arn: ARN,
    description: "",
    state: "Enabled",
    aliases: [],
    tags: {},
    createdAt: 0,
  } as const;
  store.change(({ tx }) => tx.set("kmsKeys", ARN, { ...row, policy, grants: [{ ...GRANT, ...grant }] }));
  const caller = who ?? (callerOf(store.world, principalKey(ACCOUNT, "user", "nobody")) as Caller);
  return ask(store.world, { caller, action: `kms:${action}`, resource: ARN, target: { kind: "key", arn: ARN }, region: REGION, now: 0, more });
}

const service = (arn: string): Caller => ({ kind: "service", arn, principalArn: arn, account: "", userId: arn, principal: "" });
const context = (pairs: Record<string, string>) => ({
  "kms:EncryptionContextKeys": Object.keys(pairs),
  ...Object.fromEntries(Object.entries(pairs).map(([key, value]) => [`kms:EncryptionContext:${key}`, value])),
});

describe("a grant", () => {
  it.each<[string, Partial<KmsGrant>, string, Context, "allow" | "deny"]>([
    ["one of its operations", {}, "Decrypt", {}, "allow"],
    ["another operation", {}, "Encrypt", {}, "deny"],
    ["somebody else", { grantee: `${NOBODY}2` }, "Decrypt", {}, "deny"],
    ["the context that it asks for", { context: { a: "1" } }, "Decrypt", context({ a: "1", b: "2" }), "allow"],
    ["another context", { context: { a: "1" } }, "Decrypt", context({ a: "2" }), "deny"],
    ["no context", { context: { a: "1" } }, "Decrypt", {}, "deny"],
    ["more context than it may", { context: { a: "1" }, exact: true }, "Decrypt", context({ a: "1", b: "2" }), "deny"],
    ["exactly its context", { context: { a: "1" }, exact: true }, "Decrypt", context({ a: "1" }), "allow"],
    ["an operation without a context", { context: { a: "1" } }, "DescribeKey", {}, "allow"],
    ["retiring, by another than it names", { retiring: `${NOBODY}2` }, "RetireGrant", {}, "deny"],
    ["retiring, by the one it names", { retiring: NOBODY }, "RetireGrant", {}, "allow"],
  ])("asked about %s: %o %s", (_, grant, action, more, verdict) => {
    expect(decide(grant, action, more).verdict).toBe(verdict);
  });

  it("lets a service in, which no identity policy could", () => {
    const ecr = "ecr.us-east-1.amazonaws.com";
    expect(decide({ grantee: ecr }, "Decrypt", {}, service(ecr)).verdict).toBe("allow");
    expect(decide({ grantee: ecr }, "Decrypt", {}, service("ecr.eu-west-1.amazonaws.com")).verdict).toBe("deny");
  });

  it("is no match for a Deny of the key's policy", () => {
    const deny = { Effect: "Deny", Principal: "*", Action: "kms:Decrypt", Resource: "*" };
    const policy = { Version: "2012-10-17", Statement: [...(defaultKeyPolicy(ACCOUNT).Statement as object[]), deny] };
    expect(decide({}, "Decrypt", {}, undefined, policy)).toMatchObject({ verdict: "deny", reason: "explicit-deny" });
  });

  it("is called by its id where a decision is explained", () => {
    const found = (grant: Partial<KmsGrant>) => explainSteps(decide(grant, "Decrypt")).find(({ step }) => step === "resource");
    expect(found({})).toMatchObject({ title: "Key policy and grants", found: expect.stringContaining("grant 0123456789ab, statement 1") });
    expect(found({ operations: ["DescribeKey"], grantee: NOBODY })?.title).toBe("Key policy and grants");
    expect(found({ grantee: "ecr.us-east-1.amazonaws.com" })?.title).toBe("Key policy");
  });
});
