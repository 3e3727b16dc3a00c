/** The grammar of policy documents as tables (IAM User Guide, "Grammar of the IAM JSON policy language"), for acceptance, checks and completion alike. */
import type { PolicyKind } from "./problem.ts";

export const VERSIONS = ["2012-10-17", "2008-10-17"] as const;
export const EFFECTS = ["Allow", "Deny"] as const;
export const TOP_ELEMENTS = ["Version", "Id", "Statement"] as const;
export const STATEMENT_ELEMENTS = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
] as const;

export const PRINCIPAL_TYPES = ["AWS", "Service", "Federated", "CanonicalUser"] as const;

/** What the values of a condition operator, or of a condition key, are. */
export type ValueType = "String" | "Numeric" | "Date" | "Bool" | "IpAddress" | "ARN" | "Binary" | "Null";

/** Condition operators by name, without `ForAllValues:`, `ForAnyValue:` and `IfExists`. */
export const OPERATORS: Readonly<Record<string, ValueType>> = {
  StringEquals: "String",
  StringNotEquals: "String",
  StringEqualsIgnoreCase: "String",
  StringNotEqualsIgnoreCase: "String",
  StringLike: "String",
  StringNotLike: "String",
  NumericEquals: "Numeric",
  NumericNotEquals: "Numeric",
  NumericLessThan: "Numeric",
  NumericLessThanEquals: "Numeric",
  NumericGreaterThan: "Numeric",
  NumericGreaterThanEquals: "Numeric",
  DateEquals: "Date",
  DateNotEquals: "Date",
  DateLessThan: "Date",
  DateLessThanEquals: "Date",
  DateGreaterThan: "Date",
  DateGreaterThanEquals: "Date",
  Bool: "Bool",
  BinaryEquals: "Binary",
  IpAddress: "IpAddress",
  NotIpAddress: "IpAddress",
  ArnEquals: "ARN",
  ArnLike: "ARN",
  ArnNotEquals: "ARN",
  ArnNotLike: "ARN",
  Null: "Null",
};

export interface OperatorParts {
  readonly set?: "ForAllValues" | "ForAnyValue";
  readonly name: string;
  readonly ifExists: boolean;
}

/** The parts of `ForAllValues:StringLikeIfExists`. */
export function operatorParts(text: string): OperatorParts {
  const [, set, name = "", ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/s.exec(text) ?? [];
  return { ...(set === "ForAllValues" || set === "ForAnyValue" ? { set } : {}), name, ifExists: ifExists !== undefined };
}

/** Whether the condition operator exists, prefix and suffix included. `Null` has no `IfExists`. */
export function knownOperator(text: string): boolean {
  const { name, ifExists } = operatorParts(text);
  return Object.hasOwn(OPERATORS, name) && !(name === "Null" && ifExists);
}

/** Documents that hang on what they protect, and so name who may. */
export function namesPrincipals(kind: PolicyKind): boolean {
  return kind === "repository" || kind === "registry" || kind === "trust" || kind === "key" || kind === "rcp";
}

/** Whether a statement needs a `Resource`: a trust policy must not have one, a repository policy has no use for one. */
export function needsResource(kind: PolicyKind): boolean {
  return kind !== "repository" && kind !== "trust";
}

/** A statement's lone value or its list. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** What stands in a policy for a user or role that was deleted. */
export const UNIQUE_ID = /^A(?:IDA|ROA)[A-Z0-9]{4,}$/;

/** The account of `*`-free forms in which a policy names an AWS principal, and what it names; undefined for no such form. */
export function awsPrincipal(
  entry: string,
): { readonly account: string; readonly kind: "account" | "user" | "role" | "session" | "federated"; readonly name: string } | undefined {
  if (/^[0-9]{12}$/.test(entry)) return { account: entry, kind: "account", name: "" };
  const [, iam, root, kind, path = ""] = /^arn:aws:iam::([0-9]{12}):(?:(root)|(user|role)\/([\w+=,.@/-]+))$/.exec(entry) ?? [];
  if (iam !== undefined) {
    if (root !== undefined) return { account: iam, kind: "account", name: "" };
    return { account: iam, kind: kind === "user" ? "user" : "role", name: path.slice(path.lastIndexOf("/") + 1) };
  }
  const [, sts, role, federated] =
    /^arn:aws:sts::([0-9]{12}):(?:assumed-role\/([\w+=,.@-]+)\/[\w+=,.@-]+|federated-user\/([\w+=,.@-]+))$/.exec(entry) ?? [];
  if (sts === undefined) return undefined;
  return role === undefined ? { account: sts, kind: "federated", name: federated ?? "" } : { account: sts, kind: "session", name: role };
}

export function servicePrincipal(entry: string): boolean {
  return /^[a-z0-9][a-z0-9.-]*\.amazonaws\.com(?:\.cn)?$/.test(entry);
}

export function federatedPrincipal(entry: string): boolean {
  return /^arn:aws:iam::[0-9]{12}:(?:oidc-provider|saml-provider)\/.+$/.test(entry) || /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/.test(entry);
}
