/**
 * A body whose digest and size are known before it is read, because it comes from content-addressed storage. Inside one process it can
 * be handed on (pushed, stored, pulled) without making or hashing its bytes; whoever iterates it gets them all the same (decision 20).
 * Over a real network it becomes plain bytes and is hashed like any other.
 */
import type { Digest } from "./hash.ts";

export class KnownBytes implements AsyncIterable<Uint8Array> {
  readonly digest: Digest;
  /** Bytes. */
  readonly size: number;
  readonly #open: () => AsyncIterable<Uint8Array>;

  constructor(digest: Digest, size: number, open: () => AsyncIterable<Uint8Array>) {
    this.digest = digest;
    this.size = size;
    this.#open = open;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return this.#open()[Symbol.asyncIterator]();
  }
}
