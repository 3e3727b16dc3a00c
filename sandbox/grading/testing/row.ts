/** One check, judged alone. */
import { expect } from "vitest";
import type { World } from "../../world/world.ts";
import { evaluate } from "../evaluate.ts";
import { type Evidence, NO_LATCHES } from "../evidence.ts";
import { faultsOf } from "../known.ts";
import type { Check, GoalRow } from "../lesson.ts";
import { evidence, lesson, task } from "./made.ts";

export async function row(
  check: Check,
  world: World,
  changes: Partial<Evidence> = {},
  facts: Readonly<Record<string, unknown>> = {},
): Promise<GoalRow> {
  expect(faultsOf(check)).toEqual([]);
  const { states } = await evaluate(lesson([task("only", [check])], { facts }), evidence(world, changes), NO_LATCHES);
  return states[0]?.rows[0] as GoalRow;
}
