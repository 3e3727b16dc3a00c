/** Every function of the language by `name/arity`. */
import type { Builtin } from "../tree.ts";
import { BY_KEYS } from "./by-keys.ts";
import { CLOSURES, type Run } from "./closures.ts";
import { COLLECTIONS, SELECTORS } from "./collections.ts";
import { DATES } from "./dates.ts";
import { library, resolve } from "./library.ts";
import { MATH } from "./math.ts";
import { REGEX } from "./regex.ts";
import { STREAMS } from "./streams.ts";
import { STRINGS } from "./strings.ts";

const selector = (wanted: (value: Parameters<typeof Array.isArray>[0]) => boolean): Run =>
  function* (_machine, item) {
    if (wanted(item.value)) yield item;
  };

const names: Builtin = {
  kind: "values",
  apply: () => [...BUILTINS.keys()].filter((name) => !name.startsWith("_")),
};

export const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ...Object.entries({ ...STRINGS, ...REGEX, ...MATH, ...COLLECTIONS, ...DATES }).map(([name, apply]): [string, Builtin] => [
    name,
    { kind: "values", apply },
  ]),
  ...Object.entries({ ...BY_KEYS, ...CLOSURES, ...STREAMS }).map(([name, run]): [string, Builtin] => [name, { kind: "closures", run }]),
  ...[...SELECTORS].map(([name, wanted]): [string, Builtin] => [name, { kind: "closures", run: selector(wanted) }]),
  ...library(),
  ["builtins/0", names],
]);

/** Resolves the functions that are written in the language; once, before the first program is checked. */
export const ready: () => void = (() => {
  let done = false;
  return () => {
    if (!done) resolve(BUILTINS.values());
    done = true;
  };
})();
