/** The `Action` element: names whose case does not matter, with wildcards. */
import { compilePattern, type Matcher } from "./pattern.ts";

/** The entry that matches an action given in lower case. */
export type ActionMatcher = (action: string) => string | undefined;

const NO_CONTEXT = {};

/** Names without wildcards are looked up, the others tried. */
export function compileActions(patterns: readonly string[]): ActionMatcher {
  const exact = new Map<string, string>();
  const wild: { readonly entry: string; readonly matches: Matcher }[] = [];
  for (const entry of patterns) {
    const lower = entry.toLowerCase();
    if (/[*?]/.test(lower)) wild.push({ entry, matches: compilePattern(lower, "wild", false) });
    else if (!exact.has(lower)) exact.set(lower, entry);
  }
  return (action) => {
    const found = exact.get(action);
    if (found !== undefined) return found;
    for (const { entry, matches } of wild) if (matches(action, NO_CONTEXT)) return entry;
    return undefined;
  };
}
