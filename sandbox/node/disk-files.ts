/** Files of blobs: where each lies, and how it is read, written and flushed. */

import { closeSync, fsync, fsyncSync, openSync, read, readdirSync, writeSync, writevSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { concat } from "../kernel/bytes.ts";
import type { Digest } from "../kernel/hash.ts";
import { StorageFull } from "../world/blobs.ts";
import { forReaderOnly } from "./chunk-memory.ts";

/** Bytes read from a file at a time. */
const READ = 256 * 1024;

export function blobPath(folder: string, digest: Digest): string {
  return join(folder, "blobs", digest.slice("sha256:".length));
}

/** Names of the files in a folder, without what else somebody may have put there. */
export function fileNames(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []));
}

const sync = promisify(fsync);
const readAt = promisify(read);

/**
 * `file` is a descriptor. At once, not on a thread: the page cache takes 256 KiB in 80 µs, and handing that over and waiting for it made
 * an upload of 100 MB a third longer and cost a fifth more CPU (measured beside other work). Only flushes go to threads: those wait for the disk.
 */
export function writeAll(file: number, chunks: readonly Uint8Array[], position: number): void {
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const written = writevSync(file, chunks as Uint8Array[], position);
  if (written === size) return;
  const rest = concat(chunks).subarray(written);
  for (let done = 0; done < rest.length; ) done += writeSync(file, rest, done, rest.length - done, position + written + done);
}

/** Bytes `start` up to, not including, `end` of a file, which is opened as soon as somebody reads: deleted after that, it is still read to its end. */
export async function* readFile(path: string, start: number, end: number): AsyncIterable<Uint8Array> {
  const file = openSync(path, "r");
  try {
    for (let position = start; position < end; ) {
      const buffer = Buffer.allocUnsafeSlow(Math.min(READ, end - position));
      const { bytesRead } = await readAt(file, buffer, 0, buffer.length, position);
      if (bytesRead === 0) throw new Error(`${path} is shorter than it was`);
      position += bytesRead;
      yield forReaderOnly(new Uint8Array(buffer.buffer, 0, bytesRead));
    }
  } finally {
    closeSync(file);
  }
}

/** Flushes a folder's list of names at once: for what must not go on before. */
export function flushNames(folder: string): void {
  const names = openSync(folder, "r");
  try {
    fsyncSync(names);
  } finally {
    closeSync(names);
  }
}

/** What is told of bytes that the disk did not take: `StorageFull` where it has no room for them. */
export function diskFailure(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOSPC" || code === "EDQUOT" || code === "EIO" ? new StorageFull() : error;
}

/** Returns when a file, or a folder's list of names, is on the disk itself. */
export async function flushed(path: string): Promise<void> {
  // Opened and closed at once: on a thread each takes longer to be handed over than to be done, and a push does it four times a layer.
  const file = openSync(path, "r");
  try {
    await sync(file);
  } finally {
    closeSync(file);
  }
}
