/** A noun check: the named things exist, each as described. At least one must be there, so nothing holds vacuously. */
import { type Context, type Judgement, judged, type Kind, shortName } from "../../context.ts";
import { hours } from "../../duration.ts";
import type { Check } from "../../lesson.ts";
import type { Noun, Thing } from "../../noun.ts";
import { fits, misfit, nounOf, type Selection, select, thingsOf } from "../../selection.ts";
import { isGlob, isMap, matches } from "../../values.ts";
import { code, countWords, list, placed, shown, wants, withoutLookups } from "../../words.ts";

export const FIELDS = ["in", "where", "has", "count"] as const;

export const state: Kind = {
  name: "state",
  fields: FIELDS,
  goal: stateGoal,
  async judge(check, context) {
    const selection = await select(check, context);
    return selection.named ? named(selection, context) : chosen(check, selection, context);
  },
};

/** What a noun check wants, as a sentence. */
export function stateGoal(check: Check): string {
  const noun = nounOf(check);
  if (!noun) return "";
  const names = [check[noun.name]].flat().map(String);
  const subject = names.every((name) => name === "*") ? everyOne(noun) : spoken(noun, names);
  const which = isMap(check.where) ? ` whose ${list(Object.entries(check.where).map(([path, test]) => `${code(path)} ${wants(test)}`))}` : "";
  if (check.count !== undefined) return `${subject}${which}${placed(check.in)}: ${countWords(check.count)}`;
  if (!isMap(check.has)) return `${subject}${which}${placed(check.in)} ${names.length > 1 || noun.plural ? "exist" : "exists"}`;
  return `${subject}${which}${placed(check.in)}: ${list(Object.entries(check.has).map(([path, test]) => `${code(path)} ${wants(test)}`))}`;
}

function everyOne(noun: Noun): string {
  return noun.plural ? "Images of any repository" : noun.words[1];
}

/** "Repository `web/api`", "Repositories `a` and `b`", "The clock". */
function spoken(noun: Noun, names: readonly string[]): string {
  const called = names.map(noun.called ?? ((name: string) => code(withoutLookups(name))));
  return `${noun.words[names.length > 1 ? 1 : 0]} ${list(called)}`.trim();
}

/** Each name must be there. */
async function named({ noun, found, has, where, unknown }: Selection, context: Context): Promise<Judgement> {
  if (found.length === 0) return judged(false, "nothing to compare with yet");
  const good = found.filter(({ things }) => things.length > 0 && things.every((thing) => fits(thing, has)));
  if (good.length === found.length && unknown) return judged(false, "nothing to compare with yet");
  if (good.length === found.length) return judged(true, there(good.flatMap(({ things }) => things)[0], has));
  const first = found.find((one) => !good.includes(one)) as (typeof found)[number];
  const thing = first.things[0];
  const fact = thing ? factOf(thing, has, context) : await noun.missing(first.name, context, where);
  if (found.length > 1 && good.length > 0) return { state: "partly", now: `${good.length} of ${found.length}; ${fact}` };
  return judged(false, fact);
}

/** A pattern, a plural or a filter: at least one, or as many as `count` says, and all as wanted. */
async function chosen(check: Check, selection: Selection, context: Context): Promise<Judgement> {
  const { noun, names, has, where, unknown } = selection;
  if (unknown) return judged(false, "nothing to compare with yet");
  const things = thingsOf(selection);
  if (check.count !== undefined) {
    const fitting = things.filter((thing) => fits(thing, has));
    return judged(
      matches(check.count, fitting.length),
      fitting.length === 0 ? "none" : fitting.length === 1 ? `one: ${fitting[0]?.label}` : `${fitting.length}`,
    );
  }
  if (things.length === 0)
    return judged(
      false,
      names.length === 1 && !names.some(isGlob) && check.where === undefined
        ? await noun.missing(names[0] as string, context, where)
        : "none fits yet",
    );
  const good = things.filter((thing) => fits(thing, has));
  if (good.length === things.length) return judged(true, there(things[0], has, things.length));
  const bad = things.find((thing) => !good.includes(thing)) as Thing;
  const fact = `${bad.label}: ${factOf(bad, has, context)}`;
  return good.length > 0 ? { state: "partly", now: `${good.length} of ${things.length}; ${fact}` } : judged(false, fact);
}

function there(thing: Thing | undefined, has: Readonly<Record<string, unknown>>, count = 1): string {
  if (count > 1) return Object.keys(has).length > 0 ? `all ${count} as wanted` : `all ${count} are there`;
  if (typeof thing?.has.fact === "string") return thing.has.fact;
  return Object.keys(has).length > 0 ? "as wanted" : "it is there";
}

/** The first property that is off, as a fact. A thing may word it itself (`fact`). */
function factOf(thing: Thing, has: Readonly<Record<string, unknown>>, context: Context): string {
  const off = misfit(thing, has);
  if (typeof thing.has.fact === "string") return thing.has.fact;
  if (!off) return "as wanted";
  const { path, value } = off;
  if (path === "text") return value === "" ? "it is empty" : `it reads ${code(shown(value).split("\n")[0] ?? "")}`;
  if (path === "advanced" && typeof value === "number") return `it has moved ${hours(value)}`;
  if (typeof value === "string" && path === "principal") return `it is ${shortName(context, value)}`;
  return `its ${code(path)} is ${shown(value)}`;
}
