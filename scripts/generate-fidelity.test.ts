import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { generateFidelity } from "./generate-fidelity.ts";

describe("docs/fidelity.md", () => {
  it("holds what the generator writes", () => {
    expect(readFileSync(new URL("../docs/fidelity.md", import.meta.url), "utf8")).toBe(generateFidelity());
  });

  it("has a row for each of the 62 operations, and a reason in each row of a difference", () => {
    const page = generateFidelity();
    expect(page.match(/^\| [A-Z]\w+ \| (?:yes|no) \|$/gm)).toHaveLength(62);
    for (const section of page.split(/^## /m).filter((text) => text.startsWith("Accepted differences") || text.startsWith("Departures: "))) {
      for (const row of section.match(/^\|.*\|$/gm) ?? [])
        expect(
          row
            .split(/(?<!\\)\|/)
            .at(-2)
            ?.trim(),
          row,
        ).not.toBe("");
    }
  });
});
