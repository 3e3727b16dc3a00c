import { expect, it } from "vitest";
import { forReaderOnly, usedUp } from "./chunk-memory.ts";

it("gives back the memory of a chunk, once", () => {
  const chunk = forReaderOnly(new Uint8Array(8));
  usedUp(chunk);
  expect(chunk.length).toBe(0);
  expect(() => usedUp(chunk)).not.toThrow();
});

it("leaves alone what may be somebody's: chunks from elsewhere, and parts of a larger buffer", () => {
  const own = new Uint8Array(8);
  const part = forReaderOnly(own.subarray(2, 6));
  usedUp(own);
  usedUp(part);
  expect([own.length, part.length]).toEqual([8, 4]);
});
