import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileConditions } from "./conditions.ts";

const context = { "aws:TagKeys": ["a", "b"], "aws:CurrentTime": "2026-11-23T08:00:00Z", n: "7", flag: "true", ip: "203.0.113.10" };

function hold(condition: unknown): boolean {
  return compileConditions(condition, true).every(({ holds }) => holds(context));
}

describe("conditions", () => {
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
    expect(hold(condition)).toBe(holds);
  });

  it("never throw", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (condition) => {
        hold(condition);
      }),
    );
  });
});
