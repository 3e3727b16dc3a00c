/**
 * Sealing: a value that only the world's key can read or make, so that nothing is stored per token or link. Deterministic: the nonce is
 * the MAC of what is sealed, which is also what proves it unchanged (the construction of RFC 5297, SIV, with HMAC-SHA256).
 */
import { concat, equalBytes, fromHex, text, utf8 } from "../../kernel/bytes.ts";
import type { Hasher } from "../../kernel/hash.ts";

const MAC_LENGTH = 32;

function key(hasher: Hasher, sealingKey: string, purpose: string): Uint8Array {
  return hasher.hmacSha256(fromHex(sealingKey), utf8(purpose));
}

/** `length` bytes that follow from a key and a nonce. */
export function keystream(hasher: Hasher, secret: Uint8Array, nonce: Uint8Array, length: number): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let i = 0; i * 32 < length; i++) blocks.push(hasher.hmacSha256(secret, concat([nonce, utf8(String(i))])));
  return concat(blocks).slice(0, length);
}

function masked(hasher: Hasher, secret: Uint8Array, nonce: Uint8Array, bytes: Uint8Array): Uint8Array {
  const stream = keystream(hasher, secret, nonce, bytes.length);
  return bytes.map((byte, i) => byte ^ (stream[i] as number));
}

/** Seals a JSON value; shorter ones are padded to `atLeast` bytes. `purpose` keeps tokens from passing as links. */
export function seal(hasher: Hasher, sealingKey: string, purpose: string, value: unknown, atLeast = 0): Uint8Array {
  const plain = utf8(JSON.stringify(value).padEnd(atLeast, " "));
  const mac = hasher.hmacSha256(key(hasher, sealingKey, `${purpose}/mac`), plain);
  return concat([mac, masked(hasher, key(hasher, sealingKey, `${purpose}/mask`), mac, plain)]);
}

/** The value, or undefined when the bytes were not sealed by this key for this purpose. */
export function unseal(hasher: Hasher, sealingKey: string, purpose: string, sealed: Uint8Array): unknown {
  if (sealed.length <= MAC_LENGTH) return undefined;
  const mac = sealed.slice(0, MAC_LENGTH);
  const plain = masked(hasher, key(hasher, sealingKey, `${purpose}/mask`), mac, sealed.slice(MAC_LENGTH));
  if (!equalBytes(mac, hasher.hmacSha256(key(hasher, sealingKey, `${purpose}/mac`), plain))) return undefined;
  return JSON.parse(text(plain)) as unknown;
}
