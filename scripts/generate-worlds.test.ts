import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generateWorlds } from "./generate-worlds.ts";

test("the generated worlds are those of lessons/worlds", () => {
  expect(readFileSync(new URL("../sandbox/session/presets/worlds.gen.ts", import.meta.url), "utf8")).toBe(generateWorlds());
});
