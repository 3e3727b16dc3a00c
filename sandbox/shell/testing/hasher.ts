/** SHA-256 for tests of this room, which may not use Node's. */
import { createSHA256 } from "hash-wasm";
import { concat } from "../../kernel/bytes.ts";
import type { Hasher } from "../../kernel/hash.ts";

/** A `Hasher` on hash-wasm; ready when the promise resolves. */
export async function testHasher(): Promise<Hasher> {
  const one = await createSHA256();
  const sha256 = (bytes: Uint8Array) => one.init().update(bytes).digest("binary");
  const stream = () => {
    const parts: Uint8Array[] = [];
    return { update: (bytes: Uint8Array) => void parts.push(bytes.slice()), end: () => sha256(concat(parts)) };
  };
  return { sha256, hmacSha256: (key, bytes) => hmac(sha256, key, bytes), stream };
}

function hmac(sha256: (bytes: Uint8Array) => Uint8Array, key: Uint8Array, bytes: Uint8Array): Uint8Array {
  const block = new Uint8Array(64);
  block.set(key.length > 64 ? sha256(key) : key);
  const inner = new Uint8Array([...block.map((byte) => byte ^ 0x36), ...bytes]);
  return sha256(new Uint8Array([...block.map((byte) => byte ^ 0x5c), ...sha256(inner)]));
}
