import { createHash, createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { wasmHasher } from "./hasher.ts";

const hasher = await wasmHasher();
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const hex = (value: Uint8Array): string => Buffer.from(value).toString("hex");

it("hashes like OpenSSL", () => {
  for (const text of ["", "abc", "é–𝒳", "x".repeat(100_000)]) {
    expect(hex(hasher.sha256(bytes(text)))).toBe(createHash("sha256").update(text).digest("hex"));
    expect(hex(hasher.sha256(text))).toBe(createHash("sha256").update(text).digest("hex"));
    for (const key of ["", "key", "k".repeat(200)]) {
      expect(hex(hasher.hmacSha256(bytes(key), bytes(text)))).toBe(createHmac("sha256", key).update(text).digest("hex"));
    }
  }
});

it("keeps running hashes apart when they take turns", () => {
  const [one, two] = [hasher.stream(), hasher.stream()];
  one.update(bytes("ab"));
  two.update(bytes("12"));
  hasher.sha256(bytes("between"));
  one.update(bytes("c"));
  two.update(bytes("3"));
  expect(hex(two.end())).toBe(createHash("sha256").update("123").digest("hex"));
  expect(hex(one.end())).toBe(createHash("sha256").update("abc").digest("hex"));
  expect(hex(hasher.stream().end())).toBe(createHash("sha256").digest("hex"));
});
