/** Statements against one question: what matched in each, and the first thing that did not. */
import type { AppliedPolicy, PolicySource, Question, StatementElement, StatementTrace } from "../decision.ts";
import { type CompiledStatement, compiledOf, matchedEntry } from "./compiled.ts";
import type { CompiledCondition } from "./conditions.ts";
import { contextValues } from "./context.ts";
import { type Naming, namedBy } from "./principal.ts";

export { statementsOf } from "./compiled.ts";

/** The traces of all statements, and beside each how it names the caller. */
export interface Judged {
  readonly statements: readonly StatementTrace[];
  readonly namings: readonly Naming[];
}

/** Kinds of policies whose statements name principals (resource control policies always name everybody); of them those of a repository, a role and a key may leave the resource out. */
const WITH_PRINCIPAL: Readonly<Record<PolicySource, boolean>> = {
  identity: false,
  boundary: false,
  session: false,
  scp: false,
  rcp: false,
  resource: true,
  registry: true,
  trust: true,
  key: true,
};
const RESOURCE_OPTIONAL: ReadonlySet<PolicySource> = new Set(["resource", "trust", "key"]);

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Matched = Writable<NonNullable<StatementTrace["matched"]>>;

/** What every statement of every policy says to the question. */
export function judge(policies: readonly AppliedPolicy[], question: Question): Judged {
  const statements: StatementTrace[] = [];
  const namings: Naming[] = [];
  const action = question.action.toLowerCase();
  const bounded = policies.some(({ source }) => source === "boundary");
  for (let of = 0; of < policies.length; of++) {
    const policy = policies[of] as AppliedPolicy;
    const compiled = compiledOf(policy.document);
    for (let index = 0; index < compiled.length; index++) {
      const statement = compiled[index] as CompiledStatement;
      const trace: Writable<StatementTrace> = { policy: policy.name, of, source: policy.source, index, outcome: "silent" };
      if (statement.sid !== undefined) trace.sid = statement.sid;
      namings.push(judgeOne(statement, trace, question, action, bounded));
      statements.push(trace);
    }
  }
  return { statements, namings };
}

/** Tries the elements in their order and fills the trace; gives how the caller is named. */
function judgeOne(statement: CompiledStatement, trace: Writable<StatementTrace>, question: Question, action: string, bounded: boolean): Naming {
  const matched: Matched = {};
  trace.matched = matched;
  let naming: Naming = "session";
  if (WITH_PRINCIPAL[trace.source]) {
    const named = statement.principal && namedBy(statement.principal, question.caller, statement.effect === "Deny", bounded);
    if (named === undefined || named.naming === "none") return misses(trace, "Principal");
    naming = named.naming;
    if (named.entry !== undefined) matched.Principal = named.entry;
  }
  const { notAction } = statement;
  const entry = statement.action?.(action);
  if (statement.action === undefined || (entry === undefined) !== notAction) return misses(trace, "Action");
  matched.Action = entry ?? "NotAction";
  if (!resourceMatches(statement, trace, question, matched)) return misses(trace, "Resource");
  const failed = statement.conditions.find(({ holds }) => !holds(question.context));
  if (failed) {
    trace.condition = failure(failed, question);
    return misses(trace, "Condition");
  }
  if (statement.effect !== undefined) trace.outcome = statement.effect === "Allow" ? "allow" : "deny";
  return naming;
}

function misses(trace: Writable<StatementTrace>, element: StatementElement): Naming {
  trace.missed = element;
  return "none";
}

function resourceMatches(
  { resource: test }: CompiledStatement,
  { source }: StatementTrace,
  { resource, context }: Question,
  matched: Matched,
): boolean {
  if (test === undefined) return RESOURCE_OPTIONAL.has(source);
  const entry = matchedEntry(test, resource, context);
  if ((entry === undefined) !== test.not) return false;
  matched.Resource = entry ?? "NotResource";
  return true;
}

function failure({ operator, key, wanted }: CompiledCondition, { context }: Question): NonNullable<StatementTrace["condition"]> {
  const actual = contextValues(context, key.toLowerCase());
  return { operator, key, wanted, ...(actual === undefined ? {} : { actual }) };
}
