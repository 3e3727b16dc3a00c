/** An explanation as text for the terminal. Everything in it is read from the explanation. */
import type { ExplainedStatement, ExplainedStep, Explanation, Flip } from "../../../iam/explain/explanation.ts";
import { policyName } from "../../../iam/explain/names.ts";

export function explanationText({ decision, headline, why, steps, deciding, flips }: Explanation, note?: string): string {
  const { question, verdict } = decision;
  const facts = [
    ["who", question.caller.arn],
    ["action", question.action],
    ["resource", question.resource],
    ["verdict", verdict],
    ...(note === undefined ? [] : [["note", note]]),
  ];
  const blocks = [
    [`${headline}.`, why],
    facts.map(([name = "", value = ""]) => `${name.padEnd(10)}${value}`),
    stepLines(steps),
    ...(deciding ? [statementLines(deciding)] : []),
    ...(flips.length > 0 ? [flipLines(flips, verdict)] : []),
  ];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function stepLines(steps: readonly ExplainedStep[]): string[] {
  const wide = Math.max(...steps.map(({ title }) => title.length));
  return steps.map(
    ({ title, verdict, decides, found }, at) => `${decides ? "->" : "  "} ${at + 1} ${title.padEnd(wide)}  ${verdict.padEnd(6)}  ${found}`,
  );
}

function statementLines({ policy, index, lines }: ExplainedStatement): string[] {
  return [
    `Decided by ${policyName(policy)}, statement ${index + 1}:`,
    ...lines.map(({ text, remark }) => `  ${text}${remark === undefined ? "" : `  — ${remark}`}`),
  ];
}

function flipLines(flips: readonly Flip[], verdict: "allow" | "deny"): string[] {
  const head = verdict === "deny" ? "What would let it through, each by itself:" : "What would stop it, each by itself:";
  return [head, ...flips.flatMap((flip) => [`- ${flip.sentence}`, ...(flip.kind === "add" ? [`  ${JSON.stringify(flip.statement)}`] : [])])];
}
