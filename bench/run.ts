/** `npm run bench`: the scoreboard. Every figure is a ratio within this run; a peer that is missing is "not measured", never a pass. */
import { readFileSync } from "node:fs";
import { decisionRows } from "./decisions.ts";
import { growthRows } from "./growth.ts";
import { registryRows } from "./registry.ts";

/** One line of the scoreboard; without a value it could not be measured here. */
export interface Row {
  readonly name: string;
  readonly value?: number;
}

type Budget = { readonly atLeast: number } | { readonly atMost: number };

const budgets = JSON.parse(readFileSync(new URL("budget.json", import.meta.url), "utf8")) as Readonly<Record<string, Budget>>;

function judge(value: number, budget: Budget): boolean {
  return "atLeast" in budget ? value >= budget.atLeast : value <= budget.atMost;
}

const rows = [...decisionRows(), ...(await growthRows()), ...(await registryRows())];
const unmeasured = Object.keys(budgets).filter((name) => !rows.some((row) => row.name === name));
let missed = 0;
for (const { name, value } of [...rows, ...unmeasured.map((name): Row => ({ name }))]) {
  const budget = budgets[name];
  const wanted = budget ? ("atLeast" in budget ? `at least ${budget.atLeast}` : `at most ${budget.atMost}`) : "no budget";
  const within = value === undefined ? "not measured" : !budget || judge(value, budget) ? "ok" : "MISSED";
  if (within === "MISSED") missed++;
  console.log(`${within.padEnd(13)} ${value === undefined ? "     -" : value.toFixed(2).padStart(6)}  (${wanted})  ${name}`);
}
process.exitCode = missed === 0 ? 0 : 1;
