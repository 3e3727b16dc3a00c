/**
 * The bytes of one upload under way. Those that come at once and are few lie in a pack from the beginning; others in a file that grows,
 * hashed as it grows, and renamed to its digest when it is complete.
 */

import { join } from "node:path";
import { NO_BYTES } from "../kernel/bytes.ts";
import type { Sender } from "../kernel/exchange.ts";
import { type Digest, digestOf } from "../kernel/hash.ts";
import { KnownBytes } from "../kernel/known-bytes.ts";
import { type Staging, StorageFull } from "../world/blobs.ts";
import { usedUp } from "./chunk-memory.ts";
import { blobPath, diskFailure } from "./disk-files.ts";
import type { Packed, Packs } from "./disk-packs.ts";
import type { Flush } from "./group-flush.ts";
import { nodeHasher } from "./hasher.ts";
import { StagedFile } from "./staged-file.ts";

/** Bytes gathered before a write: four of the chunks that a socket gives. What is over before the first goes into a pack. */
const WRITE = 256 * 1024;

export interface Room {
  readonly limit: number;
  used: number;
}

/** What the stagings share with the store they belong to. */
export interface Shelf {
  readonly folder: string;
  readonly durable: boolean;
  readonly room: Room;
  readonly sizes: Map<Digest, number>;
  /** The blobs that have no file of their own. */
  readonly packed: Map<Digest, Packed>;
  readonly packs: Packs;
  /** Completed since the last sweep: their commit may still be on its way. */
  readonly recent: Set<Digest>;
  readonly flushFolder: Flush;
}

/** Bytes under way: a reference to those of somebody else, or ours. */
type Content = KnownBytes | Packed | StagedFile;

export class DiskStaging implements Staging {
  readonly #shelf: Shelf;
  readonly #upload: string;
  readonly #forget: () => void;
  #content: Content | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  /** With what an earlier process had of the upload. */
  constructor(shelf: Shelf, upload: string, forget: () => void, left?: KnownBytes | StagedFile) {
    this.#shelf = shelf;
    this.#upload = upload;
    this.#forget = forget;
    this.#content = left;
    if (left instanceof StagedFile) shelf.room.used += left.size;
  }

  /** The blob that these bytes refer to. */
  get reference(): Digest | undefined {
    return this.#content instanceof KnownBytes ? this.#content.digest : undefined;
  }

  size(): Promise<number> {
    return this.#next(async () => this.#size);
  }

  append(body: Uint8Array | AsyncIterable<Uint8Array>, signal?: Sender): Promise<number> {
    return this.#next(async () => {
      if (body instanceof KnownBytes && !this.#content && body.size > 0) this.#content = body;
      else await this.#write(body instanceof Uint8Array ? [body] : body, await this.#ownFile(), signal);
      return this.#size;
    });
  }

  digest(): Promise<Digest> {
    return this.#next(async () => {
      const content = this.#content;
      if (!content) return digestOf(nodeHasher, NO_BYTES);
      return content instanceof StagedFile ? content.digest() : content.digest;
    });
  }

  complete(digest: Digest): Promise<void> {
    return this.#next(async () => {
      const { room, sizes, recent } = this.#shelf;
      recent.add(digest);
      if (sizes.has(digest)) return this.#drop();
      const content = await this.#owned();
      const size = content.size;
      await (content instanceof StagedFile ? this.#name(content, digest) : this.#keep(content, digest));
      // Somebody else may have completed the same content meanwhile; it is counted once.
      if (sizes.has(digest)) room.used -= size;
      sizes.set(digest, size);
      // A sweep may have gone by during the flush.
      recent.add(digest);
      this.#reset();
    });
  }

  discard(): Promise<void> {
    return this.#next(() => this.#drop());
  }

  get #size(): number {
    return this.#content?.size ?? 0;
  }

  get #path(): string {
    return join(this.#shelf.folder, "staging", encodeURIComponent(this.#upload));
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #name(file: StagedFile, digest: Digest): Promise<void> {
    const { folder, durable, flushFolder } = this.#shelf;
    if (durable) await file.flushed();
    file.rename(blobPath(folder, digest));
    await flushFolder();
  }

  async #keep(content: Packed, digest: Digest): Promise<void> {
    const { packs, packed, sizes } = this.#shelf;
    await content.settled;
    if (sizes.has(digest)) packs.drop(content);
    else packed.set(digest, content);
  }

  async #drop(): Promise<void> {
    const { room, packs } = this.#shelf;
    const content = this.#content;
    if (content instanceof StagedFile) await content.remove();
    else if (content && !(content instanceof KnownBytes)) packs.drop(content);
    if (!(content instanceof KnownBytes)) room.used -= this.#size;
    this.#reset();
  }

  #reset(): void {
    this.#content = undefined;
    this.#forget();
  }

  /** The bytes as our own. */
  async #owned(): Promise<Packed | StagedFile> {
    const known = this.#content;
    if (known instanceof KnownBytes) {
      this.#content = undefined;
      await this.#write(known);
    }
    this.#content ??= this.#shelf.packs.append(this.#upload, []);
    return this.#content as Packed | StagedFile;
  }

  /** The file that more bytes are added to; undefined before the first. */
  async #ownFile(): Promise<StagedFile | undefined> {
    const packs = this.#shelf.packs;
    const content = await (this.#content && this.#owned());
    if (!content || content instanceof StagedFile) return content;
    const file = new StagedFile(this.#path);
    try {
      for await (const chunk of packs.read(content, 0, content.size)) file.write([chunk]);
    } catch (error) {
      throw this.#afterFailure(error, 0, 0);
    } finally {
      file.close();
    }
    packs.drop(content);
    this.#content = file;
    return file;
  }

  /** What had arrived of a broken body is kept; of one that the disk did not take, nothing. */
  async #write(body: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, own?: StagedFile, signal?: Sender): Promise<void> {
    await own?.hash();
    let file = own;
    const before = this.#size;
    let taken = 0;
    let gathered: Uint8Array[] = [];
    let bytes = 0;
    const flush = (over: boolean) => {
      const [batch, size] = [gathered, bytes];
      gathered = [];
      bytes = 0;
      if (size === 0) return;
      if (over && !file) this.#content = this.#shelf.packs.append(this.#upload, batch);
      else {
        file ??= new StagedFile(this.#path);
        this.#content = file;
        file.write(batch);
      }
      for (const chunk of batch) usedUp(chunk);
    };
    try {
      try {
        for await (const chunk of body) {
          signal?.throwIfAborted();
          this.#take(chunk.length);
          taken += chunk.length;
          gathered.push(chunk);
          bytes += chunk.length;
          if (bytes >= WRITE) flush(false);
        }
      } finally {
        flush(true);
      }
    } catch (error) {
      throw this.#afterFailure(error, before, taken);
    } finally {
      file?.close();
    }
    if (this.#shelf.durable) file?.flushAhead();
  }

  #take(bytes: number): void {
    const { room } = this.#shelf;
    if (room.used + bytes > room.limit) throw new StorageFull();
    room.used += bytes;
  }

  /** A disk that takes no more leaves as many bytes as were counted before. */
  #afterFailure(error: unknown, before: number, taken: number): unknown {
    const failure = diskFailure(error);
    if (failure === error) return error;
    this.#shelf.room.used -= taken;
    if (this.#content instanceof StagedFile) this.#content.truncate(before);
    return failure;
  }
}
