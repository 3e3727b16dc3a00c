/**
 * Blobs kept in memory: for tests, for forks, and for a page before its storage is open. Bytes handed in belong to the store from then
 * on: they are kept, not copied, and must not be changed.
 */
import type { Sender } from "../kernel/exchange.ts";
import { type Digest, digestOf, type Hasher, type HashStream, hexDigest } from "../kernel/hash.ts";
import { KnownBytes } from "../kernel/known-bytes.ts";
import { type Blobs, NoSuchBlob, type Staging, StorageFull } from "./blobs.ts";

/** What a digest stands for: chunks at hand, or a reference to bytes that somebody makes when they are read. */
type Content =
  | { readonly kind: "chunks"; readonly size: number; readonly chunks: readonly Uint8Array[] }
  | { readonly kind: "known"; readonly size: number; readonly bytes: KnownBytes };

/** Bytes that the store may still take; shared by all its stagings. */
interface Room {
  readonly limit: number;
  used: number;
}

export interface MemoryBlobsOptions {
  /** Bytes that blobs and stagings may hold together; references to known bytes cost nothing. Unlimited when left out. */
  readonly limit?: number;
}

/** A blob store in memory. */
export function memoryBlobs(hasher: Hasher, { limit = Number.POSITIVE_INFINITY }: MemoryBlobsOptions = {}): Blobs {
  const room: Room = { limit, used: 0 };
  const blobs = new Map<Digest, Content>();
  const stagings = new Map<string, MemoryStaging>();

  const keep = (digest: Digest, content: Content): void => {
    if (blobs.has(digest)) release(room, content);
    else blobs.set(digest, content);
  };

  return {
    size: async (digest) => blobs.get(digest)?.size,
    read(digest, start = 0, end) {
      const content = blobs.get(digest);
      if (!content) throw new NoSuchBlob(digest);
      if (start === 0 && (end === undefined || end >= content.size)) {
        return content.kind === "known" ? content.bytes : new KnownBytes(digest, content.size, () => slice(content.chunks, 0, content.size));
      }
      return slice(content.kind === "known" ? content.bytes : content.chunks, start, Math.min(end ?? content.size, content.size));
    },
    async put(bytes) {
      const digest = digestOf(hasher, bytes);
      if (blobs.has(digest)) return digest;
      take(room, bytes.length);
      blobs.set(digest, { kind: "chunks", size: bytes.length, chunks: [bytes] });
      return digest;
    },
    stage(upload) {
      let staging = stagings.get(upload);
      if (!staging) {
        staging = new MemoryStaging(hasher, room, keep, () => stagings.delete(upload));
        stagings.set(upload, staging);
      }
      return staging;
    },
    async sweep(uploads, named) {
      for (const [upload, staging] of [...stagings]) if (!uploads.has(upload)) await staging.discard();
      for (const [digest, content] of [...blobs]) {
        if (named(digest)) continue;
        blobs.delete(digest);
        release(room, content);
      }
    },
  };
}

class MemoryStaging implements Staging {
  readonly #hasher: Hasher;
  readonly #room: Room;
  readonly #keep: (digest: Digest, content: Content) => void;
  readonly #forget: () => void;
  #chunks: Uint8Array[] = [];
  #size = 0;
  #known: KnownBytes | undefined;
  #hash: HashStream;
  #digest: Digest | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(hasher: Hasher, room: Room, keep: (digest: Digest, content: Content) => void, forget: () => void) {
    this.#hasher = hasher;
    this.#room = room;
    this.#keep = keep;
    this.#forget = forget;
    this.#hash = hasher.stream();
  }

  size(): Promise<number> {
    return this.#next(async () => this.#size);
  }

  append(body: Uint8Array | AsyncIterable<Uint8Array>, signal?: Sender): Promise<number> {
    return this.#next(async () => {
      if (body instanceof KnownBytes && this.#size === 0 && body.size > 0) {
        this.#known = body;
        this.#size = body.size;
        return this.#size;
      }
      await this.#materialise();
      if (body instanceof Uint8Array) this.#add(body);
      else {
        for await (const chunk of body) {
          signal?.throwIfAborted();
          this.#add(chunk);
        }
      }
      return this.#size;
    });
  }

  digest(): Promise<Digest> {
    return this.#next(async () => {
      if (this.#known) return this.#known.digest;
      this.#digest ??= hexDigest(this.#hash.end());
      return this.#digest;
    });
  }

  complete(digest: Digest): Promise<void> {
    return this.#next(async () => {
      this.#keep(digest, this.#content());
      this.#empty();
    });
  }

  discard(): Promise<void> {
    return this.#next(async () => {
      release(this.#room, this.#content());
      this.#empty();
    });
  }

  /** One after the other: an append waits until the one before has ended. */
  #next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  #add(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    take(this.#room, chunk.length);
    if (this.#digest !== undefined) this.#rehash();
    this.#hash.update(chunk);
    this.#chunks.push(chunk);
    this.#size += chunk.length;
  }

  /** A hash that was ended to look at it begins again when more bytes come. */
  #rehash(): void {
    this.#digest = undefined;
    this.#hash = this.#hasher.stream();
    for (const chunk of this.#chunks) this.#hash.update(chunk);
  }

  /** A reference becomes bytes when something is appended to it. */
  async #materialise(): Promise<void> {
    const known = this.#known;
    if (!known) return;
    this.#known = undefined;
    this.#size = 0;
    for await (const chunk of known) this.#add(chunk);
  }

  #content(): Content {
    return this.#known ? { kind: "known", size: this.#size, bytes: this.#known } : { kind: "chunks", size: this.#size, chunks: this.#chunks };
  }

  #empty(): void {
    this.#chunks = [];
    this.#size = 0;
    this.#known = undefined;
    this.#digest = undefined;
    this.#hash = this.#hasher.stream();
    this.#forget();
  }
}

function take(room: Room, bytes: number): void {
  if (room.used + bytes > room.limit) throw new StorageFull();
  room.used += bytes;
}

function release(room: Room, content: Content): void {
  if (content.kind === "chunks") room.used -= content.size;
}

/** Bytes `start` up to, not including, `end` of what `source` yields. */
async function* slice(source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, start: number, end: number): AsyncIterable<Uint8Array> {
  let offset = 0;
  for await (const chunk of source) {
    if (offset >= end) return;
    const from = Math.max(0, start - offset);
    const to = Math.min(chunk.length, end - offset);
    if (from < to) yield from === 0 && to === chunk.length ? chunk : chunk.subarray(from, to);
    offset += chunk.length;
  }
}
