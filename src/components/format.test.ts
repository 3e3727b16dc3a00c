import { expect, it } from "vitest";
import { counted, dayAndTime, size, span } from "./format.ts";

const at = (text: string) => Date.parse(`${text}Z`);

it("counts days from the day on which the session began", () => {
  expect(dayAndTime(at("2026-11-23T10:17:00"), at("2026-11-23T10:00:00"))).toBe("Day 1, 10:17");
  expect(dayAndTime(at("2026-11-24T00:05:00"), at("2026-11-23T23:50:00"))).toBe("Day 2, 00:05");
});

it("writes spans in the largest useful units", () => {
  expect([59_000, 48 * 60_000, 42_480_000, 43_200_000, 3 * 86_400_000 + 7_200_000].map(span)).toEqual([
    "under a minute",
    "48 min",
    "11 h 48 min",
    "12 h",
    "3 d 2 h",
  ]);
});

it("writes sizes with three digits", () => {
  expect([0, 999, 2_205_000, 44_100_000, 187_654_321, 1_090_000_000].map(size)).toEqual(["0 B", "999 B", "2.21 MB", "44.1 MB", "188 MB", "1.09 GB"]);
});

it("counts things", () => {
  expect([counted(1, "layer"), counted(0, "layer"), counted(2, "berth")]).toEqual(["1 layer", "0 layers", "2 berths"]);
});
