import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conditionHolds } from "./conditions.ts";
import { matchesArn, matchesWildcard } from "./wildcard.ts";

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

  it("stay within their part of an ARN", () => {
    const arn = "arn:aws:iam::111122223333:user/anna";
    expect(matchesArn("arn:aws:iam::*:user/a*", arn)).toBe(true);
    expect(matchesArn("arn:*:user/anna", arn)).toBe(false);
    expect(matchesArn("*", arn)).toBe(true);
  });
});

describe("conditions", () => {
  const context = { "aws:TagKeys": ["a", "b"], "aws:CurrentTime": "2026-11-23T08:00:00Z", n: "7", flag: "true", ip: "203.0.113.10" };
  it.each([
    [{ "ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b", "c"] } }, true],
    [{ "ForAllValues:StringEquals": { "aws:TagKeys": ["a"] } }, false],
    [{ "ForAnyValue:StringEquals": { "aws:TagKeys": ["b"] } }, true],
    [{ "ForAllValues:StringEquals": { missing: ["a"] } }, true],
    [{ "ForAnyValue:StringEquals": { missing: ["a"] } }, false],
    [{ Null: { missing: "true" } }, true],
    [{ Null: { n: "true" } }, false],
    [{ NumericLessThanEquals: { n: 7 } }, true],
    [{ NumericGreaterThan: { n: "7" } }, false],
    [{ DateGreaterThan: { "aws:CurrentTime": "2026-11-23T07:00:00Z" } }, true],
    [{ DateLessThan: { "aws:CurrentTime": "2026-11-23T07:00:00Z" } }, false],
    [{ Bool: { flag: true } }, true],
    [{ IpAddress: { ip: ["10.0.0.0/8", "203.0.113.0/24"] } }, true],
    [{ NotIpAddress: { ip: "203.0.113.0/24" } }, false],
    [{ StringNotLike: { n: "8*" } }, true],
    [{ StringEqualsIgnoreCase: { FLAG: "TRUE" } }, true],
    [{ NoSuchOperator: { n: "7" } }, false],
    [{ StringEquals: { n: "7" }, Bool: { flag: "false" } }, false],
    [undefined, true],
    ["nonsense", false],
  ])("%j is %s", (condition, holds) => {
    expect(conditionHolds(condition, context, "2012-10-17")).toBe(holds);
  });

  it("never throw", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (condition) => {
        conditionHolds(condition, context, "2012-10-17");
      }),
    );
  });
});
