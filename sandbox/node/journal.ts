/** A file of records, one JSON line each behind its checksum: what is kept survives a crash, what a crash tore off the end is dropped. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { diskFailure, flushed } from "./disk-files.ts";
import { groupFlush } from "./group-flush.ts";

function line(record: unknown): string {
  const text = JSON.stringify(record);
  return `${checksum(text)} ${text}\n`;
}

function checksum(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

/** The whole records of a journal, up to the first that is not. */
export function readJournal<T>(path: string): T[] {
  if (!existsSync(path)) return [];
  const records: T[] = [];
  for (const written of readFileSync(path, "utf8").split("\n")) {
    const text = written.slice(9);
    if (written.slice(0, 8) !== checksum(text)) break;
    records.push(JSON.parse(text) as T);
  }
  return records;
}

export interface Journal<T> {
  /** Resolves when the record would survive a crash; those that come at once share a flush. Throws `StorageFull`, and goes on when there is room again. */
  keep(record: T): Promise<void>;
  close(): Promise<void>;
}

/** Begins a journal anew with these records, which stand for all that came before, and goes on from there. */
export async function beginJournal<T>(path: string, records: Iterable<T>): Promise<Journal<T>> {
  const begun = Buffer.from([...records].map(line).join(""));
  writeFileSync(`${path}.new`, begun);
  await flushed(`${path}.new`);
  renameSync(`${path}.new`, path);
  const file = await open(path, "a");
  /** Bytes of whole records. */
  let size = begun.length;
  let pending: string[] = [];
  let broken: unknown;
  const flush = groupFlush(async () => {
    const lines = Buffer.from(pending.join(""));
    pending = [];
    if (broken) throw broken;
    try {
      await file.appendFile(lines);
      await file.datasync();
      size += lines.length;
    } catch (error) {
      // Behind half a record nothing would be read again.
      await file.truncate(size).catch(() => {
        broken = error;
      });
      throw diskFailure(error);
    }
  });
  return {
    keep(record) {
      pending.push(line(record));
      return flush();
    },
    async close() {
      await flush();
      await file.close();
    },
  };
}
