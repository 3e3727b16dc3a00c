import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { layersFile } from "./generate-layers.ts";

test("the table of shipped layers is what the generator writes", () => {
  expect(layersFile()).toBe(readFileSync(new URL("../sandbox/images/layers.gen.ts", import.meta.url), "utf8"));
});
