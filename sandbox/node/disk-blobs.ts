/**
 * Blobs in a folder: `blobs/` holds each content under its digest, `packs/` the small ones together, `staging/` the bytes of uploads
 * under way. A blob is written and flushed before it gets its name, so a crash leaves bytes that nobody names, never a name without its
 * bytes (decision 7).
 */

import { mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { type Digest, digestOf, isDigest } from "../kernel/hash.ts";
import { KnownBytes } from "../kernel/known-bytes.ts";
import { type Blobs, NoSuchBlob } from "../world/blobs.ts";
import { blobPath, fileNames, flushed, readFile } from "./disk-files.ts";
import { type Packed, Packs } from "./disk-packs.ts";
import { DiskStaging, type Room, type Shelf } from "./disk-staging.ts";
import { groupFlush } from "./group-flush.ts";
import { nodeHasher } from "./hasher.ts";
import { StagedFile } from "./staged-file.ts";

export interface DiskBlobsOptions {
  readonly folder: string;
  /** Whether bytes must survive a crash of the machine; false for a folder that goes away with the process. */
  readonly durable: boolean;
  /** Bytes that blobs and stagings may hold together; as much as the disk takes when left out. */
  readonly limit?: number;
}

/** How uploads are named that are none: bytes at hand. */
const PUT = "put-";
/** Files that a sweep removes before it lets requests go on. */
const AT_A_TIME = 20;

export function diskBlobs({ folder, durable, limit = Number.POSITIVE_INFINITY }: DiskBlobsOptions): Blobs {
  const stagingFolder = join(folder, "staging");
  mkdirSync(join(folder, "blobs"), { recursive: true });
  mkdirSync(stagingFolder, { recursive: true });
  const packs = new Packs({ folder: join(folder, "packs"), durable });
  const { sizes, packed, unfinished } = contentsOf(folder, packs);
  const room: Room = { limit, used: 0 };
  for (const size of sizes.values()) room.used += size;
  const flushFolder = durable ? groupFlush(() => flushed(join(folder, "blobs"))) : async () => undefined;
  const shelf: Shelf = { folder, durable, room, sizes, packed, packs, recent: new Set(), flushFolder };
  const stagings = new Map<string, DiskStaging>();
  let puts = 0;

  const read = (digest: Digest, start: number, end: number) => {
    const small = packed.get(digest);
    return small ? packs.read(small, start, end) : readFile(blobPath(folder, digest), start, end);
  };
  const whole = (digest: Digest, size: number) => new KnownBytes(digest, size, () => read(digest, 0, size));
  const begin = (upload: string, left?: KnownBytes | StagedFile): DiskStaging => {
    const staging = new DiskStaging(shelf, upload, () => stagings.delete(upload), left);
    stagings.set(upload, staging);
    return staging;
  };
  const stage = (upload: string): DiskStaging => {
    const known = stagings.get(upload);
    if (known) return known;
    const left = unfinished.get(upload);
    unfinished.delete(upload);
    return begin(upload, left && whole(left, sizes.get(left) ?? 0));
  };
  for (const name of fileNames(stagingFolder)) {
    const upload = uploadOf(name);
    if (upload === undefined) continue;
    const path = join(stagingFolder, name);
    const { size } = statSync(path);
    const small = unfinished.get(upload);
    // Bytes that were being put when a process ended; nobody goes on with those.
    if (upload.startsWith(PUT)) rmSync(path, { force: true });
    // A file that has not yet all that its upload had before counts for nothing.
    else if (small === undefined || (sizes.get(small) ?? 0) <= size) {
      unfinished.delete(upload);
      begin(upload, new StagedFile(path, size));
    }
  }

  return {
    size: async (digest) => sizes.get(digest),
    read(digest, start = 0, end) {
      const size = sizes.get(digest);
      if (size === undefined) throw new NoSuchBlob(digest);
      if (start === 0 && (end === undefined || end >= size)) return whole(digest, size);
      return read(digest, start, Math.min(end ?? size, size));
    },
    async put(bytes) {
      const digest = digestOf(nodeHasher, bytes);
      if (sizes.has(digest)) return digest;
      const staging = stage(`${PUT}${puts++}`);
      await staging.append(bytes);
      await staging.complete(digest);
      return digest;
    },
    stage,
    async sweep(uploads, named) {
      for (const upload of unfinished.keys()) if (!uploads.has(upload)) unfinished.delete(upload);
      for (const [upload, staging] of [...stagings]) if (!uploads.has(upload) && !upload.startsWith(PUT)) await staging.discard();
      const held = new Set(unfinished.values());
      for (const { reference } of stagings.values()) if (reference) held.add(reference);
      let removed = 0;
      for (const [digest, size] of [...sizes]) {
        if (shelf.recent.has(digest) || named(digest) || held.has(digest)) continue;
        // Name and bytes go in one step: an upload of the same content that ends now finds neither, and makes both anew.
        sizes.delete(digest);
        room.used -= size;
        const small = packed.get(digest);
        packed.delete(digest);
        if (small) packs.drop(small);
        else rmSync(blobPath(folder, digest), { force: true });
        if (++removed % AT_A_TIME === 0) await setImmediate();
      }
      shelf.recent.clear();
      await packs.compact();
    },
  };
}

/** The upload whose bytes a file of `staging/` has; undefined for a file that is none of ours. */
function uploadOf(name: string): string | undefined {
  try {
    return decodeURIComponent(name);
  } catch {
    return undefined;
  }
}

/** What a folder holds: the sizes of its blobs, those that lie in packs, and which of these an upload began with. */
function contentsOf(folder: string, packs: Packs) {
  const sizes = new Map<Digest, number>();
  const packed = new Map<Digest, Packed>();
  const unfinished = new Map<string, Digest>();
  for (const name of fileNames(join(folder, "blobs"))) {
    const digest = `sha256:${name}`;
    if (isDigest(digest)) sizes.set(digest, statSync(join(folder, "blobs", name)).size);
  }
  for (const content of [...packs.contents()]) {
    const { digest, size, upload } = content;
    if (!upload.startsWith(PUT)) unfinished.set(upload, digest);
    const earlier = packed.get(digest);
    if (earlier) packs.drop(earlier);
    if (sizes.has(digest) && !earlier) packs.drop(content);
    else packed.set(digest, content);
    sizes.set(digest, size);
  }
  return { sizes, packed, unfinished };
}

/** Removes everything that `diskBlobs` keeps in a folder. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
