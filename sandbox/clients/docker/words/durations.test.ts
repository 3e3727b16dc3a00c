import { expect, it } from "vitest";
import { goDuration, parseGoDuration } from "./durations.ts";

it("reads and writes lengths of time as Go does", () => {
  for (const [written, shown] of [
    ["5s", "5s"],
    ["90s", "1m30s"],
    ["1h", "1h0m0s"],
    ["1h1.5s", "1h0m1.5s"],
    ["1500ms", "1.5s"],
    ["250ms", "250ms"],
    ["0", "0s"],
  ] as const)
    expect([written, goDuration(parseGoDuration(written) as number)]).toEqual([written, shown]);
});

it("says what is wrong in Go's words", () => {
  expect(["5", "5d", "soon", "", "1h5"].map(parseGoDuration)).toEqual([
    { wrong: 'time: missing unit in duration "5"' },
    { wrong: 'time: unknown unit "d" in duration "5d"' },
    { wrong: 'time: invalid duration "soon"' },
    { wrong: 'time: invalid duration ""' },
    { wrong: 'time: missing unit in duration "1h5"' },
  ]);
});
