/** `event: refusal`: something happened that nobody asked the cloud for. */
import { judged, type Kind } from "../../context.ts";
import { factsOf } from "../../happened.ts";
import type { Check } from "../../lesson.ts";
import { isMap, matches } from "../../values.ts";
import { code, list, shown } from "../../words.ts";

const WORDS: Readonly<Record<string, string>> = {
  refusal: "A refusal by a client",
  leak: "A password where others can read it",
  fault: "A fault",
  visit: "A visit",
  expiry: "An expiry",
  lifecycle: "A lifecycle run",
  scan: "An image scan",
  replication: "A replication",
  signing: "A signing",
  cleanup: "A clean-up of layers and referrers",
  "cache-refresh": "An import through the pull-through cache",
};

/** Kinds of events the engine makes today; the others come with their modules. */
export const EVENTS = Object.keys(WORDS);

export const event: Kind = {
  name: "event",
  fields: ["of", "has", "in", "since", "count"],
  goal: eventGoal,
  async judge(check, context) {
    const found = await factsOf(check, context);
    const holds = check.count === undefined ? found.length > 0 : matches(check.count, found.length);
    return judged(holds, found.length === 0 ? "not seen yet" : found.length === 1 ? "once" : `${found.length} times`);
  },
};

export function eventGoal(check: Check): string {
  const of = check.of === undefined ? "" : ` ${check.event === "refusal" ? "of" : "at"} ${code(String(check.of))}`;
  const has = isMap(check.has) ? ` (${list(Object.entries(check.has).map(([key, value]) => `${key}: ${shown(value)}`))})` : "";
  return `${WORDS[String(check.event)] ?? String(check.event)}${of}${has}`;
}
