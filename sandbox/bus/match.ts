/** Whether an event fits a pattern: every name must, one matcher of each list is enough (EventBridge User Guide, "Event patterns"). */
import { matchers } from "./matchers.ts";
import { alternatives, isList, isObject, type Json, type JsonObject, type Pattern } from "./pattern.ts";

/** The single values that lie at a name: a list is its elements, whatever lists are in it. */
function leaves(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  if (isList(value)) return value.flatMap(leaves);
  return isObject(value) ? [] : [value];
}

function fits(matcher: Json, values: readonly Json[]): boolean {
  if (!isObject(matcher)) return values.includes(matcher);
  if (matcher.exists === false) return values.length === 0;
  return Object.entries(matcher).every(([name, given]) => values.some((value) => matchers[name]?.matches(given, value) === true));
}

/** Of a list of objects one has to fit by itself: names are never matched across its elements. */
function fitsBelow(pattern: JsonObject, value: Json | undefined): boolean {
  if (isList(value) && value.length > 0) return value.some((one) => fitsBelow(pattern, one));
  return fitsAll(pattern, isObject(value) ? value : {});
}

function fitsAll(pattern: JsonObject, event: JsonObject): boolean {
  return Object.entries(pattern).every(([name, wanted]) => {
    const ors = alternatives(name, wanted);
    if (ors) return ors.some((one) => fitsAll(one, event));
    const value = Object.hasOwn(event, name) ? event[name] : undefined;
    if (isList(wanted)) return wanted.some((matcher) => fits(matcher, leaves(value)));
    return isObject(wanted) && fitsBelow(wanted, value);
  });
}

export function matchesPattern(pattern: Pattern, event: JsonObject): boolean {
  return fitsAll(pattern, event);
}
