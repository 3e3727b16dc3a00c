/**
 * A world and how it changes. `World` is a value: keep it and you have kept the past. A `Transaction` reads one world and collects
 * writes; `commit` gives the next world and the write set, which is also what is logged, replayed and compared.
 */
import { type Rows, TABLES, type Table } from "./tables.ts";
import { type Tree, tree } from "./tree.ts";

export type World = { readonly [T in Table]: Tree<Rows[T]> };

/** One row written, or removed when `row` is undefined. */
export type Write = { readonly [T in Table]: { readonly table: T; readonly key: string; readonly row: Rows[T] | undefined } }[Table];

export type WriteSet = readonly Write[];

export function emptyWorld(): World {
  return Object.fromEntries(TABLES.map((table) => [table, tree()])) as unknown as World;
}

/** The next world. Only the tables that are written are cloned, and those in O(1) (shared nodes). */
export function applyWrites(world: World, writes: WriteSet): World {
  if (writes.length === 0) return world;
  const next = { ...world } as Record<Table, Tree<unknown>>;
  const cloned = new Set<Table>();
  for (const { table, key, row } of writes) {
    if (!cloned.has(table)) {
      next[table] = (world[table] as Tree<unknown>).clone();
      cloned.add(table);
    }
    if (row === undefined) next[table].delete(key);
    else next[table].set(key, row);
  }
  return next as unknown as World;
}

/** Rows of `world` whose keys begin with `prefix` and come after `after`, in key order, lazily. */
export function* range<T extends Table>(world: World, table: T, prefix: string, after?: string): Generator<[string, Rows[T]]> {
  const rows = world[table] as Tree<Rows[T]>;
  const from = after !== undefined && after > prefix ? after : prefix;
  for (const [key, row] of rows.entries(from)) {
    if (!key.startsWith(prefix)) return;
    if (after !== undefined && key <= after) continue;
    yield [key, row];
  }
}

/** Reads see earlier writes of the same transaction. Synchronous by design: the world cannot change under it (decision 2). */
export class Transaction {
  readonly base: World;
  #world: World;
  #writes = new Map<string, Write>();
  #owned = new Set<Table>();

  constructor(base: World) {
    this.base = base;
    this.#world = base;
  }

  /** The world as this transaction sees it. */
  get world(): World {
    return this.#world;
  }

  get<T extends Table>(table: T, key: string): Rows[T] | undefined {
    return (this.#world[table] as Tree<Rows[T]>).get(key);
  }

  range<T extends Table>(table: T, prefix: string, after?: string): Generator<[string, Rows[T]]> {
    return range(this.#world, table, prefix, after);
  }

  set<T extends Table>(table: T, key: string, row: Rows[T]): void {
    this.#own(table).set(key, row);
    this.#writes.set(`${table} ${key}`, { table, key, row } as Write);
  }

  delete(table: Table, key: string): void {
    this.#own(table).delete(key);
    this.#writes.set(`${table} ${key}`, { table, key, row: undefined } as Write);
  }

  /** Changes some members of a row that exists; says so when it does not. */
  update<T extends Table>(table: T, key: string, changes: Partial<Rows[T]>): Rows[T] {
    const row = this.get(table, key);
    if (row === undefined) throw new Error(`no row ${key} in ${table}`);
    const next = { ...row, ...changes };
    this.set(table, key, next);
    return next;
  }

  get writes(): WriteSet {
    return [...this.#writes.values()];
  }

  #own<T extends Table>(table: T): Tree<Rows[T]> {
    if (!this.#owned.has(table)) {
      this.#world = { ...this.#world, [table]: (this.#world[table] as Tree<Rows[T]>).clone() };
      this.#owned.add(table);
    }
    return this.#world[table] as Tree<Rows[T]>;
  }
}
