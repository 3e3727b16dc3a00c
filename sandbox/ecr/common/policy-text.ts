/** Repository policies as text: what is accepted, and the form in which they come back. */
import { statementsOf } from "../../iam/matching/statement.ts";
import type { PolicyDocument } from "../../world/tables.ts";
import type { World } from "../../world/world.ts";

/** JSON as the service writes it back: two spaces, ` : `, arrays of words on one line, `[ {` … `} ]` for objects. */
export function prettyPolicy(value: unknown, indent = ""): string {
  if (Array.isArray(value)) return value.length ? `[ ${value.map((entry) => prettyPolicy(entry, indent)).join(", ")} ]` : "[ ]";
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const lines = Object.entries(value).map(([key, entry]) => `${inner}${JSON.stringify(key)} : ${prettyPolicy(entry, inner)}`);
  return lines.length ? `{\n${lines.join(",\n")}\n${indent}}` : "{ }";
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function soundStatement(statement: Readonly<Record<string, unknown>>): boolean {
  const { Effect, Principal, NotPrincipal, Action, NotAction } = statement;
  if (Effect !== "Allow" && Effect !== "Deny") return false;
  if ((Principal === undefined) === (NotPrincipal === undefined) || (Action === undefined) === (NotAction === undefined)) return false;
  const principal = Principal ?? NotPrincipal;
  if (principal !== "*" && (typeof principal !== "object" || principal === null)) return false;
  return list(Action ?? NotAction).every((action) => typeof action === "string" && (action === "*" || /^ecr:[A-Za-z*?]+$/i.test(action)));
}

const PRINCIPAL_ARN = /^arn:aws:(?:iam::([0-9]{12}):(root|user\/.+|role\/.+)|sts::([0-9]{12}):assumed-role\/.+)$/;

/** `syntax` for an entry that is no principal at all, `missing` for a user or role that does not exist. */
function principalProblem(world: World, entry: unknown): "syntax" | "missing" | undefined {
  if (typeof entry !== "string") return "syntax";
  if (entry === "*" || /^[0-9]{12}$/.test(entry) || /^A(IDA|ROA)[A-Z0-9]+$/.test(entry)) return undefined;
  const [, account, name] = PRINCIPAL_ARN.exec(entry) ?? [];
  if (account === undefined) return entry.startsWith("arn:aws:sts::") && PRINCIPAL_ARN.test(entry) ? undefined : "syntax";
  if (name === "root" || !world.accounts.get(account)) return undefined;
  const path = name as string;
  const row = `${account}/${path.slice(0, path.indexOf("/"))}/${path.slice(path.lastIndexOf("/") + 1)}`;
  return world.principals.get(row) ? undefined : "missing";
}

export type PolicyReading =
  | { readonly kind: "policy"; readonly document: PolicyDocument }
  | { readonly kind: "refused"; readonly constraint: string };

const INVALID: PolicyReading = { kind: "refused", constraint: "Invalid repository policy provided" };

/** Reads the text of a repository policy. A `Resource` element is accepted (docs/decisions), a missing principal is not. */
export function readPolicy(world: World, text: string): PolicyReading {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return INVALID;
  }
  if (typeof document !== "object" || document === null || Array.isArray(document)) return INVALID;
  const policy = document as PolicyDocument;
  const { Version } = policy;
  if (Version !== undefined && Version !== "2008-10-17" && Version !== "2012-10-17") return INVALID;
  const statements = statementsOf(policy);
  if (statements.length === 0 || statements.length !== list(policy.Statement).length || !statements.every(soundStatement)) return INVALID;
  const entries = statements.flatMap(({ Principal, NotPrincipal }) => {
    const principal = Principal ?? NotPrincipal;
    const aws = typeof principal === "object" && principal !== null ? (principal as { AWS?: unknown }).AWS : undefined;
    return aws === undefined ? [] : list(aws);
  });
  const problems = entries.map((entry) => principalProblem(world, entry));
  if (problems.includes("syntax")) return INVALID;
  return problems.includes("missing") ? { kind: "refused", constraint: "Principal not found" } : { kind: "policy", document: policy };
}
