/** Where the statements of a policy's text begin and end, as the simulator counts: lines and columns from 1. */
import { findNodeAtLocation, type Node, parseTree } from "jsonc-parser";
import type { Position } from "../model/index.ts";

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const line = before.lastIndexOf("\n");
  return { Line: before.split("\n").length, Column: offset - line };
}

/** AWS's reader notes a statement's start when it has read what stands before it: a bracket, a comma or a colon. */
function startOf(text: string, { offset }: Node): number {
  let at = offset;
  while (at > 0 && /\s/.test(text.charAt(at - 1))) at--;
  return at;
}

/** `index` is the statement's place; a lone statement is the first. */
export function statementPositions(text: string, index: number): { readonly StartPosition: Position; readonly EndPosition: Position } | undefined {
  const root = parseTree(text);
  const statements = root && findNodeAtLocation(root, ["Statement"]);
  const node = statements?.type === "array" ? statements.children?.[index] : statements;
  if (!node) return undefined;
  return { StartPosition: positionAt(text, startOf(text, node)), EndPosition: positionAt(text, node.offset + node.length) };
}
