/** Sorting, grouping and picking by what a program makes of each element. */
import { entriesOf } from "../access.ts";
import { type Closure, collected, fail, type Item, type Machine, NOWHERE, plain } from "../machine.ts";
import { described } from "../print.ts";
import { compare, isArray, type JqArray, type Value } from "../values.ts";
import type { Run } from "./closures.ts";

/** For each element an array of the program's outputs. */
function* keyed(machine: Machine, list: JqArray, by: Closure): Generator<Item, { readonly key: Value; readonly value: Value }[], undefined> {
  const pairs: { readonly key: Value; readonly value: Value }[] = [];
  for (const value of list) pairs.push({ key: yield* collected(machine.evaluate(by, plain(value))), value });
  return pairs;
}

type Pair = { readonly key: Value; readonly value: Value };

function groups(pairs: readonly Pair[]): Value[][] {
  const result: { readonly key: Value; readonly values: Value[] }[] = [];
  for (const { key, value } of pairs.toSorted((a, b) => compare(a.key, b.key))) {
    const last = result.at(-1);
    if (last && compare(last.key, key) === 0) last.values.push(value);
    else result.push({ key, values: [value] });
  }
  return result.map(({ values }) => values);
}

/** Keys come first, then it turns out whether there was an array. */
const OVER = "cannot be iterated over";

function by(pick: (pairs: readonly Pair[]) => Value, refusal = "cannot be sorted, as they are not both arrays"): Run {
  return function* (machine, item, [closure]) {
    if (!closure && refusal === OVER && !isArray(item.value)) fail(`${described(item.value)} and ${described(item.value)} ${refusal}`);
    const list = [...entriesOf(item.value)].map(([, value]) => value);
    const pairs = closure ? yield* keyed(machine, list, closure) : list.map((value) => ({ key: [value], value }));
    if (!isArray(item.value)) {
      const keys = pairs.map(({ key }) => key);
      fail(`${described(item.value)} and ${described(keys)} ${refusal}`);
    }
    yield { value: pick(pairs), path: item.path && NOWHERE };
  };
}

/** The last of the greatest, the first of the least. */
const greatest = (pairs: readonly Pair[]) =>
  pairs.reduce<Pair | undefined>((best, pair) => (best && compare(pair.key, best.key) < 0 ? best : pair), undefined)?.value ?? null;
const least = (pairs: readonly Pair[]) =>
  pairs.reduce<Pair | undefined>((best, pair) => (best && compare(pair.key, best.key) >= 0 ? best : pair), undefined)?.value ?? null;

const valuesOf = (pairs: readonly Pair[]): Value[] => pairs.map(({ value }) => value);
const firsts = (pairs: readonly Pair[]): Value[] => groups(pairs).map(([value = null]) => value);

export const BY_KEYS: Readonly<Record<string, Run>> = {
  "sort_by/1": by((pairs) => valuesOf(pairs.toSorted((a, b) => compare(a.key, b.key)))),
  "group_by/1": by(groups),
  "unique_by/1": by(firsts),
  "unique/0": by(firsts),
  "min_by/1": by(least, OVER),
  "max_by/1": by(greatest, OVER),
  "min/0": by(least, OVER),
  "max/0": by(greatest, OVER),
};
