/** What differs between two worlds, found without looking at what they share: for the map, for saving, for the blobs old worlds hold. */
import diffModule from "sorted-btree/extended/diffAgainst.js";
import { type Rows, TABLES, type Table } from "../world/tables.ts";
import type { Tree } from "../world/tree.ts";
import type { World, Write, WriteSet } from "../world/world.ts";

type Seen<V> = (key: string, value: V) => void;
type Diff = <V>(a: Tree<V>, b: Tree<V>, onlyA: Seen<V>, onlyB: Seen<V>, different: (key: string, a: V, b: V) => void) => void;

/** The module is CommonJS: Node wraps its function, bundlers do not. */
function unwrap(value: unknown): Diff {
  let found = value as { default?: unknown };
  while (typeof found !== "function" && found.default) found = found.default as { default?: unknown };
  return found as unknown as Diff;
}

const diff = unwrap(diffModule);

/** Calls `seen` for every row that is not the same object in both worlds; a missing one is undefined. */
export function eachChange<T extends Table>(
  before: World,
  after: World,
  table: T,
  seen: (key: string, before: Rows[T] | undefined, after: Rows[T] | undefined) => void,
): void {
  const [a, b] = [before[table] as Tree<Rows[T]>, after[table] as Tree<Rows[T]>];
  if (a === b) return;
  diff(
    a,
    b,
    (key, row) => seen(key, row, undefined),
    (key, row) => seen(key, undefined, row),
    (key, old, row) => {
      if (old !== row) seen(key, old, row);
    },
  );
}

/** The writes that lead from one world to the other. */
export function writesBetween(before: World, after: World): WriteSet {
  const writes: Write[] = [];
  for (const table of TABLES) {
    eachChange(before, after, table, (key, _, row) => {
      writes.push({ table, key, row } as Write);
    });
  }
  return writes;
}

/** Whether a line has changed anything but the clock and the history of the shell. */
export function didSomething(before: World, after: World): boolean {
  let changed = TABLES.some((table) => table !== "meta" && table !== "files" && after[table] !== before[table]);
  eachChange(before, after, "files", (path) => {
    changed ||= !path.endsWith("/.bash_history");
  });
  return changed;
}
