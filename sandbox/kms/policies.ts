/** The policy of a key: every key has one, called `default`, and nobody may use a key against it. */
import type { JsonOperation, JsonScope } from "../http/json/service.ts";
import type { Values } from "../http/json/values.ts";
import { ask } from "../iam/ask.ts";
import { acceptKeyPolicy } from "../iam/document/accept.ts";
import { prettyPolicy } from "../iam/policy-text.ts";
import type { KmsKey, PolicyDocument } from "../world/tables.ts";
import { kmsErrors } from "./errors.ts";
import { customers, keyOf, writeKey } from "./lookup.ts";

const NAME = "default";

/**
 * The document of a request, once KMS takes it: its principals exist, and, unless the check is switched off, whoever sends it may send
 * another (KMS Developer Guide, "Changing a key policy"). Throws `MalformedPolicyDocumentException`.
 */
export function acceptPolicy(key: KmsKey, { Policy, BypassPolicyLockoutSafetyCheck: bypass }: Values, scope: JsonScope): PolicyDocument {
  const { tx, now, identified } = scope;
  const reading = acceptKeyPolicy(tx.world, String(Policy));
  if (reading.kind === "refused") throw kmsErrors.malformedPolicy(reading.message);
  if (bypass === true) return reading.document;
  writeKey(scope, { ...key, policy: reading.document });
  const target = { kind: "key", arn: key.arn } as const;
  const asked = { caller: identified.caller, action: "kms:PutKeyPolicy", resource: key.arn, target, region: key.region, now };
  if (ask(tx.world, asked).verdict === "deny") throw kmsErrors.lockout();
  return reading.document;
}

function onlyDefault({ PolicyName = NAME }: Values): void {
  if (PolicyName !== NAME) throw kmsErrors.noPolicy();
}

function getKeyPolicy(input: Values, scope: JsonScope): Values {
  const { policy } = keyOf(scope, input);
  onlyDefault(input);
  return { Policy: prettyPolicy(policy), PolicyName: NAME };
}

function putKeyPolicy(input: Values, scope: JsonScope): Values {
  const key = customers(keyOf(scope, input));
  onlyDefault(input);
  writeKey(scope, { ...key, policy: acceptPolicy(key, input, scope) });
  return {};
}

function listKeyPolicies(input: Values, scope: JsonScope): Values {
  keyOf(scope, input);
  return { PolicyNames: [NAME], Truncated: false };
}

export const POLICY_OPERATIONS: readonly (readonly [string, JsonOperation])[] = [
  ["GetKeyPolicy", getKeyPolicy],
  ["PutKeyPolicy", putKeyPolicy],
  ["ListKeyPolicies", listKeyPolicies],
];
