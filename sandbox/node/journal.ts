/** A file of records, one JSON line each behind its checksum: what is kept survives a crash, what a crash tore off the end is put aside. */
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname } from "node:path";
import { diskFailure, flushed, flushNames } from "./disk-files.ts";
import { groupFlush } from "./group-flush.ts";

function line(record: unknown): string {
  const text = JSON.stringify(record);
  return `${checksum(text)} ${text}\n`;
}

function checksum(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

/** The whole records of a journal, up to the first that is not, and how many bytes came after them: those are kept beside it, for it is begun anew. */
export function readJournal<T>(path: string): { readonly records: T[]; readonly torn: number } {
  if (!existsSync(path)) return { records: [], torn: 0 };
  const bytes = readFileSync(path);
  const records: T[] = [];
  let good = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, good)) {
    const written = bytes.toString("utf8", good, end);
    const text = written.slice(9);
    if (written.slice(0, 8) !== checksum(text)) break;
    records.push(JSON.parse(text) as T);
    good = end + 1;
  }
  const torn = bytes.length - good;
  if (torn > 0) appendFileSync(`${path}.torn`, bytes.subarray(good));
  return { records, torn };
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
  flushNames(dirname(path));
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
