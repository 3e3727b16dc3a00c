/** Resource policies of CloudWatch Logs: which services may write to an account's log groups in a Region (API_PutResourcePolicy). */
import type { JsonOperation } from "../http/json/service.ts";
import type { Values } from "../http/json/values.ts";
import { regionalKey } from "../world/keys.ts";
import type { LogPolicy, PolicyDocument } from "../world/tables.ts";
import { range } from "../world/world.ts";
import { logsErrors } from "./errors.ts";
import { page } from "./groups.ts";

/** Policies of an account in a Region (quotas of CloudWatch Logs). */
const MOST = 10;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isStatement(value: unknown): boolean {
  if (!isObject(value)) return false;
  const has = (...names: readonly string[]) => names.some((name) => value[name] !== undefined);
  return (
    ["Allow", "Deny"].includes(String(value.Effect)) &&
    has("Principal", "NotPrincipal") &&
    has("Action", "NotAction") &&
    has("Resource", "NotResource")
  );
}

/** Throws for a text that is no policy of a resource. */
function documentOf(text: string): PolicyDocument {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw logsErrors.invalid("Policy document is not valid JSON."); // (unverified)
  }
  const statements = isObject(document) ? [document.Statement].flat() : [];
  if (!isObject(document) || statements.length === 0 || !statements.every(isStatement)) throw logsErrors.invalid("Policy document is not valid."); // (unverified)
  return document;
}

function described({ name, text, updatedAt }: LogPolicy): Values {
  return { policyName: name, policyDocument: text, lastUpdatedTime: updatedAt, policyScope: "ACCOUNT" };
}

function nameOf({ policyName }: Values): string {
  if (typeof policyName !== "string" || policyName === "") throw logsErrors.invalid("Policy name is required."); // (unverified)
  return policyName;
}

const putResourcePolicy: JsonOperation = (input, { tx, place, now }) => {
  const name = nameOf(input);
  if (typeof input.policyDocument !== "string") throw logsErrors.invalid("Policy document is required."); // (unverified)
  const policy: LogPolicy = {
    account: place.account,
    region: place.region,
    name,
    text: input.policyDocument,
    document: documentOf(input.policyDocument),
    updatedAt: now,
  };
  const key = regionalKey(place, name);
  if (!tx.get("logPolicies", key) && [...tx.range("logPolicies", regionalKey(place, ""))].length >= MOST) throw logsErrors.tooMany();
  tx.set("logPolicies", key, policy);
  return { resourcePolicy: described(policy) };
};

const deleteResourcePolicy: JsonOperation = (input, { tx, place }) => {
  const name = nameOf(input);
  const key = regionalKey(place, name);
  if (!tx.get("logPolicies", key)) throw logsErrors.noPolicy(name);
  tx.delete("logPolicies", key);
  return {};
};

const describeResourcePolicies: JsonOperation = (input, { tx, place }) => {
  const policies = [...range(tx.world, "logPolicies", regionalKey(place, ""))].map(([, policy]) => policy);
  const { shown, nextToken } = page(policies, input, ({ name }) => name);
  return { resourcePolicies: shown.map(described), nextToken };
};

export const POLICY_OPERATIONS: readonly (readonly [string, JsonOperation])[] = [
  ["DeleteResourcePolicy", deleteResourcePolicy],
  ["DescribeResourcePolicies", describeResourcePolicies],
  ["PutResourcePolicy", putResourcePolicy],
];
