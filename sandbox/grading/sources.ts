/** First words of lookups: every noun, `request`, `fact`, `decision`. */
import { metaOf } from "../world/store.ts";
import type { Context } from "./context.ts";
import { wordsOf } from "./decided.ts";
import { requestsOf } from "./happened.ts";
import type { Check } from "./lesson.ts";
import { lookupFrom, resolve } from "./lookups.ts";
import { NOUNS } from "./nouns/index.ts";
import { between } from "./nouns/overlap.ts";
import { fits, select, thingsOf } from "./selection.ts";
import { isMap, part } from "./values.ts";

for (const noun of NOUNS.values()) {
  if (noun.name === "overlap") continue;
  lookupFrom(noun.name, async ([name = ""], context) => {
    const found = await noun.find(name, context, undefined);
    return found.length === 1 ? found[0]?.has : found.length > 1 ? found.map(({ has }) => has) : undefined;
  });
}

lookupFrom("overlap", async ([first = "", second = ""], context) => (await between(first, second, context))?.has);

/** The last one that worked. */
lookupFrom("request", async (words, context) => (await requestsOf({ request: words.join(" "), since: "lesson" }, context)).fitting.at(-1));

/** Facts are evaluated in the starting world, and never shown. */
lookupFrom("fact", async ([name = ""], context) => {
  const { facts } = context.lesson.world;
  if (!isMap(facts)) return undefined;
  const before = inStart(context);
  const fact = facts[name];
  if (!isMap(fact)) return resolve(fact, before);
  const selection = await select(fact.of as Check, before);
  const things = thingsOf(selection).filter((thing) => fits(thing, selection.has));
  if (fact.count === true) return things.length;
  const newest =
    typeof fact.newest === "number" ? [...things].sort((a, b) => Number(b.has.pushedAt) - Number(a.has.pushedAt)).slice(0, fact.newest) : things;
  return newest.map(({ name: own, has }) => (typeof fact.take === "string" ? part(has, fact.take) : own));
});

function inStart(context: Context): Context {
  const { evidence } = context;
  return { ...context, evidence: { ...evidence, world: evidence.start, now: metaOf(evidence.start).now, events: [], answers: {} } };
}

/** What the evaluator says about one question: `{{decision user/anna ecr:PutImage web/api .verdict}}`. */
lookupFrom("decision", async ([as = "", action = "", on = "*"], context) => {
  const { ask } = await import("./kinds/decision/ask.ts");
  const decision = ask({ as, action, on }, context);
  return decision && wordsOf(decision);
});
