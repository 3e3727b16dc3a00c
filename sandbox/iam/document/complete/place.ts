/** Where in a policy the cursor is, and what stands around it. */
import { getLocation, type Node } from "jsonc-parser";
import { depthOf, membersOf, readTree, valuesOf } from "../tree.ts";
import { documentView, type StatementView } from "../view.ts";
import { type Token, tokenAt } from "./token.ts";

/** `name`: a member is to be named. `value`: one of a member's values is to be written. */
export type Place =
  /** A whole document, or a whole statement. */
  | { readonly kind: "skeleton"; readonly of: "document" | "statement" }
  | { readonly kind: "name"; readonly of: "document" | "statement" | "principal" | "condition" | "operator"; readonly operator?: string }
  | { readonly kind: "value"; readonly element: string; readonly type?: string; readonly operator?: string; readonly key?: string };

export interface Cursor {
  readonly place: Place;
  readonly token: Token;
  /** Names that the object at the cursor has already. */
  readonly names: readonly string[];
  /** Other values of the list at the cursor. */
  readonly others: readonly string[];
  /** The statement around the cursor, as far as it can be read. */
  readonly statement?: StatementView;
}

/** The path without the list of statements: `["Action", 0]`. Undefined outside of statements. */
function inStatement(path: readonly (string | number)[]): { readonly index: number; readonly rest: readonly (string | number)[] } | undefined {
  if (path[0] !== "Statement" || path.length < 2) return undefined;
  return typeof path[1] === "number" ? { index: path[1], rest: path.slice(2) } : { index: 0, rest: path.slice(1) };
}

function placeOf(path: readonly (string | number)[], naming: boolean): Place | undefined {
  if (path.length === 0) return { kind: "skeleton", of: "document" };
  if (path.length === 2 && path[0] === "Statement" && typeof path[1] === "number") return { kind: "skeleton", of: "statement" };
  if (path.length === 1) return naming ? { kind: "name", of: "document" } : { kind: "value", element: String(path[0]) };
  const [first, second, third] = inStatement(path)?.rest ?? [];
  if (typeof first !== "string") return undefined;
  const depth = inStatement(path)?.rest.length ?? 0;
  if (depth === 1) return naming ? { kind: "name", of: "statement" } : { kind: "value", element: first };
  if (first === "Condition") {
    if (depth === 2) return naming ? { kind: "name", of: "condition" } : undefined;
    if (typeof second !== "string" || typeof third !== "string") return undefined;
    if (depth === 3 && naming) return { kind: "name", of: "operator", operator: second };
    return { kind: "value", element: first, operator: second, key: third };
  }
  if (first === "Principal" || first === "NotPrincipal") {
    if (depth === 2 && naming) return { kind: "name", of: "principal" };
    return typeof second === "string" ? { kind: "value", element: first, type: second } : undefined;
  }
  return naming ? undefined : { kind: "value", element: first };
}

/** The smallest object or list around the token. */
function containerAt(root: Node | undefined, offset: number): Node | undefined {
  let found: Node | undefined;
  const visit = (node: Node) => {
    if (offset <= node.offset || offset > node.offset + node.length) return;
    if (node.type === "object" || node.type === "array") found = node;
    for (const child of node.children ?? []) visit(child);
  };
  if (root) visit(root);
  return found;
}

function statementAt(text: string, root: Node | undefined, index: number): StatementView | undefined {
  return root?.type === "object" ? documentView(text, root, "identity").statements[index] : undefined;
}

/** As the parser sees it; behind a finished value, as if the comma were there. */
function locationOf(
  text: string,
  { from, to }: Token,
  offset: number,
): { readonly path: readonly (string | number)[]; readonly isAtPropertyKey: boolean } {
  const left = text.slice(0, from).trimEnd();
  if (/["\]}\w]$/.test(left)) return getLocation(`${left},`, left.length + 1);
  return getLocation(text, from === to ? offset : Math.min(offset, from + 1));
}

/** Reads the text as far as it goes. Undefined where nothing can be completed. */
export function cursorAt(text: string, offset: number): Cursor | undefined {
  if (depthOf(text) > 60) return undefined;
  const token = tokenAt(text, offset);
  const { path, isAtPropertyKey } = locationOf(text, token, offset);
  const place = placeOf(path, isAtPropertyKey);
  if (!place) return undefined;
  const { root } = readTree(text);
  const container = containerAt(root, token.from);
  const own = (node: Node) => node.offset <= token.from && token.from < node.offset + node.length;
  const statement = statementAt(text, root, inStatement(path)?.index ?? -1);
  return {
    place,
    token,
    names: membersOf(container).flatMap((member) => (own(member.key) ? [] : [member.name])),
    others:
      container?.type === "array" ? valuesOf(container).flatMap((node) => (own(node) || node.type !== "string" ? [] : [String(node.value)])) : [],
    ...(statement ? { statement } : {}),
  };
}
