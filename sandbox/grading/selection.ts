/** Which things a noun check speaks of, and which of them are as wanted. */
import type { Context, Where } from "./context.ts";
import type { Check } from "./lesson.ts";
import { resolve } from "./lookups.ts";
import type { Noun, Thing } from "./noun.ts";
import { NOUNS } from "./nouns/index.ts";
import { isGlob, isMap, matches, NOTHING, part } from "./values.ts";

/** A noun check with its lookups looked up. */
export interface Selection {
  readonly noun: Noun;
  readonly names: readonly string[];
  readonly where: Where | undefined;
  /** Tests by property, resolved. */
  readonly has: Readonly<Record<string, unknown>>;
  /** A name, not a pattern: each must be there. */
  readonly named: boolean;
  /** What was found by name, before `has`; per name when named. */
  readonly found: readonly { readonly name: string; readonly things: readonly Thing[] }[];
  /** A lookup of the check found nothing: then it does not hold, whatever else is true. */
  readonly unknown: boolean;
}

export function nounOf(check: Check): Noun | undefined {
  for (const key of Object.keys(check)) {
    const noun = NOUNS.get(key);
    if (noun) return noun;
  }
  return undefined;
}

export async function select(check: Check, context: Context): Promise<Selection> {
  const noun = nounOf(check);
  if (!noun) throw new Error(`no noun in ${JSON.stringify(check)}`);
  const raw = [await resolve(check[noun.name], context)].flat();
  const names = raw.filter((name) => name !== NOTHING).map(String);
  const filter = (await resolve(check.where ?? {}, context)) as Record<string, unknown>;
  const has = (await resolve(check.has ?? {}, context)) as Record<string, unknown>;
  const where = (await resolve(check.in, context)) as Where | undefined;
  const named = !noun.plural && check.where === undefined && check.count === undefined && !names.some(isGlob);
  const found = await Promise.all(
    names.map(async (name) => ({ name, things: (await noun.find(name, context, where)).filter((thing) => fits(thing, filter)) })),
  );
  return { noun, names, where, has, named, found, unknown: [raw, filter, has].some(holdsNothing) };
}

function holdsNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsNothing);
  return value === NOTHING || (isMap(value) && Object.values(value).some(holdsNothing));
}

/** Everything found once, whatever name found it. */
export function thingsOf({ found }: Selection): Thing[] {
  const seen = new Map<string, Thing>();
  for (const { things } of found) for (const thing of things) if (!seen.has(thing.name)) seen.set(thing.name, thing);
  return [...seen.values()];
}

export function fits(thing: Thing, has: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(has).every(([path, test]) => matches(test, part(thing.has, path)));
}

/** The first property that is not as wanted. */
export function misfit(thing: Thing, has: Readonly<Record<string, unknown>>): { readonly path: string; readonly value: unknown } | undefined {
  for (const [path, test] of Object.entries(has)) {
    const value = part(thing.has, path);
    if (!matches(test, value)) return { path, value };
  }
  return undefined;
}

/** The check inside `no` or `only`. */
export function innerOf(check: Check, key: string): Check {
  const inner = check[key];
  return isMap(inner) ? inner : {};
}
