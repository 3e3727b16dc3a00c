import { describe, expect, test } from "vitest";
import { testHasher } from "../testing/hasher.ts";
import { fileSystemCases } from "./conformance.ts";
import { memoryFileSystem } from "./memory-file-system.ts";
import { basename, dirname, join, normalise, relative } from "./paths.ts";

describe("the file system in memory", () => {
  for (const { title, run, expected } of fileSystemCases) {
    test(title, async () => expect(await run(memoryFileSystem({ now: () => 0, hasher: await testHasher() }))).toEqual(expected));
  }
});

test("paths are normalised, joined and taken apart as POSIX says", () => {
  expect([normalise("/a//b/./../c/"), normalise("/../.."), join("/a", "../b"), join("/a", "/b")]).toEqual(["/a/c", "/", "/b", "/b"]);
  expect(["/a/b/", "/", "a", ""].map(basename)).toEqual(["b", "/", "a", ""]);
  expect(["/a/b/", "/", "a", "/a", ""].map(dirname)).toEqual(["/a", "/", ".", "/", "."]);
  expect([relative("/a/b", "/a/c/d"), relative("/a", "/a")]).toEqual(["../c/d", "."]);
});
