/** Names, tags and digests as the OCI distribution specification writes them (https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pulling-manifests). */
import { type Digest, isDigest } from "../kernel/hash.ts";

const NAME = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const LONGEST_NAME = 256;

export function isName(value: string): boolean {
  return value.length <= LONGEST_NAME && NAME.test(value);
}

export function isTag(value: string): boolean {
  return TAG.test(value);
}

/** A digest by SHA-256, which every registry verifies. */
export function isSupportedDigest(value: string): value is Digest {
  return isDigest(value);
}

const SHA512 = /^sha512:[0-9a-f]{128}$/;

/** A digest by SHA-512, the other registered algorithm; not every backend takes it. */
export function isSha512(value: string): boolean {
  return SHA512.test(value);
}

/** A digest that a backend can verify. */
export function isDigestFor({ sha512 = false }: { readonly sha512?: boolean }, value: string): boolean {
  return isDigest(value) || (sha512 && isSha512(value));
}

/** A reference that holds a colon can only be meant as a digest. */
export function looksLikeDigest(reference: string): boolean {
  return reference.includes(":");
}
