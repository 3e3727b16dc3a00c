/** SHA-256 and HMAC on Node: OpenSSL through `node:crypto`, the fastest there is (docs/decisions/0001). */
import { createHash, createHmac, hash } from "node:crypto";
import type { Hasher } from "../kernel/hash.ts";

/** A plain `Uint8Array` over the bytes of a `Buffer`, so that slices and comparisons behave as everywhere else. */
function plain(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

/** The `Hasher` of every process that runs on Node. */
export const nodeHasher: Hasher = {
  sha256: (bytes) => plain(hash("sha256", bytes, "buffer")),
  hmacSha256: (key, bytes) => plain(createHmac("sha256", key).update(bytes).digest()),
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
