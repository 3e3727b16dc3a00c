/** Condition keys by name, whose case does not matter. */
import type { Context } from "../decision.ts";

/**
 * The values of a key, given in lower case. Looked for name by name: a question has a couple of dozen keys and few conditions, so that
 * putting them all in order first would cost more.
 */
export function contextValues(context: Context, key: string): readonly string[] | undefined {
  for (const name in context) {
    if (name.length === key.length && (name === key || name.toLowerCase() === key)) {
      const value = context[name] as string | readonly string[];
      return typeof value === "string" ? [value] : value;
    }
  }
  return undefined;
}

/** The value of a key that has exactly one, as policy variables need it. */
export function contextValue(context: Context, key: string): string | undefined {
  const values = contextValues(context, key);
  return values?.length === 1 ? values[0] : undefined;
}
