/** `can` and `cannot`: what the policy evaluator says, every combination of who, what and where. */
import type { Decision } from "../../../iam/decision.ts";
import { type Context, type Judgement, judged, type Kind } from "../../context.ts";
import { wordsOf } from "../../decided.ts";
import type { Check } from "../../lesson.ts";
import { resolve } from "../../lookups.ts";
import { isMap, matches } from "../../values.ts";
import { code, list } from "../../words.ts";
import type { Asked } from "./ask.ts";

export const can: Kind = {
  name: "can",
  fields: ["decided"],
  goal: (check) => goal(check, "can", "may"),
  judge: (check, context) => judge(check, "can", "allow", context),
};

export const cannot: Kind = {
  name: "cannot",
  fields: ["decided"],
  goal: (check) => goal(check, "cannot", "may not"),
  judge: (check, context) => judge(check, "cannot", "deny", context),
};

async function judge(check: Check, key: "can" | "cannot", wanted: "allow" | "deny", context: Context): Promise<Judgement> {
  const question = await resolve(check[key], context);
  const all = isMap(question) ? combinations(question) : [];
  // The evaluator comes when a lesson asks it: most tasks never do.
  const { ask } = await import("./ask.ts");
  const off = all.map((one) => ({ one, fact: fact(ask(one, context), check, wanted) })).filter(({ fact: text }) => text !== undefined);
  const first = off[0];
  if (all.length > 0 && !first) return judged(true, wanted === "allow" ? "allowed" : "not allowed");
  const now = first
    ? `${code(first.one.as)}, ${code(first.one.action.replace(/^ecr:/, ""))} on ${code(first.one.on)}: ${first.fact}`
    : "nobody to ask about";
  return all.length > off.length && all.length > 1
    ? { state: "partly", now: `${all.length - off.length} of ${all.length}; ${now}` }
    : judged(false, now);
}

/** What is not as wanted; undefined when all is. */
function fact(decision: Decision | undefined, check: Check, wanted: "allow" | "deny"): string | undefined {
  if (!decision) return "there is no such principal";
  const words = wordsOf(decision);
  const by =
    words.policy === undefined ? "nothing allows it" : `${words.sid === undefined ? "a statement" : `statement ${words.sid}`} of ${words.policy}`;
  if (decision.verdict !== wanted) return decision.verdict === "allow" ? `it may: ${by}` : `it may not: ${by}`;
  return isMap(check.decided) && !matches(check.decided, words) ? `decided by ${by}` : undefined;
}

function combinations(question: Readonly<Record<string, unknown>>): Asked[] {
  const { in: where, with: keys, from } = question;
  const rest = {
    ...(isMap(where) ? { in: where } : {}),
    ...(isMap(keys) ? { with: keys } : {}),
    ...(Array.isArray(from) ? { from: from.map(String) } : {}),
  };
  return names(question.as).flatMap((as) =>
    names(question.do).flatMap((action) => names(question.on ?? "*").map((on) => ({ as, action, on, ...rest }))),
  );
}

function goal(check: Check, key: string, verb: string): string {
  const question = isMap(check[key]) ? check[key] : {};
  const on = names(question.on ?? "*");
  const where = on.every((one) => one === "*") ? "" : ` on ${list(on.map((one) => (one === "*" ? "anything" : code(one))))}`;
  const who = list(names(question.as).map((one) => (one === "me" ? "you" : code(one))));
  return `${who.charAt(0).toUpperCase() + who.slice(1)} ${verb} ${list(
    names(question.do).map((action) => code(action.replace(/^ecr:/, ""))),
    key === "can" ? "and" : "or",
  )}${where}`;
}

function names(value: unknown): string[] {
  return [value]
    .flat()
    .filter((one) => one !== undefined)
    .map(String);
}
