/** A policy document made ready for questions: once, for documents never change. */

import type { PolicyDocument } from "../../world/tables.ts";
import type { Context } from "../decision.ts";
import { type ActionMatcher, compileActions } from "./actions.ts";
import { type CompiledCondition, compileConditions } from "./conditions.ts";
import { compilePattern, type Matcher } from "./pattern.ts";
import { type CompiledPrincipal, compilePrincipal, strings } from "./principal.ts";

type Statement = Readonly<Record<string, unknown>>;

export interface ResourceTest {
  readonly not: boolean;
  readonly entries: readonly { readonly entry: string; readonly matches: Matcher }[];
}

export interface CompiledStatement {
  readonly sid?: string;
  readonly effect?: "Allow" | "Deny";
  readonly principal?: CompiledPrincipal;
  readonly notAction: boolean;
  /** Missing: the statement has neither Action nor NotAction. */
  readonly action?: ActionMatcher;
  /** Missing: the statement has neither Resource nor NotResource. */
  readonly resource?: ResourceTest;
  readonly conditions: readonly CompiledCondition[];
}

/** Policy variables have a meaning in this version only. */
const WITH_VARIABLES = "2012-10-17";

const compiled = new WeakMap<PolicyDocument, readonly CompiledStatement[]>();

/** The statements of a document; a lone statement may stand without its list. */
export function statementsOf(document: PolicyDocument): Statement[] {
  const { Statement: statements } = document;
  const all: unknown[] = Array.isArray(statements) ? statements : statements ? [statements] : [];
  return all.filter((statement): statement is Statement => typeof statement === "object" && statement !== null);
}

export function compiledOf(document: PolicyDocument): readonly CompiledStatement[] {
  let statements = compiled.get(document);
  if (statements === undefined) {
    const variables = document.Version === WITH_VARIABLES;
    statements = statementsOf(document).map((statement) => compile(statement, variables));
    compiled.set(document, statements);
  }
  return statements;
}

function compile(statement: Statement, variables: boolean): CompiledStatement {
  const { Sid, Effect, Action, NotAction } = statement;
  const principal = compilePrincipal(statement);
  const actions = Action ?? NotAction;
  const resource = compileResource(statement, variables);
  return {
    ...(typeof Sid === "string" ? { sid: Sid } : {}),
    ...(Effect === "Allow" || Effect === "Deny" ? { effect: Effect } : {}),
    ...(principal ? { principal } : {}),
    notAction: Action === undefined,
    ...(actions === undefined ? {} : { action: compileActions(strings(actions)) }),
    ...(resource ? { resource } : {}),
    conditions: compileConditions(statement.Condition, variables),
  };
}

function compileResource({ Resource, NotResource }: Statement, variables: boolean): ResourceTest | undefined {
  const element = Resource ?? NotResource;
  if (element === undefined) return undefined;
  const entries = strings(element).map((entry) => ({ entry, matches: compilePattern(entry, "resource", variables) }));
  return { not: Resource === undefined, entries };
}

/** The entry that matches. */
export function matchedEntry({ entries }: ResourceTest, resource: string, context: Context): string | undefined {
  for (const { entry, matches } of entries) if (matches(resource, context)) return entry;
  return undefined;
}
