import { expect, test } from "vitest";
import { pieces } from "./digests.ts";

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
const cut = { head: digest.slice(0, -8), tail: "89abcdef" };

test.each([
  ["it is there", [{ text: "it is there" }]],
  [`your answer: ${digest}`, [{ text: "your answer: " }, cut]],
  [`${digest} and ${digest}.`, [cut, { text: " and " }, cut, { text: "." }]],
  ["sha256:3f9c2b7a41d0…", [{ text: "sha256:3f9c2b7a41d0…" }]],
  ["", []],
])("%j", (text, wanted) => {
  expect(pieces(text)).toEqual(wanted);
});
