/** `answer: digest`: the learner's answer fits. What it is compared with is never told. */
import type { Kind } from "../../context.ts";
import type { Check, GoalRow } from "../../lesson.ts";
import { resolve } from "../../lookups.ts";
import { matches } from "../../values.ts";

export const answer: Kind = {
  name: "answer",
  fields: ["ask", "is", "choose"],
  goal: (check) => String(check.ask ?? "The answer"),
  async judge(check, context) {
    const given = context.evidence.answers[String(check.answer)];
    if (given === undefined || given.trim() === "") return { state: "false", now: "no answer yet" };
    const holds = matches(await resolve(check.is, context), given.trim(), { lenient: true });
    return { state: holds ? "true" : "false", now: `your answer: ${given.trim()}` };
  },
};

/** The field beside the row. */
export function askOf(check: Check, answers: Readonly<Record<string, string>>): GoalRow["ask"] {
  if (typeof check.answer !== "string" || typeof check.ask !== "string") return undefined;
  const given = answers[check.answer];
  return {
    id: check.answer,
    question: check.ask,
    ...(Array.isArray(check.choose) ? { choose: check.choose.map(String) } : {}),
    ...(given === undefined ? {} : { given }),
  };
}
