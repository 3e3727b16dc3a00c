/** How the comparison with real clients finds differences, and which of them it lets pass. */
import { describe, expect, test } from "vitest";
import { ACCEPTED, type Accepted, unaccepted } from "../compare/transcripts/accepted.ts";
import { differences, even, hunks } from "../compare/transcripts/difference.ts";

const where = { transcript: "x.md", generation: 2, command: "docker push a" } as const;
const played = (status: number, ...lines: string[]) => ({ status, lines });

describe("differences", () => {
  test.each([
    ["none", ["a", "b"], ["a", "b"], []],
    ["a line more here", ["a", "b", "c"], ["a", "c"], [{ here: ["b"], real: [] }]],
    ["a line more there", ["a"], ["a", "b"], [{ here: [], real: ["b"] }]],
    [
      "two places",
      ["1", "a", "2"],
      ["3", "a", "4"],
      [
        { here: ["1"], real: ["3"] },
        { here: ["2"], real: ["4"] },
      ],
    ],
    ["everything", [], ["a"], [{ here: [], real: ["a"] }]],
  ])("%s", (_, here, real, found) => {
    expect(hunks(here, real)).toEqual(found);
  });

  test("an exit status is a line of its own", () => {
    expect(differences(where, played(0, "a"), played(1, "a"))).toEqual([{ ...where, here: [], real: ["? 1"] }]);
  });

  test.each([
    [`1.0: digest: sha256:${"ab".repeat(32)} size: 1161`, "1.0: digest: sha256:… size: …"],
    ["298f27fdc82a: Pushed", "<id>: Pushed"],
    ["111122223333.dkr.ecr.us-east-1.amazonaws.com/web", "111122223333.dkr.ecr.us-east-1.amazonaws.com/web"],
    ['    "createdAt": "2026-11-23T09:00:01.5+00:00",', '    "createdAt": "TIME",'],
    ['    "createdAt": 1795422925.026,', '    "createdAt": TIME,'],
    ['    "AccessKeyId": "AKIAIOSFODNN7EXAMPLE",', '    "AccessKeyId": "AKIA…",'],
    ['    "imageSizeInBytes": 54511740', '    "imageSizeInBytes": 54511740'],
  ])("reads past what cannot be the same twice, and no more: %s", (line, evened) => {
    expect(even(line)).toBe(evened);
  });
});

describe("the accepted list", () => {
  const row: Accepted = { of: "docker", what: "w", here: "h", real: "r", why: "y", command: /push/, lines: { here: /^old$/, real: /^new$/ } };
  const difference = (here: string[], real: string[], command: string = where.command) => ({ ...where, command, here, real });

  test("takes the lines it names, where it names them, and nothing else", () => {
    const used: Accepted[] = [];
    const judged = (one: ReturnType<typeof difference>) => unaccepted(one, [row], (taken) => used.push(taken));
    expect(judged(difference(["old"], ["new"]))).toBeUndefined();
    expect(used).toEqual([row, row]);
    expect(judged(difference(["new"], ["old"]))).toEqual(difference(["new"], ["old"]));
    expect(judged(difference(["old", "x"], ["new"]))).toEqual(difference(["x"], []));
    expect(judged(difference(["old"], ["new"], "docker pull a"))).toEqual(difference(["old"], ["new"], "docker pull a"));
    expect(used).toHaveLength(4);
  });

  test("has a reason in each row, and no row twice", () => {
    expect(ACCEPTED.filter(({ why, lines }) => why === "" || (!lines.here && !lines.real))).toEqual([]);
    expect(new Set(ACCEPTED.map(({ of, what }) => `${of}: ${what}`)).size).toBe(ACCEPTED.length);
  });
});
