/** The ordered, O(1)-cloned map that every table is (`sorted-btree`; its CommonJS form needs unwrapping on Node). */

import type BTree from "sorted-btree";
import * as module from "sorted-btree";

export type Tree<V> = BTree<string, V>;

type TreeClass = new <V>(entries?: [string, V][], compare?: (a: string, b: string) => number) => Tree<V>;

function unwrap(value: unknown): TreeClass {
  let found = value as { default?: unknown };
  while (typeof found !== "function" && found.default) found = found.default as { default?: unknown };
  return found as unknown as TreeClass;
}

const Class = unwrap(module);

/** By UTF-16 code unit, the order of `<`; all keys are ASCII but file paths. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function tree<V>(entries: [string, V][] = []): Tree<V> {
  return new Class<V>(entries, compare);
}
