/** What a text stands in: the plain field or Monaco, seen alike by what lies around it. */
import type { Fix } from "../../../sandbox/policy.ts";

export interface Surface {
  focus(): void;
  select(from: number, to: number): void;
  /** One step that Ctrl-Z takes back. */
  edit(edits: Fix["edits"]): void;
}

/** Line and column of an offset, both from 1. */
export function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}
