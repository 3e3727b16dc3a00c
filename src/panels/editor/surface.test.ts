import { expect, it } from "vitest";
import { placeOf } from "./surface.ts";

it("an offset is a line and a column, both from 1", () => {
  const text = "{\n  x\n}";
  expect(placeOf(text, 0)).toEqual({ line: 1, column: 1 });
  expect(placeOf(text, text.indexOf("x"))).toEqual({ line: 2, column: 3 });
  expect(placeOf(text, text.length)).toEqual({ line: 3, column: 2 });
});
