/** Statements that never match, that another statement makes idle, and policies that allow nothing. */

import { matchesWildcard } from "../../matching/wildcard.ts";
import { conditionKey, keyStem } from "../facts.ts";
import { operatorParts } from "../grammar.ts";
import { covers, meet } from "../patterns.ts";
import { headOf, type Report } from "../report.ts";
import { memberOf } from "../tree.ts";
import { type ConditionEntry, type DocumentView, type Entry, nameOf, type StatementView } from "../view.ts";
import { kindName } from "./common.ts";

export function checkReach(view: DocumentView, report: Report): void {
  for (const statement of view.statements) checkContradiction(statement, report);
  checkIdle(view, report);
  checkRedundant(view, report);
}

/** What conditions on one key want together. */
interface Wanted {
  readonly key: Entry;
  readonly equal: (readonly string[])[];
  readonly like: (readonly string[])[];
  readonly not: (readonly string[])[];
  /** Null conditions: true for a key that must be missing. */
  readonly missing: boolean[];
  positive: boolean;
}

function wantedBy(conditions: readonly ConditionEntry[]): Map<string, Wanted> {
  const found = new Map<string, Wanted>();
  for (const { operator, key, values } of conditions) {
    const { set, name, ifExists } = operatorParts(operator.text);
    if (set || values.some(({ text }) => text.includes("${")) || values.length === 0) continue;
    // Names of keys are not case-sensitive, but the names of tags in them may be.
    const of = conditionKey(key.text)?.many ? undefined : key.text.toLowerCase();
    if (of === undefined) continue;
    const wanted = found.get(of) ?? { key, equal: [], like: [], not: [], missing: [], positive: false };
    found.set(of, wanted);
    const texts = values.map(({ text }) => text);
    if (name === "Null") {
      if (texts.length === 1) wanted.missing.push(texts[0]?.toLowerCase() === "true");
      continue;
    }
    if (!ifExists && !name.includes("Not")) wanted.positive = true;
    if (name === "StringEquals" || name === "Bool") wanted.equal.push(name === "Bool" ? texts.map((text) => text.toLowerCase()) : texts);
    else if (name === "StringLike") wanted.like.push(texts);
    else if (name === "StringNotEquals" || name === "StringNotLike") wanted.not.push(texts);
  }
  return found;
}

function contradicts({ equal, like, not, missing, positive }: Wanted): boolean {
  if (missing.includes(true) && (missing.includes(false) || positive)) return true;
  const [first, ...more] = equal;
  if (first) {
    const left = first.filter(
      (value) => more.every((list) => list.includes(value)) && like.every((list) => list.some((pattern) => matchesWildcard(pattern, value))),
    );
    return !left.some((value) => not.every((list) => !list.some((pattern) => pattern === value)));
  }
  return like.some((list, index) => like.slice(index + 1).some((other) => !list.some((a) => other.some((b) => meet(a, b)))));
}

function checkContradiction({ conditions }: StatementView, report: Report): void {
  for (const wanted of wantedBy(conditions).values()) {
    if (!contradicts(wanted)) continue;
    report.add({
      code: "NEVER_MATCHES",
      severity: "warning",
      message: `No request meets these conditions on ${wanted.key.text}.`,
      why: "All conditions of a statement must hold at once; this statement never matches.",
      at: wanted.key.node,
    });
  }
}

const UNLIMITED: readonly string[] = ["*"];

/** Entries of a statement as patterns. Undefined for what is turned round by Not. */
function patternsOf(statement: StatementView, what: "actions" | "resources" | "principals", { kind }: DocumentView): readonly string[] | undefined {
  if (what === "actions") return statement.notAction ? undefined : statement.actions.map(({ text }) => text);
  if (what === "resources") {
    if (statement.notResource) return undefined;
    // A repository policy is about its one repository, whatever it says.
    return kind === "repository" || kind === "trust" ? UNLIMITED : statement.resources.map(({ text }) => text);
  }
  if (statement.notPrincipal) return undefined;
  const { principals } = statement;
  return principals.length === 0 ? UNLIMITED : principals.map(({ type, text }) => (text === "*" ? "*" : `${type} ${text}`));
}

function allCovered(wide: readonly string[] | undefined, narrow: readonly string[] | undefined, ignoreCase: boolean): boolean {
  if (!wide || !narrow) return false;
  return narrow.every((entry) => wide.some((one) => covers(one, entry, ignoreCase)));
}

function conditionsOf({ conditions, node }: StatementView): string {
  return conditions.length === 0 ? "" : JSON.stringify([memberOf(node, "Condition")?.value?.children?.map(plain)]);
}

function plain(node: { readonly value?: unknown; readonly children?: readonly unknown[] | undefined }): unknown {
  return node.children ? node.children.map((child) => plain(child as typeof node)) : node.value;
}

/** Whether `wide` matches whatever `narrow` matches. Says no when in doubt. */
function takesIn(wide: StatementView, narrow: StatementView, view: DocumentView): boolean {
  const covered = (["actions", "resources", "principals"] as const).every((what) =>
    allCovered(patternsOf(wide, what, view), patternsOf(narrow, what, view), what === "actions"),
  );
  return covered && (wide.conditions.length === 0 || conditionsOf(wide) === conditionsOf(narrow));
}

/** An Allow that a Deny of the same policy always takes back; a policy in which no Allow is left. */
function checkIdle(view: DocumentView, report: Report): void {
  const { statements, kind } = view;
  const denies = statements.filter(({ effect }) => effect === "Deny");
  const idle = new Set<StatementView>();
  for (const statement of statements) {
    if (statement.effect !== "Allow") continue;
    const by = denies.find((deny) => takesIn(deny, statement, view));
    if (!by) continue;
    idle.add(statement);
    report.add({
      code: "ALLOW_OVERRIDDEN",
      severity: "warning",
      message: `The Deny of ${nameOf(by)} takes all of this back.`,
      why: "A Deny always wins, in whatever order the statements stand.",
      at: headOf(statement.node, statement.members),
    });
  }
  const limits = kind === "scp" || kind === "rcp";
  if (statements.length === 0 || limits || statements.some(({ effect }) => effect === undefined)) return;
  if (statements.some((statement) => statement.effect === "Allow" && !idle.has(statement))) return;
  const [first] = statements as readonly [StatementView];
  const deniesOnly = idle.size === 0;
  report.add({
    code: "ALLOWS_NOTHING",
    severity: deniesOnly && kind !== "boundary" && kind !== "session" && kind !== "trust" ? "suggestion" : "warning",
    message: `${kindName(kind)} like this allows nothing.`,
    why: deniesOnly ? "A Deny only takes away; somewhere else an Allow must stand." : "What it allows, it also denies.",
    at: headOf(first.node, first.members),
  });
}

/** Entries and statements that others take in. */
function checkRedundant(view: DocumentView, report: Report): void {
  for (const statement of view.statements) {
    redundantEntries(statement.actions, true, "Action", report);
    if (view.kind !== "repository") redundantEntries(statement.resources, false, "Resource", report);
  }
  const { statements } = view;
  statements.forEach((statement, index) => {
    if (statement.effect === undefined || statement.actions.length === 0) return;
    const by = statements.find(
      (other, at) =>
        at !== index && other.effect === statement.effect && takesIn(other, statement, view) && (at < index || !takesIn(statement, other, view)),
    );
    if (!by) return;
    report.add({
      code: "REDUNDANT_STATEMENT",
      severity: "suggestion",
      message: `${nameOf(by).replace(/^s/, "S")} says all of this already.`,
      why: "Without it the policy means the same.",
      at: headOf(statement.node, statement.members),
      fixes: [report.removeEntry(statement.node, "Remove the statement")],
    });
  });
}

function redundantEntries(entries: readonly Entry[], ignoreCase: boolean, element: string, report: Report): void {
  const same = (a: string, b: string) => (ignoreCase ? a.toLowerCase() === b.toLowerCase() : a === b);
  const wide = entries.filter(({ text }) => /[*?]/.test(text));
  const seen = new Set<string>();
  for (const entry of entries) {
    const name = ignoreCase ? entry.text.toLowerCase() : entry.text;
    const by = seen.has(name) ? entry : wide.find((one) => !same(one.text, entry.text) && covers(one.text, entry.text, ignoreCase));
    seen.add(name);
    if (!by || entry.text === "") continue;
    report.add({
      code: `REDUNDANT_${element.toUpperCase()}`,
      severity: "suggestion",
      message: by === entry ? `${entry.text} stands here already.` : `${by.text} takes ${entry.text} in.`,
      why: "Without it the statement means the same.",
      at: entry.node,
      fixes: [report.removeEntry(entry.node, `Remove ${entry.text}`)],
    });
  }
}

/** Stems of the keys a statement tests. */
export function stemsOf({ conditions }: StatementView): readonly string[] {
  return conditions.map(({ key }) => keyStem(key.text));
}
