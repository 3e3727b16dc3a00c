import { expect, it } from "vitest";
import { diffRows } from "./diff-rows.ts";

const rows = (before: string, after: string) => diffRows(before.split(""), after.split("")).map((row) => `${row.before ?? "-"}${row.after ?? "-"}`);

it("equal lines stand beside each other", () => {
  expect(rows("abc", "abc")).toEqual(["aa", "bb", "cc"]);
});

it("a changed line stands beside what it was", () => {
  expect(rows("abc", "axc")).toEqual(["aa", "bx", "cc"]);
});

it("what only one side has leaves a gap on the other", () => {
  expect(rows("ac", "abbc")).toEqual(["aa", "-b", "-b", "cc"]);
  expect(rows("abc", "c")).toEqual(["a-", "b-", "cc"]);
});
