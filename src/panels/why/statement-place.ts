/** Where a statement stands in the text of its document, as the editor writes that text. */
import type { PolicyDocument } from "../../../sandbox/policy.ts";
import { textOf } from "../editor/template.ts";

export interface StatementPlace {
  /** Of its first character, in UTF-16 units. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
}

/** Undefined for a statement that there is not. */
export function statementPlace(document: PolicyDocument, index: number): StatementPlace | undefined {
  const { Statement: statements } = document;
  const list: readonly unknown[] = Array.isArray(statements) ? statements : [statements];
  const indent = Array.isArray(statements) ? "    " : "  ";
  const text = textOf(document);
  let from = text.indexOf('"Statement":');
  for (const [at, statement] of list.entries()) {
    if (statement === undefined) return undefined;
    const own = JSON.stringify(statement, undefined, 2).replaceAll("\n", `\n${indent}`);
    const offset = text.indexOf(own, from);
    if (offset < 0) return undefined;
    if (at === index) return { offset, line: text.slice(0, offset).split("\n").length };
    from = offset + own.length;
  }
  return undefined;
}
