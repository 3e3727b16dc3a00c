/** Bytes kept beside the world by digest (decisions 6, 7, 9): a port, so that they lie in memory, in IndexedDB or in a folder. */
import type { Sender } from "../kernel/exchange.ts";
import type { Digest } from "../kernel/hash.ts";

export interface Blobs {
  /** Size in bytes, or undefined when the store has no such blob. */
  size(digest: Digest): Promise<number | undefined>;
  /** Bytes from `start` up to, not including, `end`; a whole blob comes as `KnownBytes`. Throws `NoSuchBlob`. */
  read(digest: Digest, start?: number, end?: number): AsyncIterable<Uint8Array>;
  /** Stores bytes at hand and gives their digest. */
  put(bytes: Uint8Array): Promise<Digest>;
  /** The staging file of an upload; made on first use. One writer at a time, `Staging` queues them. */
  stage(upload: string): Staging;
  /** Drops staging files of uploads that are gone, and blobs that nobody names. */
  sweep(uploads: ReadonlySet<string>, named: (digest: Digest) => boolean): Promise<void>;
}

export interface Staging {
  /** Bytes staged so far. */
  size(): Promise<number>;
  /** Appends; returns the new size. `KnownBytes` as the only content of a staging are kept as a reference, neither read nor hashed. A body that breaks off keeps what had arrived, as over TCP. Throws `StorageFull`. */
  append(body: Uint8Array | AsyncIterable<Uint8Array>, signal?: Sender): Promise<number>;
  /** SHA-256 of all staged bytes. */
  digest(): Promise<Digest>;
  /** The staged bytes become the blob of that digest. Nothing is copied; a second call with an existing digest just drops the staging. */
  complete(digest: Digest): Promise<void>;
  discard(): Promise<void>;
}

export class NoSuchBlob extends Error {
  constructor(digest: string) {
    super(`no blob ${digest}`);
  }
}

export class StorageFull extends Error {
  constructor() {
    super("no space left for more bytes");
  }
}
