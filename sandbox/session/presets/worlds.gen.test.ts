import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generateWorlds } from "../../../scripts/generate-worlds.ts";

test("the generated worlds are those of lessons/worlds", () => {
  expect(readFileSync(new URL("./worlds.gen.ts", import.meta.url), "utf8")).toBe(generateWorlds());
});
