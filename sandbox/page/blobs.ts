/**
 * Blobs of one session in IndexedDB, one ArrayBuffer each. Sizes are kept in memory, so a blob can be handed on without being read.
 * Bytes of an upload in progress are held in memory until it is complete.
 */
import { collect } from "../kernel/bytes.ts";
import { type Digest, digestOf, type Hasher } from "../kernel/hash.ts";
import { KnownBytes } from "../kernel/known-bytes.ts";
import { type Blobs, NoSuchBlob, type Staging } from "../world/blobs.ts";
import { memoryBlobs } from "../world/memory-blobs.ts";
import { type Database, slotRange } from "./database.ts";

export interface PageBlobsOptions {
  readonly database: Database;
  readonly slot: string;
  readonly hasher: Hasher;
  /** False for a tab beside the one that writes: what it makes stays in memory. */
  readonly writes: boolean;
}

/** Opens a session's blobs. */
export async function indexedDbBlobs({ database, slot, hasher, writes }: PageBlobsOptions): Promise<Blobs> {
  const [keys, rows] = await Promise.all([database.reader.getAllKeys("sizes", slotRange(slot)), database.reader.getAll("sizes", slotRange(slot))]);
  const sizes = new Map(rows.map((size, index) => [keys[index]?.[1] ?? "", size]));
  const memory = memoryBlobs(hasher);

  async function* stored(digest: Digest): AsyncIterable<Uint8Array> {
    const buffer = await database.reader.get("blobs", [slot, digest]);
    if (!buffer) throw new NoSuchBlob(digest);
    yield new Uint8Array(buffer);
  }

  /** What memory holds under this digest goes to the database, unless it is there. */
  async function keep(digest: Digest): Promise<void> {
    const size = await memory.size(digest);
    if (size === undefined || sizes.has(digest) || !writes) return;
    const bytes = await collect(memory.read(digest));
    await database.write((put) => {
      put("sizes", [slot, digest], size);
      put("blobs", [slot, digest], exactBuffer(bytes));
    });
    sizes.set(digest, size);
    await memory.sweep(openUploads, (other) => other !== digest);
  }

  const openUploads = new Set<string>();
  return {
    size: async (digest) => sizes.get(digest) ?? memory.size(digest),
    read(digest, start = 0, end) {
      const size = sizes.get(digest);
      if (size === undefined) return memory.read(digest, start, end);
      const whole = new KnownBytes(digest, size, () => stored(digest));
      return start === 0 && (end === undefined || end >= size) ? whole : part(whole, start, end ?? size);
    },
    async put(bytes) {
      const digest = digestOf(hasher, bytes);
      if (sizes.has(digest)) return digest;
      await memory.put(bytes);
      await keep(digest);
      return digest;
    },
    stage(upload) {
      openUploads.add(upload);
      return stagingWith(memory.stage(upload), { ended: () => openUploads.delete(upload), completed: keep });
    },
    async sweep(uploads, named) {
      for (const upload of openUploads) if (!uploads.has(upload)) openUploads.delete(upload);
      await memory.sweep(uploads, named);
      const gone = [...sizes.keys()].filter((digest) => !named(digest as Digest));
      if (gone.length === 0 || !writes) return;
      await database.write((put) => {
        for (const digest of gone) {
          put("sizes", [slot, digest], undefined);
          put("blobs", [slot, digest], undefined);
        }
      });
      for (const digest of gone) sizes.delete(digest);
    },
  };
}

/** A staging that tells when it has ended, and under which digest its bytes are complete. */
function stagingWith(staging: Staging, told: { readonly ended: () => void; readonly completed: (digest: Digest) => Promise<void> }): Staging {
  return {
    size: () => staging.size(),
    append: (body, signal) => staging.append(body, signal),
    digest: () => staging.digest(),
    async complete(digest) {
      await staging.complete(digest);
      told.ended();
      await told.completed(digest);
    },
    async discard() {
      told.ended();
      await staging.discard();
    },
  };
}

/** Just these bytes as a buffer of their own, copied only when they are a part of a larger one. */
function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = bytes;
  return (byteLength === buffer.byteLength ? buffer : buffer.slice(byteOffset, byteOffset + byteLength)) as ArrayBuffer;
}

async function* part(whole: KnownBytes, start: number, end: number): AsyncIterable<Uint8Array> {
  let offset = 0;
  for await (const chunk of whole) {
    if (offset >= end) return;
    const piece = chunk.subarray(Math.max(0, start - offset), Math.max(0, end - offset));
    if (piece.length > 0) yield piece;
    offset += chunk.length;
  }
}
