/** What jq works on: JSON values with object keys in the order they were put in, and numbers that remember how they were written. */

/** A number whose text in the input says more than its double does: `1.0`, `100000000000000000001`. Arithmetic forgets the text. */
export class Literal {
  readonly value: number;
  readonly text: string;
  constructor(value: number, text: string) {
    this.value = value;
    this.text = text;
  }
}

/** A Map, because plain objects move keys that look like numbers to the front. Never changed once it is a value. */
export type JqObject = ReadonlyMap<string, Value>;
export type JqArray = readonly Value[];
export type Value = null | boolean | number | Literal | string | JqArray | JqObject;

export type Kind = "null" | "boolean" | "number" | "string" | "array" | "object";

/** An error that a program can catch; the value is what `error(value)` was given. */
export class JqError extends Error {
  readonly value: Value;
  constructor(value: Value) {
    super(typeof value === "string" ? value : "jq error");
    this.value = value;
  }
}

/** A limit of this sandbox, which no program can catch. */
export class TooMuch extends Error {}

/** Elements of one array, and characters of one string, at most: so that an endless program ends before the page does. */
export const MOST_ELEMENTS = 2_000_000;
export const MOST_CHARACTERS = 16_000_000;

export function checkSize(length: number, most: number): void {
  if (length > most) throw new TooMuch(`a value grew past what this sandbox's jq can hold (${most})`);
}

export function isArray(value: Value): value is JqArray {
  return Array.isArray(value);
}

export function isObject(value: Value): value is JqObject {
  return value instanceof Map;
}

export function kindOf(value: Value): Kind {
  if (value === null) return "null";
  if (typeof value === "number" || value instanceof Literal) return "number";
  if (typeof value === "string") return "string";
  if (typeof value === "boolean") return "boolean";
  return isArray(value) ? "array" : "object";
}

/** The double of a number, undefined for anything else. */
export function numberOf(value: Value): number | undefined {
  return typeof value === "number" ? value : value instanceof Literal ? value.value : undefined;
}

export function isTrue(value: Value): boolean {
  return value !== null && value !== false;
}

const RANK: Readonly<Record<Kind, number>> = { null: 0, boolean: 1, number: 3, string: 4, array: 5, object: 6 };

function rank(value: Value): number {
  return value === true ? 2 : RANK[kindOf(value)];
}

/** Order of strings by code points (jq compares UTF-8 bytes); JavaScript's own compares UTF-16 units, which differ above U+FFFF. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    let [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (x === y) continue;
    if (x >= 0xd800 && y >= 0xd800) {
      // Surrogates stand for code points above U+E000-U+FFFF.
      x += x >= 0xe000 ? 0 : 0x10000;
      y += y >= 0xe000 ? 0 : 0x10000;
    }
    return x - y;
  }
  return a.length - b.length;
}

export function sortedKeys(object: JqObject): string[] {
  return [...object.keys()].sort(compareText);
}

/** Long integers are compared as they were written, not as the doubles they round to. */
function compareNumbers(a: Value, b: Value): number {
  const [x, y] = [numberOf(a) as number, numberOf(b) as number];
  if (x === y && a instanceof Literal && b instanceof Literal && /^-?\d+$/.test(a.text) && /^-?\d+$/.test(b.text)) {
    const [long, other] = [BigInt(a.text), BigInt(b.text)];
    return long < other ? -1 : long > other ? 1 : 0;
  }
  // nan sorts below every number, itself included.
  return x < y || Number.isNaN(x) ? -1 : x === y ? 0 : 1;
}

function compareArrays(a: JqArray, b: JqArray): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const order = compare(a[at] as Value, b[at] as Value);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Objects first by their sets of keys, then key by key. */
function compareObjects(a: JqObject, b: JqObject): number {
  const keys = sortedKeys(a);
  const order = compareArrays(keys, sortedKeys(b));
  if (order !== 0) return order;
  for (const key of keys) {
    const inside = compare(a.get(key) as Value, b.get(key) as Value);
    if (inside !== 0) return inside;
  }
  return 0;
}

/** jq's order of all values: null, false, true, numbers, strings, arrays, objects. */
export function compare(a: Value, b: Value): number {
  const order = rank(a) - rank(b);
  if (order !== 0) return order;
  if (typeof a === "string") return compareText(a, b as string);
  if (numberOf(a) !== undefined) return compareNumbers(a, b);
  if (isArray(a)) return compareArrays(a, b as JqArray);
  return isObject(a) ? compareObjects(a, b as JqObject) : 0;
}

export function sorted(values: JqArray): Value[] {
  return [...values].sort(compare);
}
