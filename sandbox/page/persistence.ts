/** Where the page keeps one session: a head, and a log of records that grows by one row per append. */
import type { LogRecord, Persistence, Saved } from "../session/save.ts";
import { type Database, slotRange } from "./database.ts";

/** `writes: false` reads what is there and keeps nothing: for a tab beside the one that writes. */
export function indexedDbPersistence(database: Database, slot: string, writes: boolean): Persistence {
  let next = 0;
  return {
    async load(): Promise<Saved | undefined> {
      const transaction = database.reader.transaction(["heads", "log"]);
      const head = await transaction.objectStore("heads").get(slot);
      if (!head) return undefined;
      const log = transaction.objectStore("log");
      const [keys, rows] = await Promise.all([log.getAllKeys(slotRange(slot)), log.getAll(slotRange(slot))]);
      next = (keys.at(-1)?.[1] ?? -1) + 1;
      return { ...head, records: rows.flat() };
    },
    async append(records: readonly LogRecord[]): Promise<void> {
      if (!writes) return;
      const number = next++;
      await database.write((put) => put("log", [slot, number], records));
    },
    async snapshot({ records, ...head }: Saved): Promise<void> {
      if (!writes) return;
      next = 1;
      await database.write((put, clear) => {
        clear("log", slotRange(slot));
        put("heads", slot, head);
        put("log", [slot, 0], records);
      });
    },
  };
}
