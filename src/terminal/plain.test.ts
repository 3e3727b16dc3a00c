import { expect, it } from "vitest";
import { plainLines } from "./plain.ts";

const texts = (output: string) => plainLines(output).map((line) => line.map(({ text }) => text).join(""));

it("keeps lines and drops the empty end", () => {
  expect(texts("a\r\nb\n\n")).toEqual(["a", "b"]);
});

it("shows what a progress line was overwritten with", () => {
  expect(texts("10%\r20%\r\x1b[Kdone\n")).toEqual(["done"]);
});

it("follows docker's cursor moves", () => {
  expect(texts("one: Waiting\r\ntwo: Waiting\r\n\x1b[2A\x1b[2K\rone: Pushed\r\x1b[2B")).toEqual(["one: Pushed", "two: Waiting"]);
});

it("keeps colours as classes", () => {
  expect(plainLines("a\x1b[31mb\x1b[0mc\x1b[92md")).toEqual([
    [
      { text: "a", tone: "" },
      { text: "b", tone: "c1" },
      { text: "c", tone: "" },
      { text: "d", tone: "c10" },
    ],
  ]);
});

it("ignores titles and unknown sequences", () => {
  expect(texts("\x1b]0;title\x07x\x1b[?2004hy")).toEqual(["xy"]);
});
