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

/** A digest that this registry can verify: SHA-256 only. */
export function isSupportedDigest(value: string): value is Digest {
  return isDigest(value);
}

/** A reference that holds a colon can only be meant as a digest. */
export function looksLikeDigest(reference: string): boolean {
  return reference.includes(":");
}
