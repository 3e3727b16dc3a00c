/** A file of records, one JSON line each behind its checksum: what is kept survives a crash, what a crash tore off the end is dropped. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { flushed } from "./disk-files.ts";
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
  /** Resolves when the record would survive a crash; those that come at once share a flush. */
  keep(record: T): Promise<void>;
  close(): Promise<void>;
}

/** Begins a journal anew with these records, which stand for all that came before, and goes on from there. */
export async function beginJournal<T>(path: string, records: Iterable<T>): Promise<Journal<T>> {
  writeFileSync(`${path}.new`, [...records].map(line).join(""));
  await flushed(`${path}.new`);
  renameSync(`${path}.new`, path);
  const file = await open(path, "a");
  let pending: string[] = [];
  const flush = groupFlush(async () => {
    const lines = pending;
    pending = [];
    await file.appendFile(lines.join(""));
    await file.datasync();
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
