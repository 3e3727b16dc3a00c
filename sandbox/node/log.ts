/**
 * The world on disk: a snapshot and, after it, one line per commit (decision 8). A commit counts as settled when its line is flushed;
 * commits that come at once share a flush. What a crash tore off the end is ignored on the next start.
 *
 *     world-7.json   the world when log 7 began
 *     log-7.jsonl    CHECKSUM {"writes":[…]}   one commit per line
 */
import { hash } from "node:crypto";
import {
  appendFileSync,
  closeSync,
  fdatasync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Crash } from "../cloud/service.ts";
import { StorageFull } from "../world/blobs.ts";
import { NewerSnapshot, restore, type Snapshot, snapshot } from "../world/snapshot.ts";
import type { Store } from "../world/store.ts";
import { applyWrites, type World, type WriteSet } from "../world/world.ts";
import { diskFailure, flushNames } from "./disk-files.ts";
import { groupFlush } from "./group-flush.ts";

const flushed = promisify(fdatasync);

/** Bytes of log after which a new snapshot is written. */
const LONG = 32 * 1024 * 1024;

/** A folder whose world cannot be read: nothing is begun over what may yet be saved. */
export class DamagedFolder extends Error {}

export interface Recovered {
  readonly world: World | undefined;
  /** Number of the newest snapshot or log; 0 in an empty folder. */
  readonly generation: number;
  /** Bytes at the end of the log that were no whole commits. */
  readonly torn: number;
}

/** Reads the world of a folder back; undefined in an empty one. Throws `NewerSnapshot` for a folder of a newer version, and `DamagedFolder`. */
export function recover(folder: string): Recovered {
  mkdirSync(folder, { recursive: true });
  const names = new Set(readdirSync(folder));
  let generation = Math.max(0, ...[...names].map((name) => Number(/^world-([0-9]+)\.json$/.exec(name)?.[1] ?? 0)));
  if (generation === 0) {
    const left = [...names].find((name) => /^log-[0-9]+\.jsonl$/.test(name) && holdsCommits(join(folder, name)));
    if (left !== undefined) throw new DamagedFolder(`${join(folder, left)} is there without the world-….json that it goes on from`);
    return { world: undefined, generation, torn: 0 };
  }
  let world = readSnapshot(join(folder, `world-${generation}.json`));
  let torn = 0;
  for (let next = generation; names.has(`log-${next}.jsonl`); next++) {
    const read = readLog(join(folder, `log-${next}.jsonl`));
    // A log that begins with another world is worth nothing without its snapshot.
    if (read.base === "replaced" && next > generation) break;
    for (const writes of read.commits) world = applyWrites(world, writes);
    torn += read.torn;
    generation = next;
  }
  return { world, generation, torn };
}

function readSnapshot(path: string): World {
  const written = readFileSync(path, "utf8");
  try {
    return restore(JSON.parse(written) as Snapshot);
  } catch (error) {
    if (error instanceof NewerSnapshot) throw error;
    throw new DamagedFolder(`${path} is damaged`, { cause: error });
  }
}

/** Whether a log is more than begun; one that a crash left alone gets its snapshot after it. */
function holdsCommits(path: string): boolean {
  const bytes = readFileSync(path);
  const first = bytes.indexOf(10);
  return first >= 0 && first < bytes.length - 1;
}

function readLog(path: string): { base: string; commits: WriteSet[]; torn: number } {
  const bytes = readFileSync(path);
  const commits: WriteSet[] = [];
  let base = "continued";
  let good = 0;
  while (good < bytes.length) {
    const end = bytes.indexOf(10, good);
    if (end < 0) break;
    const line = bytes.toString("utf8", good, end);
    const record = line.slice(9);
    if (line.slice(0, 8) !== checksum(record)) break;
    const parsed = JSON.parse(record) as { base?: string; writes?: WriteSet };
    if (parsed.base !== undefined) base = parsed.base;
    if (parsed.writes) commits.push(parsed.writes.map(withRow));
    good = end + 1;
  }
  const torn = bytes.length - good;
  if (torn > 0) {
    writeFileSync(`${path}.torn`, bytes.subarray(good));
    truncateSync(path, good);
  }
  return { base, commits, torn };
}

/** JSON leaves out a row that is undefined: the write that removes it. */
function withRow(write: WriteSet[number]): WriteSet[number] {
  return "row" in write ? write : ({ ...(write as object), row: undefined } as WriteSet[number]);
}

function checksum(record: string): string {
  return hash("sha256", record).slice(0, 8);
}

export interface Log {
  /** Resolves when everything committed so far would survive a crash, of the machine unless told otherwise. Throws `StorageFull`, and goes on when there is room again. */
  settled(crash?: Crash): Promise<void>;
  close(): Promise<void>;
}

/** What another snapshot is of, and whether its log goes on from the one before. */
interface Turn {
  readonly world: World;
  readonly base: "continued" | "replaced";
}

/** Keeps the store's commits in the folder from now on. */
export async function keepLog(folder: string, store: Store, generation: number, long = LONG): Promise<Log> {
  let current = generation + 1;
  let file = turn(folder, current, { world: store.world, base: "replaced" });
  removeBefore(folder, current);
  let pending: string[] = [];
  /** Bytes of whole lines. */
  let bytes = fstatSync(file).size;
  let failure: unknown;
  let turning: Turn | undefined;

  // At once, not on a thread: the page cache takes a line in 11 µs (99 of 100 times in under 0.4 ms, beside a busy disk); a thread is asked only to flush.
  const write = () => {
    if (pending.length === 0) return;
    const lines = Buffer.from(pending.join(""));
    try {
      appendFileSync(file, lines);
    } catch (error) {
      // Behind half a line nothing would be read again; all of it is written when there is room.
      ftruncateSync(file, bytes);
      throw diskFailure(error);
    }
    pending = [];
    bytes += lines.length;
  };
  const flush = groupFlush(async () => {
    write();
    if (!turning) return flushed(file);
    fdatasyncSync(file);
    const next = turn(folder, current + 1, turning);
    closeSync(file);
    [file, turning] = [next, undefined];
    removeBefore(folder, ++current);
    bytes = fstatSync(file).size;
  });
  const settled = async (crash: Crash = "machine") => {
    if (failure) throw failure;
    try {
      if (crash === "machine" || turning) await flush();
      else write();
    } catch (error) {
      // A full disk has room again some day. After anything else nobody knows what is on it.
      if (!(error instanceof StorageFull)) failure = error;
      throw error;
    }
  };
  const stop = store.onCommit(({ writes, after }) => {
    if (writes.length === 0 || turning?.base === "replaced") {
      // Another world is in place: a snapshot says so, lines of changes cannot.
      pending = [];
      turning = { world: after, base: "replaced" };
      return;
    }
    const record = JSON.stringify({ writes });
    pending.push(`${checksum(record)} ${record}\n`);
    if (turning || bytes > long) turning = { world: after, base: "continued" };
  });
  return {
    settled,
    async close() {
      stop();
      await settled();
      closeSync(file);
    },
  };
}

/** Opens a log that goes on, or not, from the one before. Gives its descriptor. */
function begin(folder: string, generation: number, base: "continued" | "replaced"): number {
  const record = JSON.stringify({ base });
  const file = openSync(join(folder, `log-${generation}.jsonl`), "a", 0o600);
  try {
    appendFileSync(file, `${checksum(record)} ${record}\n`);
    fdatasyncSync(file);
  } catch (error) {
    closeSync(file);
    throw error;
  }
  return file;
}

/** Another log, and the snapshot that it begins with; nothing of either where the disk takes no more. Gives the log's descriptor. */
function turn(folder: string, generation: number, { world, base }: Turn): number {
  let file: number | undefined;
  try {
    file = begin(folder, generation, base);
    writeSnapshot(folder, generation, world);
    return file;
  } catch (error) {
    if (file !== undefined) closeSync(file);
    for (const name of [`log-${generation}.jsonl`, `world-${generation}.json.new`]) rmSync(join(folder, name), { force: true });
    throw diskFailure(error);
  }
}

/** The snapshot is complete before it gets its name. */
function writeSnapshot(folder: string, generation: number, world: World): void {
  const path = join(folder, `world-${generation}.json`);
  const descriptor = openSync(`${path}.new`, "w", 0o600);
  try {
    writeFileSync(descriptor, JSON.stringify(snapshot(world)));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(`${path}.new`, path);
  flushNames(folder);
}

/** What was torn off a log stays: that it was put aside has been said. */
function removeBefore(folder: string, generation: number): void {
  for (const name of readdirSync(folder)) {
    const number = Number(/^(?:world|log)-([0-9]+)\.jsonl?(?:\.new)?$/.exec(name)?.[1] ?? generation);
    if (number < generation) rmSync(join(folder, name), { force: true });
  }
}
