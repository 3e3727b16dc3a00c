/** Condition keys by name, whose case does not matter. */
import type { Context } from "../decision.ts";

const lowered = new WeakMap<Context, ReadonlyMap<string, readonly string[]>>();

function keysOf(context: Context): ReadonlyMap<string, readonly string[]> {
  let keys = lowered.get(context);
  if (keys === undefined) {
    const map = new Map<string, readonly string[]>();
    for (const name of Object.keys(context)) {
      const value = context[name] as string | readonly string[];
      map.set(name.toLowerCase(), typeof value === "string" ? [value] : value);
    }
    keys = map;
    lowered.set(context, keys);
  }
  return keys;
}

/** The values of a key, given in lower case. */
export function contextValues(context: Context, key: string): readonly string[] | undefined {
  return keysOf(context).get(key);
}

/** The value of a key that has exactly one, as policy variables need it. */
export function contextValue(context: Context, key: string): string | undefined {
  const values = contextValues(context, key);
  return values?.length === 1 ? values[0] : undefined;
}
