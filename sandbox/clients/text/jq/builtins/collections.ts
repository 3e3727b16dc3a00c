/** Functions of arrays, objects and values in general. */
import { deletePaths, entriesOf, get, setPath } from "../access.ts";
import { add } from "../arithmetic.ts";
import { fail, Halt } from "../machine.ts";
import { described, print } from "../print.ts";
import { compare, isArray, isObject, isTrue, type JqArray, JqError, kindOf, numberOf, sorted, sortedKeys, type Value } from "../values.ts";
import { isNormal } from "./math.ts";
import type { Apply } from "./strings.ts";

function length(input: Value): Value {
  if (input === null) return 0;
  if (typeof input === "string") return /[\ud800-\udfff]/.test(input) ? [...input].length : input.length;
  if (isArray(input)) return input.length;
  if (isObject(input)) return input.size;
  const number = numberOf(input);
  return number === undefined ? fail(`${described(input)} has no length`) : Math.abs(number);
}

function keys(input: Value, order: (input: ReadonlyMap<string, Value>) => string[]): Value[] {
  if (isArray(input)) return input.map((_element, at) => at);
  return isObject(input) ? order(input) : fail(`${described(input)} has no keys`);
}

function has(input: Value, key: Value): boolean {
  const at = numberOf(key);
  if (isObject(input) && typeof key === "string") return input.has(key);
  if (isArray(input) && at !== undefined) return at >= 0 && at < input.length;
  if (input === null) return false;
  return fail(`Cannot check whether ${kindOf(input)} has a ${kindOf(key)} key`);
}

function contains(a: Value, b: Value): boolean {
  if (isObject(a) && isObject(b)) return [...b].every(([key, value]) => a.has(key) && inside(a.get(key) as Value, value));
  if (isArray(a) && isArray(b)) return b.every((wanted) => a.some((element) => inside(element, wanted)));
  if (typeof a === "string" && typeof b === "string") return a.includes(b);
  if (kindOf(a) === kindOf(b) && typeof a !== "boolean") return compare(a, b) === 0;
  if (a === b) return true;
  return fail(`${described(a)} and ${described(b)} cannot have their containment checked`);
}

/** Inside a containment check, values of different kinds just differ. */
function inside(a: Value, b: Value): boolean {
  return kindOf(a) === kindOf(b) && contains(a, b);
}

function sum(input: Value): Value {
  let total: Value = null;
  const values = [...entriesOf(input)].map(([, value]) => value);
  // Strings and arrays are joined at once, else a long list costs its square.
  if (values.length > 2 && values.every((value) => typeof value === "string")) return values.join("");
  if (values.length > 2 && values.every(isArray)) return (values as JqArray[]).flat(1) as JqArray;
  if (values.length > 2 && values.every(isObject)) return new Map(values.flatMap((value) => [...value]));
  for (const value of values) total = add(total, value);
  return total;
}

export function listOf(input: Value): JqArray {
  return isArray(input) ? input : fail(`${described(input)} cannot be sorted, as it is not an array`);
}

function flat(input: Value, depth: number): Value[] {
  return [...entriesOf(input)].flatMap(([, value]) => (isArray(value) && depth !== 0 ? flat(value, depth - 1) : [value]));
}

function flatten(input: Value, depth: Value): Value {
  const levels = numberOf(depth);
  if (levels !== undefined) return levels < 0 ? fail("flatten depth must not be negative") : flat(input, levels);
  return compare(depth, 0) < 0 ? fail("flatten depth must not be negative") : fail(`${described(depth)} and number (1) cannot be subtracted`);
}

function fromEntries(input: Value): Value {
  const result = new Map<string, Value>();
  for (const [, entry] of entriesOf(input)) {
    const named = ["key", "Key", "name", "Name"].map((name) => get(entry, name));
    const key = named.find(isTrue) ?? named.at(-1) ?? null;
    if (typeof key !== "string") return fail(`Cannot use ${described(key)} as object key`);
    result.set(key, has(entry, "value") ? get(entry, "value") : get(entry, "Value"));
  }
  return result;
}

const entry = (key: Value, value: Value): Value =>
  new Map<string, Value>([
    ["key", key],
    ["value", value],
  ]);

function toEntries(input: Value): Value {
  return keys(input, (object) => [...object.keys()]).map((key) => entry(key, get(input, key)));
}

function reversed(input: Value): Value {
  if (isArray(input)) return [...input].reverse();
  const size = numberOf(length(input)) ?? 0;
  return size === 0 ? [] : get(input, 0);
}

function haltError(input: Value, status: Value, say: (text: string) => void): never {
  const code = numberOf(status);
  if (code === undefined) return fail(`${described(input)} halt_error/1: number required`);
  if (typeof input === "string") say(input);
  else if (input !== null) say(`${print(input)}\n`);
  throw new Halt(Math.trunc(code) & 255);
}

function transposed(input: Value): Value {
  const rows = isArray(input) ? input : fail(`Cannot iterate over ${described(input)}`);
  const width = Math.max(0, ...rows.map((row) => numberOf(length(row)) ?? 0));
  return Array.from({ length: width }, (_none, at) => rows.map((row) => get(row, at)));
}

/** Where a sorted array has the value, or minus one minus where it would go. */
function bsearch(input: Value, target: Value): Value {
  const list = isArray(input) ? input : fail(`${described(input)} cannot be searched from`);
  let [from, to] = [0, list.length - 1];
  while (from <= to) {
    const middle = (from + to) >> 1;
    const order = compare(list[middle] as Value, target);
    if (order === 0) return middle;
    if (order < 0) from = middle + 1;
    else to = middle - 1;
  }
  return -1 - from;
}

const kinds = (name: string, wanted: (value: Value) => boolean): [string, (value: Value) => boolean] => [name, wanted];

/** `numbers`, `scalars` and so on: the value when it is one, else nothing. */
export const SELECTORS: ReadonlyMap<string, (value: Value) => boolean> = new Map([
  kinds("arrays/0", isArray),
  kinds("objects/0", isObject),
  kinds("iterables/0", (value) => isArray(value) || isObject(value)),
  kinds("scalars/0", (value) => !isArray(value) && !isObject(value)),
  kinds("booleans/0", (value) => typeof value === "boolean"),
  kinds("numbers/0", (value) => kindOf(value) === "number"),
  kinds("strings/0", (value) => typeof value === "string"),
  kinds("nulls/0", (value) => value === null),
  kinds("values/0", (value) => value !== null),
  kinds("finites/0", (value) => kindOf(value) === "number" && Math.abs(numberOf(value) ?? 0) !== Number.POSITIVE_INFINITY),
  kinds("normals/0", isNormal),
]);

export const COLLECTIONS: Readonly<Record<string, Apply>> = {
  "length/0": length,
  "not/0": (input) => !isTrue(input),
  "type/0": (input) => kindOf(input),
  "keys/0": (input) => keys(input, sortedKeys),
  "keys_unsorted/0": (input) => keys(input, (object) => [...object.keys()]),
  "has/1": (input, [key = null]) => has(input, key),
  "contains/1": (input, [part = null]) => contains(input, part),
  "add/0": sum,
  "sort/0": (input) => sorted(listOf(input)),
  "reverse/0": reversed,
  "flatten/0": (input) => flat(input, -1),
  "flatten/1": (input, [depth = null]) => flatten(input, depth),
  "transpose/0": transposed,
  "bsearch/1": (input, [target = null]) => bsearch(input, target),
  "to_entries/0": toEntries,
  "from_entries/0": fromEntries,
  "toarray/0": (input) => (isArray(input) ? input : [input]),
  "setpath/2": (input, [path = null, value = null]) => (isArray(path) ? setPath(input, path, value) : fail("Path must be specified as an array")),
  "delpaths/1": (input, [paths = null]) => deletePaths(input, paths),
  "error/0": (input) => {
    throw new JqError(input);
  },
  "error/1": (_input, [value = null]) => {
    throw new JqError(value);
  },
  "env/0": (_input, _args, world) => world.env,
  "input_filename/0": (_input, _args, world) => world.position().file ?? null,
  "input_line_number/0": (_input, _args, world) => world.position().line,
  "debug/0": (input, _args, world) => {
    world.say(`${print(["DEBUG:", input])}\n`, "err");
    return input;
  },
  "stderr/0": (input, _args, world) => {
    world.say(typeof input === "string" ? input : print(input), "err");
    return input;
  },
  "halt/0": () => {
    throw new Halt(0);
  },
  "halt_error/0": (input, _args, world) => haltError(input, 5, (text) => world.say(text, "err")),
  "halt_error/1": (input, [status = null], world) => haltError(input, status, (text) => world.say(text, "err")),
  "have_literal_numbers/0": () => true,
  "abs/0": (input) => {
    const number = numberOf(input);
    return number !== undefined && !(number < 0)
      ? input
      : number === undefined && compare(input, 0) >= 0
        ? input
        : number === undefined
          ? fail(`${described(input)} cannot be negated`)
          : -number;
  },
};
