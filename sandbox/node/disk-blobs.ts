/**
 * Blobs in a folder: `blobs/` holds each content under its digest, `staging/` the bytes of uploads under way. A blob is written and
 * flushed before it gets its name, so a crash leaves files that nobody names, never a name without its bytes (decision 7).
 */

import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { type Digest, digestOf, isDigest } from "../kernel/hash.ts";
import { KnownBytes } from "../kernel/known-bytes.ts";
import { type Blobs, NoSuchBlob } from "../world/blobs.ts";
import { blobPath, flushed, readFile } from "./disk-files.ts";
import { DiskStaging, type Room, type Shelf } from "./disk-staging.ts";
import { groupFlush } from "./group-flush.ts";
import { nodeHasher } from "./hasher.ts";

export interface DiskBlobsOptions {
  readonly folder: string;
  /** Whether bytes must survive a crash of the machine; false for a folder that goes away with the process. */
  readonly durable: boolean;
  /** Bytes that blobs and stagings may hold together; as much as the disk takes when left out. */
  readonly limit?: number;
}

/** Files that a sweep removes before it lets requests go on. */
const AT_A_TIME = 20;

export function diskBlobs({ folder, durable, limit = Number.POSITIVE_INFINITY }: DiskBlobsOptions): Blobs {
  mkdirSync(join(folder, "blobs"), { recursive: true });
  mkdirSync(join(folder, "staging"), { recursive: true });
  // Bytes that were being put when a process ended; nobody goes on with those.
  for (const name of readdirSync(join(folder, "staging"))) if (name.startsWith("put-")) rmSync(join(folder, "staging", name), { force: true });
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
      let removed = 0;
      for (const [digest, size] of [...sizes]) {
        if (shelf.recent.has(digest) || named(digest)) continue;
        // Name and file go in one step: an upload of the same content that ends now finds neither, and makes both anew.
        sizes.delete(digest);
        room.used -= size;
        rmSync(blobPath(folder, digest), { force: true });
        if (++removed % AT_A_TIME === 0) await setImmediate();
      }
      shelf.recent.clear();
    },
  };
}

/** Removes everything that `diskBlobs` keeps in a folder. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
