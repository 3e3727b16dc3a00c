/** A world as one plain value (structured-cloneable, JSON-able), and back. */
import { type Rows, TABLES, type Table } from "./tables.ts";
import { tree } from "./tree.ts";
import type { World } from "./world.ts";

export const SCHEMA = 2;

export type Snapshot = { readonly schema: number; readonly tables: { readonly [T in Table]?: readonly [string, Rows[T]][] } };

export class NewerSnapshot extends Error {
  readonly schema: number;
  constructor(schema: number) {
    super(`this state was written by a newer version (schema ${schema})`);
    this.schema = schema;
  }
}

export function snapshot(world: World): Snapshot {
  return { schema: SCHEMA, tables: Object.fromEntries(TABLES.map((table) => [table, [...world[table].entries()]])) };
}

/** Throws `NewerSnapshot` for a state that this code is too old for; it is then left untouched. */
export function restore({ schema, tables }: Snapshot): World {
  if (schema > SCHEMA) throw new NewerSnapshot(schema);
  return Object.fromEntries(TABLES.map((table) => [table, tree((tables[table] ?? []).map(([key, row]) => [key, row]))])) as unknown as World;
}
