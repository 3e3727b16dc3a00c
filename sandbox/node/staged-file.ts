/** A file that bytes are added to, hashed as it grows. */
import { createHash, type Hash } from "node:crypto";
import { closeSync, constants, openSync, renameSync, truncateSync } from "node:fs";
import { rm } from "node:fs/promises";
import { type Digest, hexDigest } from "../kernel/hash.ts";
import { flushed, readFile, writeAll } from "./disk-files.ts";

export class StagedFile {
  readonly #path: string;
  #size: number;
  /** Missing after a restart and after a failed write; made again from the file when it is needed. */
  #hash: Hash | undefined;
  /** Open while somebody writes. */
  #file: number | undefined;
  /** A flush that began before anybody asked for it, of so many bytes. */
  #ahead: { readonly size: number; readonly flush: Promise<void>; over: boolean } | undefined;

  /** With the bytes that an earlier process left in it; without any there need not be a file yet. */
  constructor(path: string, size = 0) {
    this.#path = path;
    this.#size = size;
    if (size === 0) this.#hash = createHash("sha256");
  }

  get size(): number {
    return this.#size;
  }

  async digest(): Promise<Digest> {
    const hash = await this.hash();
    return hexDigest(hash.copy().digest());
  }

  /** To be awaited before a write. */
  async hash(): Promise<Hash> {
    if (!this.#hash) {
      const hash = createHash("sha256");
      for await (const chunk of readFile(this.#path, 0, this.#size)) hash.update(chunk);
      this.#hash = hash;
    }
    return this.#hash;
  }

  /** Throws what the disk says, with some of the bytes written or none. */
  write(chunks: readonly Uint8Array[]): void {
    this.#file ??= openSync(this.#path, constants.O_WRONLY | constants.O_CREAT, 0o644);
    writeAll(this.#file, chunks, this.#size);
    for (const chunk of chunks) {
      this.#hash?.update(chunk);
      this.#size += chunk.length;
    }
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  /** Takes back what came after the first bytes. */
  truncate(size: number): void {
    truncateSync(this.#path, size);
    this.#size = size;
    this.#hash = undefined;
  }

  /** Begins to flush while the client is on its way with its next request; one flush at a time, however small the parts are. */
  flushAhead(): void {
    if (this.#ahead?.over === false) return;
    const ahead = { size: this.#size, flush: flushed(this.#path), over: false };
    this.#ahead = ahead;
    const end = () => {
      ahead.over = true;
    };
    // One that failed is never over: the next might not say again that bytes are lost.
    ahead.flush.then(end, () => undefined);
  }

  async flushed(): Promise<void> {
    await this.#ahead?.flush;
    if (this.#ahead?.size !== this.#size) await flushed(this.#path);
  }

  rename(path: string): void {
    renameSync(this.#path, path);
  }

  remove(): Promise<void> {
    return rm(this.#path, { force: true });
  }
}
