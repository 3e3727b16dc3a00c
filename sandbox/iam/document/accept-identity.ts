/** IAM's refusals of identity policies, in the order in which IAM looks: syntax, version, its older parser, then one element after the other. */
import { EFFECTS, knownOperator, listOf, OPERATORS, operatorParts, TOP_ELEMENTS, VERSIONS } from "./grammar.ts";

type Json = Readonly<Record<string, unknown>>;

const ELEMENTS: readonly string[] = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"];
const LISTS = ["Action", "NotAction", "Resource", "NotResource"] as const;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

/** A lone value or a list of values, each a string, number or boolean. */
function isConditionValue(value: unknown): boolean {
  return listOf(value).every((one) => isText(one) || typeof one === "number" || typeof one === "boolean");
}

function conditionSyntax(condition: unknown): boolean {
  if (!isObject(condition)) return false;
  return Object.entries(condition).every(
    ([operator, keys]) =>
      isObject(keys) && Object.values(keys).every(isConditionValue) && (knownOperator(operator) || Object.keys(keys).length === 0),
  );
}

function statementSyntax(statement: unknown): statement is Json {
  if (!isObject(statement)) return false;
  const { Sid, Effect, Action, NotAction, Resource, NotResource, Condition } = statement;
  if (Action !== undefined && NotAction !== undefined) return false;
  if (Resource !== undefined && NotResource !== undefined) return false;
  if (Sid !== undefined && !isText(Sid)) return false;
  if (!isText(Effect) || !EFFECTS.some((effect) => effect.toLowerCase() === Effect.toLowerCase())) return false;
  if (!LISTS.every((name) => statement[name] === undefined || listOf(statement[name]).every(isText))) return false;
  return Condition === undefined || conditionSyntax(Condition);
}

/** A date as the older parser reads it: an ISO 8601 date or time, or seconds since 1970. */
function isDate(value: unknown): boolean {
  if (typeof value === "number") return Number.isInteger(value) && value >= 0;
  if (!isText(value)) return false;
  if (/^[0-9]+$/.test(value)) return BigInt(value) <= 9223372036854775807n;
  const parts =
    /^-?(\d+)(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:t(?:(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.\d{1,9})?)?)?(?:z|\+(\d{2})(?::?(\d{2}))?)?)?)?$/i.exec(
      value,
    );
  if (!parts) return false;
  const within = (index: number, from: number, to: number) =>
    parts[index] === undefined || (Number(parts[index]) >= from && Number(parts[index]) <= to);
  return (
    within(1, 0, 292278993) &&
    within(2, 1, 12) &&
    within(3, 1, 31) &&
    within(4, 0, 23) &&
    within(5, 0, 59) &&
    within(6, 0, 59) &&
    within(7, 0, 23) &&
    within(8, 0, 59)
  );
}

/** Whether the older parser reads the statement: effects letter for letter, dates that are dates. */
function legacyStatement({ Effect, Condition }: Json): boolean {
  if (!EFFECTS.some((effect) => effect === Effect)) return false;
  return Object.entries((Condition ?? {}) as Json).every(([operator, keys]) => {
    if (OPERATORS[operatorParts(operator).name] !== "Date") return true;
    return Object.values(keys as Json).every((value) => listOf(value).every(isDate));
  });
}

/** Whether the older parser reads the resource: six parts, as soon as some part is empty, and a vendor. */
function legacyResource(resource: string): boolean {
  if (resource === "*") return true;
  const parts = resource.split(":");
  return (parts.length > 5 || !resource.includes("::")) && parts[2] !== "";
}

const IAM_PATHS =
  "user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/";

/** What IAM says about the form of one resource. */
function resourceRefusal(resource: string): string | undefined {
  if (resource === "*") return undefined;
  const [first, partition, service, region, account, ...rest] = resource.split(":");
  if (partition === undefined || first === undefined) return `Resource ${resource} must be in ARN format or "*".`;
  if (partition !== "aws") {
    const tail = [service || (region === undefined ? "*" : ""), region ?? "*", account ?? "*", rest.length ? rest.join(":") : "*"];
    return `Partition "${partition}" is not valid for resource "arn:${partition}:${tail.join(":")}".`;
  }
  if (service === undefined) return "Resource vendor must be fully qualified and cannot contain regexes.";
  if (service === "iam" && region !== "") return `IAM resource ${resource} cannot contain region information.`;
  if (service === "s3" && region !== "") return `Resource ${resource} can not contain region information.`;
  const path = rest.join(":");
  if (service === "iam" && path !== "*" && !IAM_PATHS.split(", ").some((start) => path.startsWith(start))) {
    return `IAM resource path must either be "*" or start with ${IAM_PATHS}.`;
  }
  return undefined;
}

function actionRefusal(action: string): string | undefined {
  const parts = action.split(":");
  if (action === "*") return undefined;
  if (parts.length === 1) return "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
  if (parts.length > 2) return "Actions/Condition can contain only one colon.";
  return parts[0] !== "*" && /[^a-zA-Z0-9\-.]/.test(parts[0] as string) ? `Vendor ${parts[0]} is not valid` : undefined;
}

function texts(statement: Json, ...names: readonly string[]): string[] {
  return names.flatMap((name) => (statement[name] === undefined ? [] : (listOf(statement[name]) as string[])));
}

function first<T>(values: readonly T[], find: (value: T) => string | undefined): string | undefined {
  for (const value of values) {
    const found = find(value);
    if (found !== undefined) return found;
  }
  return undefined;
}

function sidRefusal(statements: readonly Json[]): string | undefined {
  const sids = statements.flatMap(({ Sid }) => (isText(Sid) && Sid !== "" ? [Sid] : []));
  if (new Set(sids).size < sids.length) return "Statement IDs (SID) in a single policy must be unique.";
  const plain = sids.every((sid) => /^[0-9A-Za-z]*$/.test(sid));
  return plain ? undefined : "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*";
}

const SYNTAX = "Syntax errors in policy.";

/** IAM's sentence about an identity policy that it does not accept. */
export function identityRefusal(document: Json): string | undefined {
  const { Version, Id, Statement } = document;
  const statements = Statement === undefined ? [] : listOf(Statement);
  if (Object.keys(document).some((name) => !(TOP_ELEMENTS as readonly string[]).includes(name)) || statements.length === 0) return SYNTAX;
  if ((Version !== undefined && !(VERSIONS as readonly unknown[]).includes(Version)) || (Id !== undefined && !isText(Id))) return SYNTAX;
  if (!statements.every(statementSyntax)) return SYNTAX;
  if (statements.some(({ Principal, NotPrincipal }) => Principal !== undefined || NotPrincipal !== undefined)) {
    return "Policy document should not specify a principal.";
  }
  if (statements.some((statement) => Object.keys(statement).some((name) => !ELEMENTS.includes(name)))) return SYNTAX;
  if (Version !== "2012-10-17") return "Policy document must be version 2012-10-17 or greater.";
  const resources = statements.flatMap((statement) => texts(statement, "Resource", "NotResource"));
  const ofForm = first(resources, resourceRefusal);
  if (!statements.every(legacyStatement) || (ofForm === undefined && !resources.every(legacyResource))) return "The policy failed legacy parsing";
  if (!statements.every((statement) => texts(statement, "Action", "NotAction").length)) return "Policy statement must contain actions.";
  if (!statements.every((statement) => texts(statement, "Resource", "NotResource").length)) return "Policy statement must contain resources.";
  const actions = statements.flatMap((statement) => texts(statement, "Action", "NotAction"));
  return sidRefusal(statements) ?? ofForm ?? first(actions, actionRefusal);
}
