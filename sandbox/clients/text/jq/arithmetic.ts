/** `+ - * / %` and comparisons of any two values. */
import { fail } from "./machine.ts";
import { described } from "./print.ts";
import type { BinaryOperator } from "./tree.ts";
import { checkSize, compare, isArray, isObject, type JqObject, MOST_CHARACTERS, MOST_ELEMENTS, numberOf, type Value } from "./values.ts";

function refuse(a: Value, b: Value, what: string): never {
  return fail(`${described(a)} and ${described(b)} cannot be ${what}`);
}

function text(value: string): string {
  checkSize(value.length, MOST_CHARACTERS);
  return value;
}

export function add(a: Value, b: Value): Value {
  if (a === null) return b;
  if (b === null) return a;
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== undefined && y !== undefined) return x + y;
  if (typeof a === "string" && typeof b === "string") return text(a + b);
  if (isArray(a) && isArray(b)) {
    checkSize(a.length + b.length, MOST_ELEMENTS);
    return [...a, ...b];
  }
  if (isObject(a) && isObject(b)) return new Map([...a, ...b]);
  return refuse(a, b, "added");
}

function subtract(a: Value, b: Value): Value {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== undefined && y !== undefined) return x - y;
  if (isArray(a) && isArray(b)) return a.filter((element) => !b.some((other) => compare(element, other) === 0));
  return refuse(a, b, "subtracted");
}

function merged(a: JqObject, b: JqObject): JqObject {
  const result = new Map(a);
  for (const [key, value] of b) {
    const old = result.get(key) ?? null;
    result.set(key, isObject(old) && isObject(value) ? merged(old, value) : value);
  }
  return result;
}

/** A string that many times; a fraction rounds up, below zero there is none. */
function repeated(value: string, times: number): Value {
  if (!(times >= 0)) return null;
  const whole = times < 1 ? 0 : Math.floor(times);
  checkSize(value.length * whole, MOST_CHARACTERS);
  return value.repeat(whole);
}

function multiply(a: Value, b: Value): Value {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== undefined && y !== undefined) return x * y;
  if (typeof a === "string" && y !== undefined) return repeated(a, y);
  if (typeof b === "string" && x !== undefined) return repeated(b, x);
  if (isObject(a) && isObject(b)) return merged(a, b);
  return refuse(a, b, "multiplied");
}

export function splitText(value: string, separator: string): string[] {
  if (value === "") return [];
  return separator === "" ? [...value] : value.split(separator);
}

function divide(a: Value, b: Value): Value {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== undefined && y !== undefined) return y === 0 ? refuse(a, b, "divided because the divisor is zero") : x / y;
  if (typeof a === "string" && typeof b === "string") return splitText(a, b);
  return refuse(a, b, "divided");
}

/** As C's int64 does: fractions are cut off, the sign is the dividend's. */
function remainder(a: Value, b: Value): Value {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x === undefined || y === undefined) return refuse(a, b, "divided (remainder)");
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const limit = (value: number) => Math.trunc(Math.max(-(2 ** 63), Math.min(2 ** 63, value)));
  const divisor = Math.abs(limit(y));
  if (divisor === 0) return refuse(a, b, "divided (remainder) because the divisor is zero");
  return (limit(x) % divisor) + 0;
}

export function negate(value: Value): Value {
  const number = numberOf(value);
  return number === undefined ? fail(`${described(value)} cannot be negated`) : -number;
}

const OPERATIONS: Readonly<Record<BinaryOperator, (a: Value, b: Value) => Value>> = {
  "+": add,
  "-": subtract,
  "*": multiply,
  "/": divide,
  "%": remainder,
  "==": (a, b) => compare(a, b) === 0,
  "!=": (a, b) => compare(a, b) !== 0,
  "<": (a, b) => compare(a, b) < 0,
  "<=": (a, b) => compare(a, b) <= 0,
  ">": (a, b) => compare(a, b) > 0,
  ">=": (a, b) => compare(a, b) >= 0,
};

export function operate(operator: BinaryOperator, a: Value, b: Value): Value {
  return OPERATIONS[operator](a, b);
}
