import { describe, expect, test } from "vitest";
import { duration, glob, matches, NOTHING, part } from "./values.ts";

describe("value tests", () => {
  test.each([
    ["a text equals itself", "MUTABLE", "MUTABLE", true],
    ["a number equals its text", 3, "3", true],
    ["an account number keeps its digits", "111122223333", "111122223333", true],
    ["nothing is set equals null", null, undefined, true],
    ["a list is contained in any order", ["b", "a"], ["a", "b", "c"], true],
    ["a list is not contained when one is missing", ["a", "d"], ["a", "b"], false],
    ["a map is compared by its parts", { a: { b: 1 } }, { a: { b: 1, c: 2 } }, true],
    ["a part that is missing is no match", { a: 1 }, {}, false],
    ["is", { is: "x" }, "x", true],
    ["not", { not: "x" }, "y", true],
    ["not with a glob", { not: { like: "a*" } }, "abc", false],
    ["any", { any: ["a", { like: "b*" }] }, "bcd", true],
    ["like", { like: "arn:*:user/?nna" }, "arn:aws:iam::1:user/anna", true],
    ["at least a duration", { atLeast: "12h" }, 12 * 3_600_000, true],
    ["under", { under: 3 }, 3, false],
    ["over", { over: 60 }, 60.5, true],
    ["near a time, within", { near: "2026-11-23T21:00:00Z", within: "2m" }, "2026-11-23 21:01", true],
    ["near API seconds", { near: 1795464000.123, within: "1m" }, "2026-11-23T20:02:30+00:00", false],
    ["includes in a list", { includes: { like: "v*" } }, ["main", "v1"], true],
    ["includes in a map's values", { includes: { Sid: "A" } }, { x: { Sid: "A" } }, true],
    ["excludes", { excludes: { like: "v*" } }, ["main"], true],
    ["every", { every: { over: 1 } }, [2, 3], true],
    ["count of a list", { count: { atLeast: 2 } }, [1, 2], true],
    ["exists", { exists: false }, undefined, true],
    ["what a lookup did not find equals nothing", NOTHING, undefined, false],
    ["not what was not found is no match either", { not: NOTHING }, "x", false],
  ])("%s", (_title, wanted, value, expected) => {
    expect(matches(wanted, value)).toBe(expected);
  });

  test("answers are compared trimmed and without regard to case", () => {
    expect(matches("AWS", "  aws ", { lenient: true })).toBe(true);
    expect(matches({ any: ["-e", "e"] }, "-E", { lenient: true })).toBe(true);
  });
});

describe("paths", () => {
  test("names may hold dots themselves", () => {
    expect(part({ "a.b": { c: [10, 20] } }, "a.b.c.1")).toBe(20);
    expect(part({ tags: { "Cost.Center": "4711" } }, "tags.Cost.Center")).toBe("4711");
  });

  test("count is the length of lists and maps", () => {
    expect([part({ layers: [1, 2, 3] }, "layers.count"), part({ tags: {} }, "tags.count")]).toEqual([3, 0]);
  });
});

test("a hostile glob ends quickly", () => {
  expect(glob("*a*a*a*a*a*a*a*b", "a".repeat(20_000))).toBe(false);
});

test("durations add up", () => {
  expect([duration("11h 48m"), duration("3d"), duration("soon")]).toEqual([42_480_000, 259_200_000, undefined]);
});
