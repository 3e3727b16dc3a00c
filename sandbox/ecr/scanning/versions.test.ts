import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareVersions } from "./versions.ts";

const sign = (a: string, b: string) => Math.sign(compareVersions(a, b));

describe("versions of packages", () => {
  it.each([
    ["1.37.0-r19", "1.37.0-r20"],
    ["1.37.0-r9", "1.37.0-r10"],
    ["3.3.5-r0", "3.5.4-r0"],
    ["1.2.2_pre2-r0", "1.2.2-r0"],
    ["3.5.1-1", "3.5.1-1+deb13u1"],
    ["3.5.4-1~deb13u1", "3.5.4-1~deb13u2"],
    ["3.5.4-1~deb13u2", "3.5.4-1"],
    ["1.0~rc1", "1.0"],
    ["1.0", "1.0a"],
    ["9.9", "1:0.1"],
    ["2.36-9+deb12u3", "2.41-12"],
    ["1.3.dfsg-1", "1.3.dfsg+really1.3.1-1"],
  ])("%s is older than %s", (older, newer) => {
    expect(sign(older, newer)).toBe(-1);
    expect(sign(newer, older)).toBe(1);
  });

  it("are in an order: turned round it is the other way, and every version is like itself", () => {
    const version = fc.stringMatching(/^(?:[0-9]:)?[0-9][0-9a-z.+~]{0,8}(?:-[0-9a-z.+~]{1,4})?$/);
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(sign(a, b)).toBe(-sign(b, a) + 0);
        expect(sign(a, a)).toBe(0);
      }),
    );
  });

  it("compare in proportion to their length", () => {
    const long = "1.".repeat(20_000);
    expect(sign(`${long}1`, `${long}2`)).toBe(-1);
  });
});
