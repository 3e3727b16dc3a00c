/**
 * The page's storage: one IndexedDB database for all sessions of a profile. One tab writes; every write proves in its own transaction
 * that this tab still is the writer, so a tab that lost its turn can never mix its records into another's (decision 26).
 */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { LogRecord, SavedMoment } from "../session/save.ts";
import { StorageFull } from "../world/blobs.ts";

/** The part of a save that changes rarely; the records follow in the store `log`. */
export interface SavedHead {
  readonly schema: number;
  readonly start: SavedMoment;
  readonly base?: SavedMoment;
}

export interface GantrySchema extends DBSchema {
  /** Key `writer`: id of the tab that writes. */
  meta: { key: string; value: string };
  /** Key: slot. */
  heads: { key: string; value: SavedHead };
  /** Key: slot, number. */
  log: { key: [string, number]; value: readonly LogRecord[] };
  /** Key: slot, digest. Sizes alone, so that a session opens without reading its blobs. Bytes. */
  sizes: { key: [string, string]; value: number };
  /** Key: slot, digest. */
  blobs: { key: [string, string]; value: ArrayBuffer };
}

export type Table = "heads" | "log" | "sizes" | "blobs";

/** Another tab writes now. */
export class WritesElsewhere extends Error {
  constructor() {
    super("another tab has taken over");
  }
}

export class Database {
  readonly #db: IDBPDatabase<GantrySchema>;
  readonly #writer: string;

  constructor(db: IDBPDatabase<GantrySchema>, writer: string) {
    this.#db = db;
    this.#writer = writer;
  }

  /** `erased`: another tab deletes the database, which waits until this one has let go of it. */
  static async open(writer: string, erased: () => void): Promise<Database> {
    const db = await openDB<GantrySchema>("gantry", 1, {
      blocking() {
        db.close();
        erased();
      },
      upgrade(fresh) {
        for (const store of ["meta", "heads", "log", "sizes", "blobs"] as const) fresh.createObjectStore(store);
      },
    });
    return new Database(db, writer);
  }

  get reader(): IDBPDatabase<GantrySchema> {
    return this.#db;
  }

  /** From now on only this tab's writes count. */
  async claim(): Promise<void> {
    await this.#db.put("meta", this.#writer, "writer");
  }

  /** Runs `work` in one transaction; refuses when another tab writes, and says plainly when there is no room. */
  async write(
    work: (
      put: <T extends Table>(table: T, key: GantrySchema[T]["key"], value: GantrySchema[T]["value"] | undefined) => void,
      clear: (table: Table, range: IDBKeyRange) => void,
    ) => void,
  ): Promise<void> {
    const transaction = this.#db.transaction(["meta", "heads", "log", "sizes", "blobs"], "readwrite", { durability: "relaxed" });
    try {
      if ((await transaction.objectStore("meta").get("writer")) !== this.#writer) throw new WritesElsewhere();
      work(
        (table, key, value) => {
          const store = transaction.objectStore(table);
          void (value === undefined ? store.delete(key) : store.put(value, key)).catch(() => undefined);
        },
        (table, range) =>
          void transaction
            .objectStore(table)
            .delete(range)
            .catch(() => undefined),
      );
      await transaction.done;
    } catch (problem) {
      transaction.done.catch(() => undefined);
      if (problem instanceof DOMException && problem.name === "QuotaExceededError") throw new StorageFull();
      throw problem;
    }
  }
}

/** All keys that begin with a slot. */
export function slotRange(slot: string): IDBKeyRange {
  return IDBKeyRange.bound([slot], [slot, []]);
}
