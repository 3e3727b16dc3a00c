import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { hex } from "../kernel/bytes.ts";
import { nodeHasher } from "./hasher.ts";

it("makes the HMACs of RFC 2104 for keys of any length", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 200 }), (key, bytes) => {
      expect(hex(nodeHasher.hmacSha256(key, bytes))).toBe(createHmac("sha256", key).update(bytes).digest("hex"));
    }),
  );
});
