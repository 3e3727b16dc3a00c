/** JMESPath's functions (https://jmespath.org/specification.html#built-in-functions), refusing arguments in the CLI's words. */
import { byCodePoint, className, type Dict, isDict, isList, repr, str, type Value } from "../python/values.ts";
import { equal, Reference } from "./evaluate.ts";
import { QueryError } from "./tokens.ts";

type Arg = Value | Reference;

function typeOf(arg: Arg): string {
  if (arg instanceof Reference) return "expref";
  if (arg === null) return "null";
  if (isList(arg)) return "array";
  if (isDict(arg)) return "object";
  return typeof arg;
}

function wrongType(name: string, arg: Arg, types: readonly string[], actual = typeOf(arg)): QueryError {
  const shown = arg instanceof Reference ? "<expression>" : str(arg);
  return new QueryError(`In function ${name}(), invalid type for value: ${shown}, expected one of: ${repr([...types])}, received: "${actual}"`);
}

/** Python's names, which the library prints for elements of an array. */
function elementType(value: Value): string {
  const names: Readonly<Record<string, string>> = { string: "str", boolean: "bool", null: "NoneType", array: "list", object: "dict" };
  return typeof value === "number" ? (Number.isInteger(value) ? "int" : "float") : (names[typeOf(value)] ?? typeOf(value));
}

function check(name: string, arg: Arg, types: readonly string[]): void {
  if (types.length === 0) return;
  const actual = typeOf(arg);
  if (!types.some((type) => type.split("-")[0] === actual)) throw wrongType(name, arg, types);
  const elements = types.flatMap((type) => type.split("-")[1] ?? []);
  if (elements.length === 0 || arg instanceof Reference || !isList(arg) || arg.length === 0) return;
  const wanted = elements.length === 1 ? elements[0] : elements.find((type) => type === typeOf(arg[0] as Value));
  const wrong = arg.find((item) => typeOf(item) !== wanted);
  if (wanted === undefined || wrong !== undefined)
    throw wrongType(
      name,
      wanted === undefined ? (arg[0] as Value) : (wrong as Value),
      types,
      elementType(wanted === undefined ? (arg[0] as Value) : (wrong as Value)),
    );
}

function order(a: Value, b: Value): number {
  return typeof a === "number" && typeof b === "number" ? a - b : byCodePoint(String(a), String(b));
}

/** Elements beside what the expression gives of them, which must be of the types. */
function keyed(name: string, list: readonly Value[], by: Reference, types: readonly string[]): { item: Value; key: Value }[] {
  return list.map((item) => {
    const key = by.ask(item);
    if (!types.includes(typeOf(key))) throw wrongType(name, key, types);
    return { item, key };
  });
}

function sortBy(list: readonly Value[], by: Reference): Value {
  const first = list[0];
  if (first === undefined) return list;
  const type = typeOf(by.ask(first));
  if (type !== "number" && type !== "string") throw wrongType("sort_by", first, ["string", "number"], type);
  return keyed("sort_by", list, by, [type])
    .sort((a, b) => order(a.key, b.key))
    .map(({ item }) => item);
}

function extreme(name: string, list: readonly Value[], by: Reference, sign: 1 | -1): Value {
  let best: { item: Value; key: Value } | undefined;
  for (const one of keyed(name, list, by, ["number", "string"])) if (!best || sign * order(one.key, best.key) > 0) best = one;
  return best ? best.item : null;
}

function toNumber(value: Value): Value {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || !/^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/.test(value)) return null;
  return Number(value);
}

const NUMBERS = ["array-number"];
const ORDERED = ["array-number", "array-string"];

interface Entry {
  readonly takes: readonly (readonly string[])[];
  readonly variadic?: true;
  readonly run: (...args: never[]) => Value;
}

const picked = (list: readonly Value[], sign: 1 | -1): Value =>
  list.reduce<Value>((best, item) => (best === null || sign * order(item, best) > 0 ? item : best), null);
const characters = (text: string): string[] => [...text];

const FUNCTIONS: Readonly<Record<string, Entry>> = {
  abs: { takes: [["number"]], run: (n: number) => Math.abs(n) },
  avg: { takes: [NUMBERS], run: (list: number[]) => (list.length > 0 ? list.reduce((a, b) => a + b, 0) / list.length : null) },
  ceil: { takes: [["number"]], run: (n: number) => Math.ceil(n) },
  contains: {
    takes: [["array", "string"], []],
    run: (where: readonly Value[] | string, what: Value) => {
      if (typeof where !== "string") return where.some((item) => equal(item, what));
      if (typeof what === "string") return where.includes(what);
      throw new QueryError(`'in <string>' requires string as left operand, not ${className(what).slice(8, -2)}`);
    },
  },
  ends_with: { takes: [["string"], ["string"]], run: (text: string, end: string) => text.endsWith(end) },
  floor: { takes: [["number"]], run: (n: number) => Math.floor(n) },
  join: { takes: [["string"], ["array-string"]], run: (glue: string, list: readonly string[]) => list.join(glue) },
  keys: { takes: [["object"]], run: (value: Dict) => Object.keys(value) },
  length: {
    takes: [["string", "array", "object"]],
    run: (value: string | readonly Value[] | Dict) => (typeof value === "string" ? characters(value).length : Object.keys(value).length),
  },
  map: { takes: [["expref"], ["array"]], run: (by: Reference, list: readonly Value[]) => list.map((item) => by.ask(item)) },
  max: { takes: [ORDERED], run: (list: readonly Value[]) => picked(list, 1) },
  max_by: { takes: [["array"], ["expref"]], run: (list: readonly Value[], by: Reference) => extreme("max_by", list, by, 1) },
  merge: { takes: [["object"]], variadic: true, run: (...all: Dict[]) => Object.assign({}, ...all) as Dict },
  min: { takes: [ORDERED], run: (list: readonly Value[]) => picked(list, -1) },
  min_by: { takes: [["array"], ["expref"]], run: (list: readonly Value[], by: Reference) => extreme("min_by", list, by, -1) },
  not_null: { takes: [[]], variadic: true, run: (...all: Value[]) => all.find((item) => item !== null) ?? null },
  reverse: {
    takes: [["array", "string"]],
    run: (value: string | readonly Value[]) => (typeof value === "string" ? characters(value).reverse().join("") : [...value].reverse()),
  },
  sort: { takes: [["array-string", "array-number"]], run: (list: readonly Value[]) => [...list].sort(order) },
  sort_by: { takes: [["array"], ["expref"]], run: sortBy },
  starts_with: { takes: [["string"], ["string"]], run: (text: string, start: string) => text.startsWith(start) },
  sum: { takes: [NUMBERS], run: (list: readonly number[]) => list.reduce((a, b) => a + b, 0) },
  to_array: { takes: [[]], run: (value: Value) => (isList(value) ? value : [value]) },
  to_number: { takes: [[]], run: toNumber },
  to_string: { takes: [[]], run: (value: Value) => (typeof value === "string" ? value : JSON.stringify(value)) },
  type: { takes: [[]], run: (value: Value) => typeOf(value) },
  values: { takes: [["object"]], run: (value: Dict) => Object.values(value) },
};

/** Calls a function by name. Throws `QueryError`. */
export function callFunction(name: string, args: readonly Arg[]): Value {
  const entry = FUNCTIONS[name];
  if (!entry || !Object.hasOwn(FUNCTIONS, name)) throw new QueryError(`Unknown function: ${name}()`);
  const wanted = entry.takes.length;
  if (entry.variadic ? args.length < wanted : args.length !== wanted) {
    throw new QueryError(
      `Expected ${entry.variadic ? "at least " : ""}${wanted} argument${wanted === 1 ? "" : "s"} for function ${name}(), received ${args.length}`,
    );
  }
  for (const [i, types] of entry.takes.entries()) check(name, args[i] as Arg, types);
  return (entry.run as (...all: readonly Arg[]) => Value)(...args);
}
