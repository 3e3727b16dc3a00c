/** SHA-256 and HMAC behind one port, since the fastest implementation differs per platform (docs/decisions/0001). */
import { hex } from "./bytes.ts";

/** A running SHA-256. `copy` lets an upload look at the digest so far without ending it. */
export interface HashStream {
  update(bytes: Uint8Array): void;
  /** Ends the stream: 32 bytes. */
  end(): Uint8Array;
}

export interface Hasher {
  /** SHA-256 of bytes at hand, or of a text in UTF-8: 32 bytes. */
  sha256(content: Uint8Array | string): Uint8Array;
  hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array;
  stream(): HashStream;
}

/** `sha256:` and 64 lower-case hexadecimal digits (OCI image specification, descriptor digests). */
export type Digest = `sha256:${string}`;

const DIGEST = /^sha256:[0-9a-f]{64}$/;

export function isDigest(value: string): value is Digest {
  return DIGEST.test(value);
}

export function digestOf(hasher: Hasher, content: Uint8Array | string): Digest {
  return `sha256:${hex(hasher.sha256(content))}`;
}

/** The digest that 32 bytes of SHA-256 stand for. */
export function hexDigest(sum: Uint8Array): Digest {
  return `sha256:${hex(sum)}`;
}
