/** Functions of strings. */
import { utf8 } from "../../../../kernel/bytes.ts";
import { entriesOf, get, indicesOf, sliceKey } from "../access.ts";
import { add, splitText } from "../arithmetic.ts";
import { fail } from "../machine.ts";
import { readNumber } from "../numbers.ts";
import { described, print } from "../print.ts";
import { ParseFailure, readOne } from "../read.ts";
import type { World } from "../tree.ts";
import { isArray, kindOf, numberOf, type Value } from "../values.ts";
import { formatted, toText } from "./formats.ts";

export type Apply = (input: Value, args: readonly Value[], world: World) => Value;

/** Both strings, or the error. */
function pair(a: Value, b: Value | undefined, message: string): readonly [string, string] {
  return typeof a === "string" && typeof b === "string" ? [a, b] : fail(message);
}

function parsed(text: string): Value {
  try {
    return readOne(text);
  } catch (error) {
    if (error instanceof ParseFailure) return fail(`${error.message} (while parsing '${text}')`);
    throw error;
  }
}

function toNumber(input: Value): Value {
  if (kindOf(input) === "number") return input;
  if (typeof input !== "string") return fail(`${described(input)} cannot be parsed as a number`);
  const value = readNumber(input.trim()) ?? parsed(input);
  return kindOf(value) === "number" ? value : fail(`${described(input)} cannot be parsed as a number`);
}

/** Places of one string in another, overlapping ones too; jq 1.7 counts bytes here. */
function textIndices(text: string, needle: string): Value[] {
  const found: Value[] = [];
  if (needle === "") return found;
  let [points, passed] = [0, 0];
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
    points += utf8(text.slice(passed, at)).length;
    passed = at;
    found.push(points);
  }
  return found;
}

function indices(input: Value, needle: Value): Value {
  if (typeof input === "string" && typeof needle === "string") return textIndices(input, needle);
  if (isArray(input)) return indicesOf(input, isArray(needle) ? needle : [needle]);
  return get(input, needle);
}

function cased(input: Value, pattern: RegExp, change: (text: string) => string): Value {
  return typeof input === "string" ? input.replace(pattern, change) : fail("explode input must be a string");
}

function imploded(input: Value): Value {
  if (!isArray(input)) return fail("implode input must be an array");
  return input
    .map((point) => {
      const code = numberOf(point);
      if (code === undefined) return fail(`${described(point)} can't be imploded, unicode codepoint needs to be numeric`);
      const valid = code >= 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
      return String.fromCodePoint(valid ? Math.trunc(code) : 0xfffd);
    })
    .join("");
}

function joined(input: Value, separator: Value): Value {
  let text: Value = null;
  for (const [, element] of entriesOf(input)) {
    const before: Value = text === null ? "" : add(text, separator);
    const plain = typeof element === "boolean" || kindOf(element) === "number";
    text = add(before, plain ? toText(element) : (element ?? ""));
  }
  return text ?? "";
}

export const STRINGS: Readonly<Record<string, Apply>> = {
  "tostring/0": (input) => toText(input),
  "tojson/0": (input) => print(input),
  "fromjson/0": (input) => (typeof input === "string" ? parsed(input) : fail(`${described(input)} only strings can be parsed`)),
  "tonumber/0": toNumber,
  "format/1": (input, [name = null]) => (typeof name === "string" ? formatted(`@${name}`, input) : fail(`${described(name)} is not a valid format`)),
  "ascii_downcase/0": (input) => cased(input, /[A-Z]/g, (text) => text.toLowerCase()),
  "ascii_upcase/0": (input) => cased(input, /[a-z]/g, (text) => text.toUpperCase()),
  "explode/0": (input) =>
    typeof input === "string" ? [...input].map((char) => char.codePointAt(0) as number) : fail("explode input must be a string"),
  "implode/0": imploded,
  "utf8bytelength/0": (input) => (typeof input === "string" ? utf8(input).length : fail(`${described(input)} only strings have UTF-8 byte length`)),
  "startswith/1": (input, [start]) => {
    const [text, part] = pair(input, start, "startswith() requires string inputs");
    return text.startsWith(part);
  },
  "endswith/1": (input, [end]) => {
    const [text, part] = pair(input, end, "endswith() requires string inputs");
    return text.endsWith(part);
  },
  "ltrimstr/1": (input, [start]) =>
    typeof input === "string" && typeof start === "string" && input.startsWith(start) ? input.slice(start.length) : input,
  "rtrimstr/1": (input, [end]) =>
    typeof input === "string" && typeof end === "string" && end !== "" && input.endsWith(end) ? input.slice(0, -end.length) : input,
  "ltrim/0": (input) => (typeof input === "string" ? input.replace(/^[ \t\n\v\f\r]+/, "") : fail(`${described(input)} cannot be trimmed`)),
  "rtrim/0": (input) => (typeof input === "string" ? input.replace(/[ \t\n\v\f\r]+$/, "") : fail(`${described(input)} cannot be trimmed`)),
  "trim/0": (input) =>
    typeof input === "string" ? input.replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, "") : fail(`${described(input)} cannot be trimmed`),
  "split/1": (input, [separator]) => splitText(...pair(input, separator, "split input and separator must be strings")),
  "join/1": (input, [separator = null]) => joined(input, separator),
  "indices/1": (input, [needle = null]) => indices(input, needle),
  "index/1": (input, [needle = null]) => get(indices(input, needle), 0),
  "rindex/1": (input, [needle = null]) => get(get(indices(input, needle), sliceKey(-1, null)), 0),
};
