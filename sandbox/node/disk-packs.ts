/**
 * Small contents, many to a file: one of its own would cost each of them two flushes more, and as much of the processor as its whole
 * request (docs/decisions/0012). Bytes are written where they stay, before anybody says what becomes of them.
 *
 *     packs/7   SHA256 SIZE UPLOAD⏎ and so many bytes, again and again
 */

import { closeSync, fdatasync, fdatasyncSync, fstatSync, mkdirSync, openSync, readSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { promisify } from "node:util";
import { concat, utf8 } from "../kernel/bytes.ts";
import { type Digest, digestOf } from "../kernel/hash.ts";
import { fileNames, flushNames, readFile, writeAll } from "./disk-files.ts";
import { type Flush, groupFlush } from "./group-flush.ts";
import { nodeHasher } from "./hasher.ts";

const synced = promisify(fdatasync);

/** Bytes of a pack after which the next begins. */
const FULL = 64 * 1024 * 1024;
/** Bytes that hold the line before any content. */
const HEAD = 1024;
const DONE = Promise.resolve();
/** Contents that are moved before requests go on. */
const AT_A_TIME = 20;

/** A content in a pack. It may move, so whoever reads asks anew where it lies. */
export interface Packed {
  readonly digest: Digest;
  /** Bytes. */
  readonly size: number;
  /** What it came by, for whoever goes on with it after a restart. */
  readonly upload: string;
  /** Resolves when it would survive a crash of the machine. */
  readonly settled: Promise<void>;
  pack: Pack;
  /** Where its line begins in the pack, and where its bytes do. */
  start: number;
  offset: number;
}

interface Pack {
  readonly path: string;
  /** Those that are still wanted. */
  readonly contents: Set<Packed>;
  /** Bytes in the file. */
  size: number;
  /** Open for writing, until the pack goes. */
  file: number | undefined;
  readonly flush: Flush;
  /** Why bytes of it may be lost: the first flush that failed, since the next would say that all is well. */
  failure?: unknown;
}

export interface PacksOptions {
  readonly folder: string;
  /** Whether bytes must survive a crash of the machine. */
  readonly durable: boolean;
  /** Bytes of a pack after which the next begins; 64 MiB when left out. */
  readonly full?: number;
}

export class Packs {
  readonly #folder: string;
  readonly #durable: boolean;
  readonly #full: number;
  readonly #packs = new Set<Pack>();
  #number = 0;
  /** Where the next content goes, when there is room. */
  #current: Pack | undefined;

  /** Reads what a folder holds; what a crash tore off the end is dropped. */
  constructor({ folder, durable, full = FULL }: PacksOptions) {
    this.#folder = folder;
    this.#durable = durable;
    this.#full = full;
    mkdirSync(folder, { recursive: true });
    const numbers = fileNames(folder)
      .filter((name) => /^[1-9][0-9]*$/.test(name))
      .map(Number)
      .sort((one, other) => one - other);
    for (const number of numbers) {
      const pack = this.#add(number);
      // The others were flushed to their end before their successor began.
      const newest = number === numbers.at(-1);
      readPack(pack, newest, durable);
      this.#current = pack;
    }
  }

  /** The oldest first. Of two with one digest the later counts: the disk may have lost the bytes of the other, and said so. */
  *contents(): Iterable<Packed> {
    for (const { contents } of this.#packs) yield* contents;
  }

  /** Writes a content, and begins to flush it: whoever sent it is on their way with their next request meanwhile. */
  append(upload: string, chunks: readonly Uint8Array[]): Packed {
    const content = concat(chunks);
    const digest = digestOf(nodeHasher, content);
    const { pack, file } = this.#writable();
    const head = utf8(`${digest.slice("sha256:".length)} ${content.length} ${encodeURIComponent(upload)}\n`);
    try {
      writeAll(file, [head, content], pack.size);
    } catch (error) {
      truncateSync(pack.path, pack.size);
      throw error;
    }
    const [start, offset] = [pack.size, pack.size + head.length];
    pack.size = offset + content.length;
    // After the answer to these bytes: to tell a thread takes as long as to hash them.
    const settled = this.#durable ? setImmediate().then(() => pack.flush()) : DONE;
    // One that fails is told to whoever waits for it.
    settled.catch(() => undefined);
    const packed: Packed = { digest, size: content.length, upload, settled, pack, start, offset };
    pack.contents.add(packed);
    return packed;
  }

  /** Bytes `start` up to, not including, `end`. */
  async *read(packed: Packed, start: number, end: number): AsyncIterable<Uint8Array> {
    // Where it lies when somebody begins to read, not when they ask for it.
    yield* readFile(packed.pack.path, packed.offset + start, packed.offset + end);
  }

  /** Its bytes are free with the next `compact`. */
  drop(packed: Packed): void {
    packed.pack.contents.delete(packed);
  }

  /** Frees the packs of which no more than half is wanted, by moving that. */
  async compact(): Promise<void> {
    for (const pack of [...this.#packs]) {
      if (pack === this.#current || wanted(pack) * 2 > pack.size) continue;
      let moved = 0;
      for (const packed of [...pack.contents]) {
        if (!pack.contents.has(packed)) continue;
        this.#move(packed);
        if (++moved % AT_A_TIME === 0) await setImmediate();
      }
      if (moved > 0 && this.#durable) await this.#current?.flush();
      await this.#remove(pack);
    }
  }

  #move(packed: Packed): void {
    const file = openSync(packed.pack.path, "r");
    try {
      const copy = this.append(packed.upload, [bytesOf(file, packed)]);
      packed.pack.contents.delete(packed);
      copy.pack.contents.delete(copy);
      copy.pack.contents.add(Object.assign(packed, { pack: copy.pack, start: copy.start, offset: copy.offset }));
    } finally {
      closeSync(file);
    }
  }

  async #remove(pack: Pack): Promise<void> {
    this.#packs.delete(pack);
    rmSync(pack.path, { force: true });
    // Nothing in it is wanted, but a flush may be under way.
    if (this.#durable) await pack.flush().catch(() => undefined);
    if (pack.file !== undefined) closeSync(pack.file);
    pack.file = undefined;
  }

  #add(number: number): Pack {
    const pack: Pack = {
      path: join(this.#folder, String(number)),
      contents: new Set(),
      size: 0,
      file: undefined,
      flush: groupFlush(async () => {
        const { file } = pack;
        if (pack.failure === undefined && file !== undefined) await synced(file).catch((error) => this.#fail(pack, error));
        if (pack.failure !== undefined) throw pack.failure;
      }),
    };
    this.#packs.add(pack);
    this.#number = Math.max(this.#number, number);
    return pack;
  }

  /** Whoever waits for bytes in it is told; others go into the next one. */
  #fail(pack: Pack, error: unknown): void {
    pack.failure = error;
    if (this.#current === pack) this.#current = undefined;
  }

  /** The pack to write to, and its descriptor. */
  #writable(): { readonly pack: Pack; readonly file: number } {
    const current = this.#current;
    if (current && current.size < this.#full) {
      current.file ??= openSync(current.path, "r+");
      return { pack: current, file: current.file };
    }
    if (current?.file !== undefined && this.#durable) {
      try {
        fdatasyncSync(current.file);
      } catch (error) {
        this.#fail(current, error);
      }
    }
    const pack = this.#add(this.#number + 1);
    pack.file = openSync(pack.path, "w+", 0o600);
    if (this.#durable) flushNames(this.#folder);
    this.#current = pack;
    return { pack, file: pack.file };
  }
}

function wanted({ contents }: Pack): number {
  let bytes = 0;
  for (const { start, offset, size } of contents) bytes += offset - start + size;
  return bytes;
}

/**
 * Finds the contents of a pack, up to the first that is not whole. Where the end may be torn their digests are checked, and the rest is cut
 * off; what is left is flushed, for a process that was killed may not have come to it, and others now build on it.
 */
function readPack(pack: Pack, torn: boolean, durable: boolean): void {
  const file = openSync(pack.path, "r");
  try {
    const end = fstatSync(file).size;
    while (pack.size < end) {
      const packed = readHead(file, pack);
      if (!packed || packed.offset + packed.size > end) break;
      if (torn && digestOf(nodeHasher, bytesOf(file, packed)) !== packed.digest) break;
      pack.contents.add(packed);
      pack.size = packed.offset + packed.size;
    }
    if (torn && pack.size < end) truncateSync(pack.path, pack.size);
    if (torn && durable) fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The content whose line begins where the pack has been read to. */
function readHead(file: number, pack: Pack): Packed | undefined {
  const head = Buffer.alloc(HEAD);
  const read = readSync(file, head, 0, HEAD, pack.size);
  const [line, hex, size, upload] = /^([0-9a-f]{64}) ([0-9]+) ([^ \n]+)\n/.exec(head.toString("latin1", 0, read)) ?? [];
  if (line === undefined || upload === undefined) return undefined;
  return {
    digest: `sha256:${hex}`,
    size: Number(size),
    upload: decodeURIComponent(upload),
    settled: DONE,
    pack,
    start: pack.size,
    offset: pack.size + line.length,
  };
}

function bytesOf(file: number, { offset, size }: Packed): Uint8Array {
  const bytes = new Uint8Array(size);
  readSync(file, bytes, 0, size, offset);
  return bytes;
}
