/** What ECR says of repository and registry policies, and IAM of trust policies. */
import { ecrAction, ecrFacts } from "../data/services.ts";
import { matchesWildcard } from "../matching/wildcard.ts";
import {
  awsPrincipal,
  EFFECTS,
  federatedPrincipal,
  knownOperator,
  listOf,
  STATEMENT_ELEMENTS,
  servicePrincipal,
  TOP_ELEMENTS,
  UNIQUE_ID,
  VERSIONS,
} from "./grammar.ts";

type Json = Readonly<Record<string, unknown>>;

/** Whether the principal that an ARN names is there. */
export type Exists = (entry: string) => boolean;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): boolean {
  const list = listOf(value);
  return list.length > 0 && list.every((entry) => typeof entry === "string");
}

function conditionOk(condition: unknown): boolean {
  if (condition === undefined) return true;
  return isObject(condition) && Object.entries(condition).every(([operator, keys]) => knownOperator(operator) && isObject(keys));
}

/** The entries of a `Principal` or `NotPrincipal`, by type; undefined for what is no principal at all. */
function principalEntries(principal: unknown): readonly (readonly [type: string, entry: string])[] | undefined {
  if (principal === "*") return [["AWS", "*"]];
  if (!isObject(principal)) return undefined;
  const entries = Object.entries(principal);
  if (!entries.every(([, value]) => isTexts(value))) return undefined;
  return entries.flatMap(([type, value]) => listOf(value).map((entry) => [type, entry as string] as const));
}

function principalForm(type: string, entry: string): boolean {
  if (type === "AWS") return entry === "*" || awsPrincipal(entry) !== undefined || UNIQUE_ID.test(entry);
  if (type === "Service") return servicePrincipal(entry);
  return type === "Federated" && federatedPrincipal(entry);
}

function oneOf(statement: Json, a: string, b: string): boolean {
  return (statement[a] === undefined) !== (statement[b] === undefined);
}

/** Policies of resources: of a repository, of a registry, of a repository of ECR Public, of a KMS key. */
export type EcrPolicyKind = "repository" | "registry" | "public repository" | "key";

/** Whether the entry is `*`, or names some action of the service. */
function ecrKnows(entry: string, kind: EcrPolicyKind): boolean {
  if (entry === "*") return true;
  if (kind === "key") return /^kms:[a-z*?]+$/i.test(entry);
  if (kind === "public repository") return /^ecr-public:[a-z*?]+$/i.test(entry);
  return ecrAction(entry) !== undefined || (/^ecr:.*[*?]/i.test(entry) && ecrFacts.actions.some(({ name }) => matchesWildcard(entry, name, true)));
}

function ecrStatement(statement: Json, kind: EcrPolicyKind): boolean {
  const { Effect, Sid, Action, NotAction, Resource, NotResource, Condition } = statement;
  if (!Object.keys(statement).every((name) => (STATEMENT_ELEMENTS as readonly string[]).includes(name))) return false;
  if (!(EFFECTS as readonly unknown[]).includes(Effect) || (Sid !== undefined && typeof Sid !== "string")) return false;
  if (!oneOf(statement, "Principal", "NotPrincipal") || !oneOf(statement, "Action", "NotAction")) return false;
  const actions = Action ?? NotAction;
  if (!isTexts(actions) || !listOf(actions).every((action) => ecrKnows(String(action), kind))) return false;
  const resources = Resource ?? NotResource;
  if (Resource !== undefined && NotResource !== undefined) return false;
  if (resources === undefined ? kind === "registry" || kind === "key" : !isTexts(resources)) return false;
  return conditionOk(Condition);
}

/** `invalid` for a document that ECR cannot read, `principal` for one that names somebody who does not exist. */
export function ecrRefusal(document: Json, kind: EcrPolicyKind, exists: Exists): "invalid" | "principal" | undefined {
  const { Version, Statement } = document;
  if (!Object.keys(document).every((name) => (TOP_ELEMENTS as readonly string[]).includes(name))) return "invalid";
  if (Version !== undefined && !(VERSIONS as readonly unknown[]).includes(Version)) return "invalid";
  const statements = Statement === undefined ? [] : listOf(Statement);
  if (statements.length === 0 || !statements.every(isObject)) return "invalid";
  if (!statements.every((statement) => ecrStatement(statement, kind))) return "invalid";
  const entries = statements.map(({ Principal, NotPrincipal }) => principalEntries(Principal ?? NotPrincipal));
  if (entries.some((list) => !list?.length || !list.every(([type, entry]) => principalForm(type, entry)))) return "invalid";
  return entries.every((list) => list?.every(([type, entry]) => type !== "AWS" || exists(entry))) ? undefined : "principal";
}

/** Actions that a role's trust policy may name. */
const TRUST_ACTIONS = /^sts:(?:AssumeRole|AssumeRoleWithSAML|AssumeRoleWithWebIdentity|TagSession|SetSourceIdentity|SetContext)$/i;

function trustPrincipal(principal: unknown, exists: Exists): string | undefined {
  const entries = principalEntries(principal);
  if (entries?.length === 0) return "Missing required field Principal cannot be empty!";
  if (!entries) return "Syntax error in policy."; // (unverified)
  for (const [type, entry] of entries) {
    if (type === "Federated" && !federatedPrincipal(entry)) return "Federated principals must be valid domain names or SAML metadata ARNs"; // (unverified)
    if (!principalForm(type, entry) || (type === "AWS" && !exists(entry))) {
      return `Invalid principal in policy: "${type === "AWS" ? type : type.toUpperCase()}":"${entry}"`;
    }
  }
  return undefined;
}

function trustStatement(statement: Json, exists: Exists): string | undefined {
  const unknown = Object.keys(statement).find((name) => !(STATEMENT_ELEMENTS as readonly string[]).includes(name));
  if (unknown !== undefined) return `Unknown field ${unknown}`; // (unverified)
  for (const name of ["Effect"]) if (statement[name] === undefined) return `Missing required field ${name}`; // (unverified)
  if (!(EFFECTS as readonly unknown[]).includes(statement.Effect)) return `Invalid effect: ${String(statement.Effect)}`; // (unverified)
  for (const name of ["Resource", "NotResource"]) if (statement[name] !== undefined) return `Has prohibited field ${name}`;
  if (statement.NotPrincipal !== undefined) return "AssumeRole policy must not contain NotPrincipal field."; // (unverified)
  if (statement.Principal === undefined) return "Missing required field Principal";
  const actions = statement.Action ?? statement.NotAction;
  if (actions === undefined) return "Missing required field Action";
  if (statement.NotAction !== undefined || !listOf(actions).every((action) => TRUST_ACTIONS.test(String(action)))) {
    return "AssumeRole policy may only specify STS AssumeRole actions.";
  }
  if (!conditionOk(statement.Condition)) return "Syntax error in policy."; // (unverified)
  return trustPrincipal(statement.Principal, exists);
}

/** IAM's sentence about a trust policy that it does not accept. */
export function trustRefusal(document: Json, exists: Exists): string | undefined {
  const { Version, Statement } = document;
  const unknown = Object.keys(document).find((name) => !(TOP_ELEMENTS as readonly string[]).includes(name));
  if (unknown !== undefined) return `Unknown field ${unknown}`; // (unverified)
  if (Version !== undefined && !(VERSIONS as readonly unknown[]).includes(Version)) return "Syntax error in policy."; // (unverified)
  if (Statement === undefined) return "Missing required field Statement"; // (unverified)
  const statements = listOf(Statement);
  if (statements.length === 0) return "Could not parse the policy: Statement is empty!"; // (unverified)
  for (const statement of statements) {
    const refusal = isObject(statement) ? trustStatement(statement, exists) : "Syntax error in policy."; // (unverified)
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
