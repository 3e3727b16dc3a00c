/** `{{name}}` in the texts and keys of a patch (FORMAT §6, §7): the registry's own values and the lesson's variables. */
import { isPlainObject, type Patch } from "./merge-patch.ts";

const VARIABLE = /\{\{\s*([A-Za-z][A-Za-z0-9]*)\s*\}\}/g;

export function registryHostOf(account: string, region: string): string {
  return `${account}.dkr.ecr.${region}.amazonaws.com`;
}

/** Replaces known names and leaves others, lookups for instance, as they stand. */
export function replaceVariables(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(VARIABLE, (whole, name: string) => values[name] ?? whole);
}

function replaceIn(value: unknown, values: Readonly<Record<string, string>>): unknown {
  if (typeof value === "string") return replaceVariables(value, values);
  if (Array.isArray(value)) return value.map((member) => replaceIn(member, values));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [replaceVariables(key, values), replaceIn(member, values)]));
}

/** First value of each variable that a world's `vary` names, so that a world stands on its own. */
function defaultsOf(vary: unknown): Record<string, string> {
  const defaults: Record<string, string> = {};
  if (!isPlainObject(vary)) return defaults;
  for (const [name, choice] of Object.entries(vary)) {
    if (Array.isArray(choice)) defaults[name] = String(choice[0]);
    else if (isPlainObject(choice) && "from" in choice) defaults[name] = String(choice.from);
    else if (isPlainObject(choice) && typeof choice.hex === "number") defaults[name] = "3f9c0a".repeat(11).slice(0, choice.hex);
  }
  return defaults;
}

/** A patch with every variable replaced. `values` win over the defaults of its own `vary`; account and Region are its own. */
export function resolveVariables(patch: Patch, values: Readonly<Record<string, string>> = {}): Patch {
  const chosen = { ...defaultsOf(patch.vary), ...values };
  const account = replaceVariables(String(patch.account ?? "111122223333"), chosen);
  const region = replaceVariables(String(patch.region ?? "us-east-1"), chosen);
  return replaceIn(patch, { ...chosen, account, region, registry: registryHostOf(account, region) }) as Patch;
}
