/** SHA-256 and HMAC on Node: OpenSSL through `node:crypto`, the fastest there is (docs/decisions/0001). */
import { createHash, hash } from "node:crypto";
import type { Hasher } from "../kernel/hash.ts";

/** A plain `Uint8Array` over the bytes of a `Buffer`, so that slices and comparisons behave as everywhere else. */
function plain(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

/** One-shot, and through one character per byte: OpenSSL's answer as a `Buffer` takes three times as long (measured on Node 24). */
function sha256(content: Uint8Array | string): Uint8Array {
  return plain(Buffer.from(hash("sha256", content, "binary"), "latin1"));
}

const BLOCK = 64;

/** HMAC (RFC 2104) from two one-shot hashes: `createHmac` makes a key object each time, which costs several times the hashing. */
function hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  const secret = key.length > BLOCK ? sha256(key) : key;
  const inner = new Uint8Array(BLOCK + bytes.length).fill(0x36, 0, BLOCK);
  const outer = new Uint8Array(BLOCK + 32).fill(0x5c, 0, BLOCK);
  for (let i = 0; i < secret.length; i++) {
    inner[i] = (secret[i] as number) ^ 0x36;
    outer[i] = (secret[i] as number) ^ 0x5c;
  }
  inner.set(bytes, BLOCK);
  outer.set(sha256(inner), BLOCK);
  return sha256(outer);
}

/** The `Hasher` of every process that runs on Node. */
export const nodeHasher: Hasher = {
  sha256,
  hmacSha256,
  stream() {
    const running = createHash("sha256");
    return {
      update(bytes) {
        running.update(bytes);
      },
      end: () => plain(running.digest()),
    };
  },
};

/** SHA-512 of a body, in hexadecimal digits. */
export async function sha512OnNode(body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
  const running = createHash("sha512");
  for await (const chunk of body) running.update(chunk);
  return running.digest("hex");
}
