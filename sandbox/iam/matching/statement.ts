/** One statement against one question. */
import type { AppliedPolicy, Question, StatementTrace } from "../decision.ts";
import { conditionHolds } from "./conditions.ts";
import { type Naming, naming } from "./principal.ts";
import { substitute } from "./variables.ts";
import { matchesWildcard } from "./wildcard.ts";

type Statement = Readonly<Record<string, unknown>>;

/** A trace, and how a resource policy's statement named the caller. */
export interface Judged {
  readonly trace: StatementTrace;
  readonly naming: Naming;
}

function list(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((entry) => typeof entry === "string");
}

/** The statements of a document; a lone statement may stand without its list. */
export function statementsOf(document: Readonly<Record<string, unknown>>): Statement[] {
  const { Statement: statements } = document;
  const all: unknown[] = Array.isArray(statements) ? statements : statements ? [statements] : [];
  return all.filter((statement): statement is Statement => typeof statement === "object" && statement !== null);
}

function actionMatches(statement: Statement, action: string): boolean {
  const matches = (patterns: unknown) => list(patterns).some((pattern) => matchesWildcard(pattern, action, true));
  if (statement.Action !== undefined) return matches(statement.Action);
  return statement.NotAction !== undefined && !matches(statement.NotAction);
}

function resourceMatches(statement: Statement, { resource, context }: Question, version: unknown, optional: boolean): boolean {
  const matches = (patterns: unknown) =>
    list(patterns).some((pattern) => {
      const filled = substitute(pattern, context, version);
      return filled !== undefined && matchesWildcard(filled, resource);
    });
  if (statement.Resource !== undefined) return matches(statement.Resource);
  if (statement.NotResource !== undefined) return !matches(statement.NotResource);
  return optional;
}

function principalNaming(statement: Statement, { caller }: Question): Naming {
  if (statement.Principal !== undefined) return naming(statement.Principal, caller);
  if (statement.NotPrincipal !== undefined) return naming(statement.NotPrincipal, caller) === "none" ? "direct" : "none";
  return "none";
}

/** What each statement of a policy says to the question. */
export function judgePolicy({ source, name, document }: AppliedPolicy, question: Question): Judged[] {
  const ofResource = source === "resource" || source === "registry";
  const version = document.Version;
  return statementsOf(document).map((statement, index) => {
    const named = ofResource ? principalNaming(statement, question) : "direct";
    const missed =
      named === "none"
        ? "Principal"
        : !actionMatches(statement, question.action)
          ? "Action"
          : !resourceMatches(statement, question, version, source === "resource")
            ? "Resource"
            : !conditionHolds(statement.Condition, question.context, version)
              ? "Condition"
              : undefined;
    const outcome = missed ? "silent" : statement.Effect === "Allow" ? "allow" : statement.Effect === "Deny" ? "deny" : "silent";
    const trace: StatementTrace = {
      policy: name,
      source,
      index,
      ...(typeof statement.Sid === "string" ? { sid: statement.Sid } : {}),
      outcome,
      ...(missed ? { missed } : {}),
    };
    return { trace, naming: named };
  });
}
