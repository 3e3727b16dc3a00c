import { expect, it } from "vitest";
import { httpDate } from "./date.ts";

it("follows the clock, forwards and backwards", () => {
  const second = Date.parse("2026-11-25T23:59:59Z");
  for (const now of [second, second + 999, second + 1000, second, 0]) expect(httpDate(now)).toBe(new Date(now).toUTCString());
});
