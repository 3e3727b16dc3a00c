/** What of a lesson's checks the sandbox can judge: called when a lesson is parsed, so that no check fails in front of a learner. */

import { EVENTS } from "./kinds/event/event.ts";
import { KIND_NAMES, kindOf } from "./kinds/index.ts";
import { FIELDS } from "./kinds/state/state.ts";
import type { Check } from "./lesson.ts";
import { knowsLookup, lookupsIn } from "./lookups.ts";
import { NOUNS } from "./nouns/index.ts";
import { isMap } from "./values.ts";
import "./sources.ts";

/** Kinds and nouns of the format whose modules are still to come. */
const TO_COME = [
  "secret",
  "events.rule",
  "lambda.function",
  "ecs.service",
  "ec2.vpc",
  "k8s.pod",
  "k8s.deployment",
  "k8s.cronjob",
  "ci.run",
  "ci.secret",
  "upstream",
];

/** What is wrong with a check, one sentence each; empty when it can be judged. */
export function faultsOf(check: Check): string[] {
  const keys = Object.keys(check).filter((key) => key !== "goal" && key !== "else");
  const later = keys.find((key) => TO_COME.includes(key));
  if (later !== undefined) return [`"${later}" is not yet known`];
  const kinds = KIND_NAMES.filter((name) => name in check);
  const nouns = [...NOUNS.keys()].filter((name) => name in check);
  if (kinds.length + nouns.length !== 1)
    return [
      kinds.length + nouns.length === 0
        ? `unknown kind of check: ${keys.join(", ")}`
        : `one check, several kinds: ${[...kinds, ...nouns].join(", ")}`,
    ];
  const name = kinds[0] ?? (nouns[0] as string);
  const fields: readonly string[] = kinds.length > 0 ? kindOf(check).fields : FIELDS;
  return [
    ...keys.filter((key) => key !== name && !fields.includes(key)).map((key) => `"${name}" has no field "${key}"`),
    ...lookupFaults(check),
    ...inner(name, check),
  ];
}

function lookupFaults(check: Check): string[] {
  return lookupsIn(check).flatMap((word) => (knowsLookup(word) ? [] : [`unknown lookup {{${word} …}}`]));
}

function inner(name: string, check: Check): string[] {
  if (name === "event" && !EVENTS.includes(String(check.event))) return [`event "${String(check.event)}" is not yet known`];
  const properties = NOUNS.get(name)?.properties;
  if (properties) {
    const strange = [check.has, check.where]
      .filter(isMap)
      .flatMap(Object.keys)
      .filter((path) => !properties.some((own) => path === own || path.startsWith(`${own}.`)));
    if (strange.length > 0) return strange.map((path) => `"${path}" of "${name}" is not yet known`);
  }
  if ((name === "no" || name === "only") && isMap(check[name])) return faultsOf(check[name]);
  if (name === "fork" && isMap(check.fork) && check.fork.in !== undefined && check.fork.run !== undefined)
    return ['"in" of "fork" is for push, pull and call: a command names its Region itself'];
  if (name === "fork" && Array.isArray(check.then)) return check.then.filter(isMap).flatMap(faultsOf);
  return [];
}
