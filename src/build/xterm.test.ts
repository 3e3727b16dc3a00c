import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { throughStyleObject } from "./xterm.ts";

const code = readFileSync(fileURLToPath(import.meta.resolve("@xterm/xterm")), "utf8");

describe("xterm without style attributes", () => {
  it("sets the colours of characters through the style object", () => {
    expect(code).toMatch(/setAttribute\(["']style/);
    expect(throughStyleObject(code)).not.toMatch(/setAttribute\(["'`]style/);
    expect(throughStyleObject(code)).toMatch(/_addStyle\((\w+),(\w+)\)\{\1\.style\.cssText=`\$\{\1\.getAttribute\("style"\)\|\|""\}\$\{\2\};`\}/);
  });

  it("fails the build when the place is gone", () => {
    expect(() => throughStyleObject("element.style.color = colour;")).toThrow("has changed");
  });
});
