/** A statement line by line, with a remark where it speaks about this request. */
import type { Decision, Question, StatementTrace } from "../decision.ts";
import { statementsOf } from "../matching/statement.ts";
import type { ExplainedStatement } from "./explanation.ts";
import { jsonLines, type Line } from "./lines.ts";
import { actionName, arnName, callerName, resourceName } from "./names.ts";

type Statement = Readonly<Record<string, unknown>>;

/** Undefined for a place that there is not. */
export function explainStatement({ policies, statements, question }: Decision, place: number): ExplainedStatement | undefined {
  const trace = statements[place];
  const policy = trace && policies[trace.of];
  const statement = policy && statementsOf(policy.document)[trace.index];
  if (!statement) return undefined;
  const lines = jsonLines(statement).map((line) => {
    const remark = line.closes ? undefined : remarkOn(line, statement, trace, question);
    return remark === undefined ? { text: line.text } : { text: line.text, remark };
  });
  return { policy, index: trace.index, lines };
}

function remarkOn({ path }: Line, statement: Statement, trace: StatementTrace, question: Question): string | undefined {
  const [element, ...rest] = path;
  const value = valueAt(statement, path);
  if (element === "Condition") return onCondition(rest, value, question);
  if (typeof value !== "string") return rest.length === 0 ? onWhole(String(element), trace) : undefined;
  switch (element) {
    case "Principal":
      return onEntry(element, value, path, trace, onPrincipal(value, question), callerName(question));
    case "Action":
      return onEntry(element, value, path, trace, onAction(value, question), actionName(question.action));
    case "Resource":
      return onEntry(element, value, path, trace, onResource(value, question), resourceName(question.resource));
    case "NotPrincipal":
    case "NotAction":
    case "NotResource":
      return rest.length === 0 ? onWhole(element, trace) : undefined;
    default:
      return undefined;
  }
}

/** The entry that matched, or a lone one that did not; of a list only the whole could be said not to match. */
function onEntry(
  element: "Principal" | "Action" | "Resource",
  value: string,
  path: Line["path"],
  { matched, missed }: StatementTrace,
  hit: string,
  asked: string,
): string | undefined {
  if (matched?.[element] === value) return hit;
  return missed === element && !path.some((key) => typeof key === "number") ? `not ${asked}` : undefined;
}

const EXCEPT: Readonly<Record<string, readonly [element: StatementTrace["missed"], words: string]>> = {
  NotPrincipal: ["Principal", "everyone but these"],
  NotAction: ["Action", "every action but these"],
  NotResource: ["Resource", "every resource but these"],
};

function onWhole(element: string, { missed }: StatementTrace): string | undefined {
  const [name, words] = EXCEPT[element] ?? [];
  if (name === undefined) return missed === element ? "nothing here fits" : undefined;
  return missed === name ? `${words}, and this is one of these` : words;
}

function onPrincipal(entry: string, question: Question): string {
  const who = callerName(question);
  if (entry === "*") return `everyone, so also ${who}`;
  const { arn, principalArn, account, kind } = question.caller;
  if (kind !== "root" && (entry === account || entry === `arn:aws:iam::${account}:root`)) return `the whole account, so also ${who}`;
  return entry === principalArn && arn !== principalArn ? `every session of ${who}` : `this is ${who}`;
}

function onAction(entry: string, { action }: Question): string {
  if (entry === "*") return "every action";
  if (!/[*?]/.test(entry)) return "the action that was asked for";
  return entry.endsWith(":*") ? `every action of ${entry.slice(0, -2)}, so also ${actionName(action)}` : `covers ${actionName(action)}`;
}

function onResource(entry: string, { resource }: Question): string {
  if (entry === "*") return resource === "*" ? "the only resource that this action has" : "every resource";
  const name = resourceName(resource);
  return /[*?$]/.test(entry) ? `covers ${name}` : `this is ${name}`;
}

/** On the line of a key, what the request has for it. */
function onCondition([operator, key, ...rest]: readonly (string | number)[], value: unknown, question: Question): string | undefined {
  if (typeof operator !== "string" || typeof key !== "string" || rest.length > 0) return undefined;
  const { context, caller, resourceAccount } = question;
  const actual = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
  if (actual === undefined) return "the request has no such key";
  const values = typeof actual === "string" ? [actual] : actual;
  const wanted = typeof value === "string" ? value : undefined;
  if (key.toLowerCase() === "aws:principalarn" && wanted !== undefined && !/[*?$]/.test(wanted)) {
    return `${callerName(question)} is ${wanted === caller.principalArn ? "" : "not "}${arnName(wanted, resourceAccount)}`;
  }
  return `in this request: ${values.map((one) => arnName(one, resourceAccount)).join(", ")}`;
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
    value,
  );
}
