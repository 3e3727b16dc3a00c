/**
 * Identifiers that look random and are not: each is derived from a seed and a counter kept in the world, so that replaying
 * the same requests gives the same ids (docs/decisions/0002).
 */
import { hex } from "./bytes.ts";
import type { Hasher } from "./hash.ts";

export interface Ids {
  /** RFC 4122 version 4 in shape. */
  uuid(): string;
  /** `length` lower-case hexadecimal digits, at most 64. */
  hex(length: number): string;
  /** `length` characters of A-Z and 2-7, as in access key ids, at most 32. */
  base32(length: number): string;
}

/** 32 hexadecimal digits as a UUID is written. */
export function uuidShaped(digits: string): string {
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20, 32)].join("-");
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** `next` returns a fresh counter each time; whoever owns the counter keeps it. */
export function derivedIds(hasher: Hasher, seed: string, next: () => number): Ids {
  const draw = () => hasher.sha256(`${seed}/${next()}`);
  return {
    uuid() {
      const bytes = draw().slice(0, 16);
      bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
      bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
      return uuidShaped(hex(bytes));
    },
    hex: (length) => hex(draw()).slice(0, length),
    base32: (length) => Array.from(draw().slice(0, length), (byte) => BASE32[byte & 31]).join(""),
  };
}
