import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesWildcard } from "./wildcard.ts";

/** The same as a regular expression, for comparison. */
function byExpression(pattern: string, value: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, "[\\s\\S]*")
    .replace(/\?/g, "[\\s\\S]");
  return new RegExp(`^${source}$`).test(value);
}

describe("wildcards", () => {
  it("mean what the regular expression means", () => {
    const word = (letters: string) => fc.string({ unit: fc.constantFrom(...letters), maxLength: 8 });
    fc.assert(
      fc.property(word("ab*?."), word("ab."), (pattern, value) => {
        expect(matchesWildcard(pattern, value)).toBe(byExpression(pattern, value));
      }),
      { numRuns: 3000 },
    );
  });

  it("take no longer for many stars", () => {
    expect(matchesWildcard("*a".repeat(2000), `${"a".repeat(1999)}b`.repeat(2))).toBe(false);
  });
});
