import { createHash, createHmac } from "node:crypto";
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

it("hashes bytes and the UTF-8 of a text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      const wanted = createHash("sha256").update(text, "utf8").digest("hex");
      expect(hex(nodeHasher.sha256(text))).toBe(wanted);
      expect(hex(nodeHasher.sha256(Buffer.from(text, "utf8")))).toBe(wanted);
    }),
  );
});
