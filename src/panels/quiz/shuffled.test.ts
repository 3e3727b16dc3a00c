import { expect, it } from "vitest";
import { shuffled } from "./shuffled.ts";

const OPTIONS = ["a", "b", "c", "d"].map((key) => ({ key }));
const orders = Array.from({ length: 200 }, (_, seed) =>
  shuffled(OPTIONS, `${seed}`)
    .map(({ key }) => key)
    .join(""),
);

it("keeps every option and the same order for one seed", () => {
  expect(orders.every((order) => [...order].sort().join("") === "abcd")).toBe(true);
  expect(shuffled(OPTIONS, "7")).toEqual(shuffled(OPTIONS, "7"));
});

it("puts each option first for about as many learners as any other", () => {
  for (const { key } of OPTIONS) {
    const first = orders.filter((order) => order.startsWith(key)).length;
    expect(first).toBeGreaterThan(25);
    expect(first).toBeLessThan(85);
  }
});
