/**
 * `npm run bench`: the scoreboard. Every figure is a ratio within this run; a peer that is missing is "not measured", never a pass.
 * Names of suites as arguments run those alone.
 */
import { readFileSync } from "node:fs";
import { decisionRows } from "./decisions.ts";
import { growthRows } from "./growth.ts";
import { motoRows } from "./moto.ts";
import { registryRows } from "./registry.ts";
import type { Row } from "./row.ts";
import { skopeoRows } from "./skopeo.ts";

type Budget = { readonly atLeast: number } | { readonly atMost: number };

const SUITES: Readonly<Record<string, () => Row[] | Promise<Row[]>>> = {
  decisions: decisionRows,
  growth: growthRows,
  registry: registryRows,
  skopeo: skopeoRows,
  moto: motoRows,
};

const budgets = JSON.parse(readFileSync(new URL("budget.json", import.meta.url), "utf8")) as Readonly<Record<string, Budget>>;

function judge(value: number, budget: Budget): boolean {
  return "atLeast" in budget ? value >= budget.atLeast : value <= budget.atMost;
}

function wanted(budget: Budget | undefined): string {
  if (!budget) return "no budget";
  return "atLeast" in budget ? `at least ${budget.atLeast}` : `at most ${budget.atMost}`;
}

const asked = process.argv.slice(2);
const names = asked.length > 0 ? asked : Object.keys(SUITES);
const measured = new Set<string>();
let missed = 0;

function print({ name, value, beside }: Row): void {
  const budget = budgets[name];
  const within = !budget || judge(value, budget);
  if (!within) missed++;
  measured.add(name);
  const figures = beside === undefined ? "" : `  [${beside}]`;
  console.log(`${(within ? "ok" : "MISSED").padEnd(13)} ${value.toFixed(2).padStart(6)}  (${wanted(budget)})  ${name}${figures}`);
}

for (const name of names) {
  const suite = SUITES[name];
  if (!suite) throw new Error(`no suite ${name}; there are ${Object.keys(SUITES).join(", ")}`);
  for (const row of await suite()) print(row);
}
for (const [name, budget] of Object.entries(budgets)) {
  if (asked.length === 0 && !measured.has(name)) console.log(`not measured       -  (${wanted(budget)})  ${name}`);
}
process.exitCode = missed === 0 ? 0 : 1;
