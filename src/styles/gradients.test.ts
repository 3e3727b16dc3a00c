import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const src = fileURLToPath(new URL("../", import.meta.url));
const sheets = globSync("**/*.css", { cwd: src });

describe("gradients", () => {
  // Firefox 153 mixes oklch() stops in oklab by steps of its own, and draws repeated hard edges as nothing or as one plain area.
  it("mix in sRGB where they repeat, so that every engine draws their lines", () => {
    const repeated = sheets.flatMap((name) => readFileSync(src + name, "utf8").match(/repeating-[a-z]+-gradient\([^,]*/g) ?? []);
    expect(repeated.length).toBeGreaterThan(0);
    expect(repeated.filter((start) => !start.endsWith(" in srgb"))).toEqual([]);
  });
});
