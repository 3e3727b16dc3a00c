/**
 * Blobs in a folder: `blobs/` holds each content under its digest, `staging/` the bytes of uploads under way. A blob is written and
 * flushed before it gets its name, so a crash leaves files that nobody names, never a name without its bytes (decision 7).
 */
import { createHash, type Hash } from "node:crypto";
import { constants, existsSync, mkdirSync, readdirSync, rmSync, statSync, truncateSync } from "node:fs";
import { type FileHandle, open, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { concat } from "../kernel/bytes.ts";
import { type Digest, digestOf, hexDigest, isDigest } from "../kernel/hash.ts";
import { KnownBytes } from "../kernel/known-bytes.ts";
import { type Blobs, NoSuchBlob, type Staging, StorageFull } from "../world/blobs.ts";
import { type Flush, groupFlush } from "./group-flush.ts";
import { nodeHasher } from "./hasher.ts";

export interface DiskBlobsOptions {
  readonly folder: string;
  /** Whether bytes must survive a crash of the machine; false for a folder that goes away with the process. */
  readonly durable: boolean;
  /** Bytes that blobs and stagings may hold together; as much as the disk takes when left out. */
  readonly limit?: number;
}

/** Bytes read from a file at a time. */
const READ = 256 * 1024;
/** Bytes gathered before a write. */
const WRITE = 1024 * 1024;

interface Room {
  readonly limit: number;
  used: number;
}

/** What the stagings share with the store they belong to. */
interface Shelf {
  readonly folder: string;
  readonly durable: boolean;
  readonly room: Room;
  readonly sizes: Map<Digest, number>;
  /** Completed since the last sweep: their commit may still be on its way. */
  readonly recent: Set<Digest>;
  readonly flushFolder: Flush;
}

export function diskBlobs({ folder, durable, limit = Number.POSITIVE_INFINITY }: DiskBlobsOptions): Blobs {
  mkdirSync(join(folder, "blobs"), { recursive: true });
  mkdirSync(join(folder, "staging"), { recursive: true });
  const room: Room = { limit, used: 0 };
  const sizes = new Map<Digest, number>();
  for (const name of readdirSync(join(folder, "blobs"))) {
    const digest = `sha256:${name}`;
    if (!isDigest(digest)) continue;
    const { size } = statSync(join(folder, "blobs", name));
    sizes.set(digest, size);
    room.used += size;
  }
  const flushFolder = durable ? groupFlush(() => flushed(join(folder, "blobs"))) : async () => undefined;
  const shelf: Shelf = { folder, durable, room, sizes, recent: new Set(), flushFolder };
  const stagings = new Map<string, DiskStaging>();
  const stage = (upload: string): DiskStaging => {
    let staging = stagings.get(upload);
    if (!staging) {
      staging = new DiskStaging(shelf, join(folder, "staging", encodeURIComponent(upload)), () => stagings.delete(upload));
      stagings.set(upload, staging);
    }
    return staging;
  };

  return {
    size: async (digest) => sizes.get(digest),
    read(digest, start = 0, end) {
      const size = sizes.get(digest);
      if (size === undefined) throw new NoSuchBlob(digest);
      const path = blobPath(folder, digest);
      if (start === 0 && (end === undefined || end >= size)) return new KnownBytes(digest, size, () => readFile(path, 0, size));
      return readFile(path, start, Math.min(end ?? size, size));
    },
    async put(bytes) {
      const digest = digestOf(nodeHasher, bytes);
      if (sizes.has(digest)) return digest;
      const staging = stage(`put-${digest.slice(7)}`);
      if ((await staging.size()) > 0) await staging.discard();
      const fresh = stage(`put-${digest.slice(7)}`);
      await fresh.append(bytes);
      await fresh.complete(digest);
      return digest;
    },
    stage,
    async sweep(uploads, named) {
      for (const name of readdirSync(join(folder, "staging"))) {
        const upload = decodeURIComponent(name);
        if (!uploads.has(upload) && !upload.startsWith("put-")) await stage(upload).discard();
      }
      for (const [digest, size] of [...sizes]) {
        if (shelf.recent.has(digest) || named(digest)) continue;
        sizes.delete(digest);
        room.used -= size;
        await rm(blobPath(folder, digest), { force: true });
      }
      shelf.recent.clear();
    },
  };
}

function blobPath(folder: string, digest: Digest): string {
  return join(folder, "blobs", digest.slice("sha256:".length));
}

class DiskStaging implements Staging {
  readonly #shelf: Shelf;
  readonly #path: string;
  readonly #forget: () => void;
  #size: number;
  /** Missing after a restart and after a failed write; made again from the file when it is needed. */
  #hash: Hash | undefined;
  #known: KnownBytes | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(shelf: Shelf, path: string, forget: () => void) {
    this.#shelf = shelf;
    this.#path = path;
    this.#forget = forget;
    this.#size = existsSync(path) ? statSync(path).size : 0;
    if (this.#size === 0) this.#hash = createHash("sha256");
    shelf.room.used += this.#size;
  }

  size(): Promise<number> {
    return this.#next(async () => this.#size);
  }

  append(body: Uint8Array | AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<number> {
    return this.#next(async () => {
      if (body instanceof KnownBytes && this.#size === 0 && body.size > 0) {
        this.#known = body;
        this.#size = body.size;
        return this.#size;
      }
      await this.#materialise();
      await this.#write(body instanceof Uint8Array ? [body] : body, signal);
      return this.#size;
    });
  }

  digest(): Promise<Digest> {
    return this.#next(async () => {
      if (this.#known) return this.#known.digest;
      const hash = await this.#hashSoFar();
      return hexDigest(hash.copy().digest());
    });
  }

  complete(digest: Digest): Promise<void> {
    return this.#next(async () => {
      const { folder, durable, sizes, recent, flushFolder } = this.#shelf;
      recent.add(digest);
      if (sizes.has(digest)) return this.#drop();
      await this.#materialise();
      if (this.#size === 0) await writeFile(this.#path, "");
      if (durable) await flushed(this.#path);
      await rename(this.#path, blobPath(folder, digest));
      await flushFolder();
      // Somebody else may have completed the same content meanwhile; it is one file then, and counted once.
      if (sizes.has(digest)) this.#shelf.room.used -= this.#size;
      sizes.set(digest, this.#size);
      this.#reset();
    });
  }

  discard(): Promise<void> {
    return this.#next(() => this.#drop());
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #drop(): Promise<void> {
    if (!this.#known) this.#shelf.room.used -= this.#size;
    await rm(this.#path, { force: true });
    this.#reset();
  }

  #reset(): void {
    this.#size = 0;
    this.#known = undefined;
    this.#hash = createHash("sha256");
    this.#forget();
  }

  async #materialise(): Promise<void> {
    const known = this.#known;
    if (!known) return;
    this.#known = undefined;
    this.#size = 0;
    await this.#write(known);
  }

  async #hashSoFar(): Promise<Hash> {
    if (!this.#hash) {
      const hash = createHash("sha256");
      for await (const chunk of readFile(this.#path, 0, this.#size)) hash.update(chunk);
      this.#hash = hash;
    }
    return this.#hash;
  }

  /** Hashing goes on while the megabyte before is being written. What had arrived of a broken body is kept. */
  async #write(body: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<void> {
    const hash = await this.#hashSoFar();
    let taken = 0;
    const file = await open(this.#path, constants.O_WRONLY | constants.O_CREAT, 0o644);
    let gathered: Uint8Array[] = [];
    let bytes = 0;
    let writing: Promise<void> = Promise.resolve();
    let position = this.#size;
    const flush = async () => {
      const [batch, at] = [gathered, position];
      position += bytes;
      gathered = [];
      bytes = 0;
      await writing;
      writing = writeAll(file, batch, at);
      // Looked at when the next batch is flushed; a rejection meanwhile is not unhandled.
      writing.catch(() => undefined);
    };
    try {
      try {
        for await (const chunk of body) {
          signal?.throwIfAborted();
          this.#take(chunk.length);
          taken += chunk.length;
          hash.update(chunk);
          gathered.push(chunk);
          bytes += chunk.length;
          if (bytes >= WRITE) await flush();
        }
      } finally {
        if (bytes > 0) await flush();
        await writing;
        this.#size = position;
      }
    } catch (error) {
      throw this.#afterFailure(error, taken);
    } finally {
      await file.close();
    }
  }

  #take(bytes: number): void {
    const { room } = this.#shelf;
    if (room.used + bytes > room.limit) throw new StorageFull();
    room.used += bytes;
  }

  /** A disk that takes no more leaves the file as long as it was counted; the hash is made anew from it. */
  #afterFailure(error: unknown, taken: number): unknown {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== "ENOSPC" && code !== "EDQUOT" && code !== "EIO") return error;
    this.#hash = undefined;
    this.#shelf.room.used -= taken;
    truncateSync(this.#path, this.#size);
    return new StorageFull();
  }
}

async function writeAll(file: FileHandle, chunks: readonly Uint8Array[], position: number): Promise<void> {
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const { bytesWritten } = await file.writev(chunks as Uint8Array[], position);
  if (bytesWritten === size) return;
  const rest = concat(chunks).subarray(bytesWritten);
  for (let done = 0; done < rest.length; ) {
    done += (await file.write(rest, done, rest.length - done, position + bytesWritten + done)).bytesWritten;
  }
}

/** Bytes `start` up to, not including, `end` of a file. A file that is deleted meanwhile is still read to its end. */
async function* readFile(path: string, start: number, end: number): AsyncIterable<Uint8Array> {
  const file = await open(path, "r");
  try {
    for (let position = start; position < end; ) {
      const buffer = Buffer.allocUnsafeSlow(Math.min(READ, end - position));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
      if (bytesRead === 0) throw new Error(`${path} is shorter than it was`);
      position += bytesRead;
      yield new Uint8Array(buffer.buffer, 0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** Returns when a file, or a folder's list of names, is on the disk itself. */
async function flushed(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes everything that `diskBlobs` keeps in a folder. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
