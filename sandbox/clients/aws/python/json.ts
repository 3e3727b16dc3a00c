/** JSON as Python's `json` module reads and writes it: its error messages, its spacing. */
import { base64 } from "../../../kernel/bytes.ts";
import { isList, type Value } from "./values.ts";

/** What `json.loads` raises: `Expecting value: line 1 column 14 (char 13)`. */
export class JsonError extends Error {}

function fail(what: string, source: string, at: number): never {
  const before = source.slice(0, at);
  const line = before.split("\n").length;
  throw new JsonError(`${what}: line ${line} column ${at - before.lastIndexOf("\n")} (char ${at})`);
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const WORDS: readonly (readonly [string, Value])[] = [
  ["null", null],
  ["true", true],
  ["false", false],
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
];
const SIMPLE: Readonly<Record<string, string>> = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

function space(source: string, at: number): number {
  SPACE.lastIndex = at;
  return at + (SPACE.exec(source)?.[0].length ?? 0);
}

function readString(source: string, begin: number): [string, number] {
  let out = "";
  let at = begin + 1;
  for (;;) {
    const character = source[at];
    if (character === undefined) fail("Unterminated string starting at", source, begin);
    if (character === '"') return [out, at + 1];
    if (character < " ") fail("Invalid control character at", source, at);
    if (character !== "\\") {
      out += character;
      at++;
      continue;
    }
    const escaped = source[at + 1];
    if (escaped === undefined) fail("Unterminated string starting at", source, begin);
    if (escaped === "u") {
      const digits = source.slice(at + 2, at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) fail("Invalid \\uXXXX escape", source, at + 1);
      out += String.fromCharCode(Number.parseInt(digits, 16));
      at += 6;
    } else {
      const simple = SIMPLE[escaped];
      if (simple === undefined) fail("Invalid \\escape", source, at);
      out += simple;
      at += 2;
    }
  }
}

function readObject(source: string, begin: number): [Value, number] {
  const members: Record<string, Value> = {};
  let at = space(source, begin + 1);
  if (source[at] === "}") return [members, at + 1];
  for (;;) {
    if (source[at] !== '"') fail("Expecting property name enclosed in double quotes", source, at);
    const [key, afterKey] = readString(source, at);
    at = space(source, afterKey);
    if (source[at] !== ":") fail("Expecting ':' delimiter", source, at);
    const [value, afterValue] = readValue(source, space(source, at + 1));
    Object.defineProperty(members, key, { value, enumerable: true, configurable: true, writable: true });
    at = space(source, afterValue);
    if (source[at] === "}") return [members, at + 1];
    if (source[at] !== ",") fail("Expecting ',' delimiter", source, at);
    const comma = at;
    at = space(source, at + 1);
    if (source[at] === "}") fail("Illegal trailing comma before end of object", source, comma);
  }
}

function readArray(source: string, begin: number): [Value, number] {
  const items: Value[] = [];
  let at = space(source, begin + 1);
  if (source[at] === "]") return [items, at + 1];
  for (;;) {
    const [value, after] = readValue(source, at);
    items.push(value);
    at = space(source, after);
    if (source[at] === "]") return [items, at + 1];
    if (source[at] !== ",") fail("Expecting ',' delimiter", source, at);
    const comma = at;
    at = space(source, at + 1);
    if (source[at] === "]") fail("Illegal trailing comma before end of array", source, comma);
  }
}

function readValue(source: string, at: number): [Value, number] {
  const first = source[at];
  if (first === '"') return readString(source, at);
  if (first === "{") return readObject(source, at);
  if (first === "[") return readArray(source, at);
  for (const [word, value] of WORDS) if (source.startsWith(word, at)) return [value, at + word.length];
  NUMBER.lastIndex = at;
  const number = NUMBER.exec(source)?.[0];
  if (number === undefined || number === "") fail("Expecting value", source, at);
  return [Number(number), at + number.length];
}

/** Python's `json.loads`; throws `JsonError` with its message. */
export function loads(source: string): Value {
  if (source.startsWith("\ufeff")) fail("Unexpected UTF-8 BOM (decode using utf-8-sig)", source, 0);
  const [value, after] = readValue(source, space(source, 0));
  const end = space(source, after);
  if (end !== source.length) fail("Extra data", source, end);
  return value;
}

function quote(value: string, ascii: boolean): string {
  const quoted = JSON.stringify(value);
  if (!ascii) return quoted;
  return quoted.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function number(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  return String(value);
}

/** Python's `json.dumps`: `", "` and `": "` on one line, or `indent` spaces a level. `ascii` escapes everything else, as its default does. */
export function dumps(value: Value, options: { readonly indent?: number; readonly ascii?: boolean } = {}): string {
  const { indent, ascii = true } = options;
  const write = (item: Value, depth: number): string => {
    if (item === null || typeof item === "boolean") return String(item);
    if (typeof item === "number") return number(item);
    if (typeof item === "string") return quote(item, ascii);
    if (item instanceof Uint8Array) return quote(base64(item), ascii);
    const entries = isList(item)
      ? item.map((member) => write(member, depth + 1))
      : Object.entries(item).map(([key, member]) => `${quote(key, ascii)}: ${write(member, depth + 1)}`);
    const [open, close] = isList(item) ? "[]" : "{}";
    if (entries.length === 0) return `${open}${close}`;
    if (indent === undefined) return `${open}${entries.join(", ")}${close}`;
    const margin = `\n${" ".repeat(indent * (depth + 1))}`;
    return `${open}${margin}${entries.join(`,${margin}`)}\n${" ".repeat(indent * depth)}${close}`;
  };
  return write(value, 0);
}
