/** Small pieces of worlds for the tests of this room. */
import type { Meta } from "../../world/tables.ts";

export const testMeta: Meta = {
  schema: 1,
  now: Date.UTC(2026, 10, 23, 9),
  offset: 0,
  seed: "test",
  counter: 0,
  command: 0,
  sealingKey: "0".repeat(64),
  account: "111122223333",
  region: "us-east-1",
  cli: 2,
  preset: "blank",
};
