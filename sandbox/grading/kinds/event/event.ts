/** `event: refusal`: something happened that nobody asked the cloud for. */
import { judged, type Kind } from "../../context.ts";
import { factsOf } from "../../happened.ts";
import type { Check } from "../../lesson.ts";
import { isMap, matches } from "../../values.ts";
import { code, shown } from "../../words.ts";

const WORDS: Readonly<Record<string, string>> = {
  refusal: "A refusal by a client",
  leak: "A password where others can read it",
  fault: "A fault",
  visit: "A visit",
  expiry: "An expiry",
  lifecycle: "A run of a lifecycle policy",
  "lifecycle-preview": "A preview of a lifecycle policy",
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
  const what = WORDS[String(check.event)] ?? String(check.event);
  const of = check.of === undefined ? undefined : code(String(check.of));
  const has = isMap(check.has)
    ? ` (${Object.entries(check.has)
        .map(([key, value]) => `${key}: ${shown(value)}`)
        .join(", ")})`
    : "";
  if (of === undefined) return `${what}${has}`;
  return check.event === "refusal" ? `A refusal by ${of}${has}` : `${what} at ${of}${has}`;
}
