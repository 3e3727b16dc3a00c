import { describe, expect, it } from "vitest";
import type { AccessCell, Decision } from "../../../sandbox/policy.ts";
import { moved } from "./Matrix.tsx";
import { cellTitle, changedWords, signOf, spoken } from "./words.ts";

function cell(verdict: AccessCell["verdict"], reason: Decision["reason"], more: Partial<AccessCell> = {}): AccessCell {
  return { verdict, decision: { verdict, reason } as Decision, ...more };
}

describe("what a cell says", () => {
  it("tells nobody's Allow from a Deny", () => {
    expect(spoken("user/ci", "ecr:PutImage", cell("deny", "implicit-deny-identity"))).toBe("user/ci, PutImage: denied, nobody allows it");
    expect(spoken("user/ci", "ecr:PutImage", cell("deny", "explicit-deny", { by: "resource" }))).toBe(
      "user/ci, PutImage: denied by the repository policy",
    );
    expect(signOf(cell("deny", "implicit-deny-identity"))).toBe("none");
    expect(signOf(cell("deny", "explicit-deny", { by: "scp" }))).toBe("no");
  });

  it("names a limit that holds something back", () => {
    expect(spoken("user/anna", "ecr:PutImage", cell("deny", "implicit-deny-boundary", { by: "boundary" }))).toBe(
      "user/anna, PutImage: denied, the permissions boundary holds it back",
    );
  });

  it("says which half of an access from another account is there", () => {
    const half = (by: AccessCell["by"]) => cell("deny", "implicit-deny-identity", { half: true, ...(by ? { by } : {}) });
    expect(spoken("444455556666:role/run", "ecr:BatchGetImage", half("resource"))).toContain(
      "the repository's account allows it and its own does not",
    );
    expect(spoken("444455556666:role/run", "ecr:BatchGetImage", half("identity"))).toContain(
      "its own account allows it and the repository's does not",
    );
  });

  it("says what a draft changes", () => {
    const changed = cell("deny", "explicit-deny", { by: "resource", changed: true, before: { verdict: "allow" } as Decision });
    expect(spoken("user/ci", "ecr:PutImage", changed)).toBe("user/ci, PutImage: denied by the repository policy. Changes if applied: allowed so far");
    expect(cellTitle("user/ci", "ecr:PutImage", changed)).toBe("user/ci, PutImage: allowed now, denied once applied");
    expect([0, 1, 4].map(changedWords)).toEqual([
      "Applying this changes no cell",
      "1 cell changes if you apply this",
      "4 cells change if you apply this",
    ]);
  });
});

describe("the keys of the grid", () => {
  const size = { rows: 3, columns: 8 };
  const from = (key: string, ctrlKey = false) => moved({ key, ctrlKey }, { row: 1, column: 4 }, size);

  it("move by one, to the ends of a row, and with Ctrl to the corners", () => {
    expect(from("ArrowUp")).toEqual({ row: 0, column: 4 });
    expect(from("ArrowLeft")).toEqual({ row: 1, column: 3 });
    expect(from("End")).toEqual({ row: 1, column: 7 });
    expect(from("Home", true)).toEqual({ row: 0, column: 0 });
    expect(from("End", true)).toEqual({ row: 2, column: 7 });
    expect(from("PageDown")).toEqual({ row: 2, column: 4 });
  });

  it("leave every other key alone, and stop at the edge", () => {
    expect(from("Tab")).toBeUndefined();
    expect(moved({ key: "ArrowRight", ctrlKey: false }, { row: 0, column: 7 }, size)).toEqual({ row: 0, column: 7 });
  });
});
