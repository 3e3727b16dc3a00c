/** Files of blobs: where each lies, and how it is read, written and flushed. */

import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { concat } from "../kernel/bytes.ts";
import type { Digest } from "../kernel/hash.ts";

/** Bytes read from a file at a time. */
const READ = 256 * 1024;

export function blobPath(folder: string, digest: Digest): string {
  return join(folder, "blobs", digest.slice("sha256:".length));
}

export async function writeAll(file: FileHandle, chunks: readonly Uint8Array[], position: number): Promise<void> {
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const { bytesWritten } = await file.writev(chunks as Uint8Array[], position);
  if (bytesWritten === size) return;
  const rest = concat(chunks).subarray(bytesWritten);
  for (let done = 0; done < rest.length; ) {
    done += (await file.write(rest, done, rest.length - done, position + bytesWritten + done)).bytesWritten;
  }
}

/** Bytes `start` up to, not including, `end` of a file. A file that is deleted meanwhile is still read to its end. */
export async function* readFile(path: string, start: number, end: number): AsyncIterable<Uint8Array> {
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
export async function flushed(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
