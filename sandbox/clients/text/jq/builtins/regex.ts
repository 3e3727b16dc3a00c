/** Regular expressions: jq's Oniguruma patterns by the engine of the page, where both mean the same. */
import { fail } from "../machine.ts";
import { described } from "../print.ts";
import { isArray, type JqArray, type JqObject, kindOf, type Value } from "../values.ts";
import type { Apply } from "./strings.ts";

/** What JavaScript spells otherwise: POSIX classes, `\A \z \Z \h`, possessive and atomic groups are left to fail. */
const CLASSES: Readonly<Record<string, string>> = {
  alpha: "\\p{L}",
  digit: "\\d",
  alnum: "\\p{L}\\p{N}",
  upper: "\\p{Lu}",
  lower: "\\p{Ll}",
  space: "\\s",
  punct: "\\p{P}\\p{S}",
  xdigit: "0-9A-Fa-f",
  word: "\\w",
  blank: " \\t",
  cntrl: "\\p{Cc}",
};
/** Escapes that the `u` flag forbids, though a backslash before them is harmless. */
const NEEDLESS = /^[^\p{L}\p{N}^$\\.*+?()[\]{}|/-]$/u;

function escaped(letter: string, inClass: boolean): string {
  if (letter === "A" && !inClass) return "(?<![\\s\\S])";
  if (letter === "z" && !inClass) return "(?![\\s\\S])";
  if (letter === "Z" && !inClass) return "(?=\\n?(?![\\s\\S]))";
  if (letter === "h") return inClass ? "0-9A-Fa-f" : "[0-9A-Fa-f]";
  if (letter === "-" && !inClass) return "-";
  return NEEDLESS.test(letter) ? letter : `\\${letter}`;
}

/** A class up to its `]`: what it became, and how long it was. */
function classOf(pattern: string, start: number): readonly [string, number] {
  let out = "[";
  let at = start + 1;
  if (pattern[at] === "^") out += pattern[at++];
  for (let first = true; at < pattern.length && (first || pattern[at] !== "]"); first = false) {
    const named = /^\[:(\^?)(\w+):\]/.exec(pattern.slice(at));
    if (named) {
      out += CLASSES[named[2] ?? ""] ?? fail(`Regex failure: invalid POSIX bracket type`);
      at += named[0].length;
    } else if (pattern[at] === "\\") {
      out += escaped(pattern[at + 1] ?? "\\", true);
      at += 2;
    } else {
      const char = String.fromCodePoint(pattern.codePointAt(at) as number);
      out += /[[\](){}/|]/.test(char) ? `\\${char}` : char;
      at += char.length;
    }
  }
  if (at >= pattern.length) return fail("Regex failure: premature end of char-class");
  return [`${out}]`, at + 1 - start];
}

/** The pattern in JavaScript's spelling; `extended` ignores blanks and comments outside classes. */
function translated(pattern: string, extended: boolean): string {
  let out = "";
  for (let at = 0; at < pattern.length; ) {
    const char = String.fromCodePoint(pattern.codePointAt(at) as number);
    const rest = pattern.slice(at);
    if (char === "\\") {
      out += at + 1 < pattern.length ? escaped(pattern[at + 1] as string, false) : fail("Regex failure: end pattern at escape");
      at += 2;
    } else if (char === "[") {
      const [text, length] = classOf(pattern, at);
      out += text;
      at += length;
    } else if (rest.startsWith("(?#") || (extended && /^(?:\s|#)/.test(rest))) {
      at += (/^(?:\(\?#[^)]*\)|#[^\n]*|\s+)/.exec(rest)?.[0] ?? char).length;
    } else {
      // A brace that is no repetition stands for itself.
      out += (char === "{" && !/^\{\d*,?\d*\}/.test(rest)) || (char === "}" && !/\{\d*,?\d*$/.test(out)) || char === "]" ? `\\${char}` : char;
      at += char.length;
    }
  }
  return out;
}

/** Oniguruma's words for the common mistakes. */
function reasonOf(pattern: string, error: unknown): string {
  const message = String(error);
  if (/Unterminated group/.test(message)) return "end pattern with unmatched parenthesis";
  if (/Unmatched '\)'/.test(message)) return "unmatched close parenthesis";
  if (/Nothing to repeat/.test(message) && !/[*+?}]\+/.test(pattern)) return "target of repeat operator is not specified";
  if (/Invalid capture group name/.test(message)) return "group name is empty";
  if (/[Rr]ange out of order/.test(message)) return "empty range in char class";
  return `this sandbox cannot read the pattern ${pattern}`;
}

interface Pattern {
  readonly regex: RegExp;
  readonly global: boolean;
  readonly skipEmpty: boolean;
}

const compiled = new Map<string, Pattern>();

/** Options at a pattern's start, `(?i)`, are flags of the whole; `m` lets the point match newlines, as jq's `p` does. */
function leading(pattern: string): readonly [rest: string, flags: string] {
  const [whole = "", letters = ""] = /^\(\?([imx]+)\)/.exec(pattern) ?? [];
  return [pattern.slice(whole.length), letters.replace("m", "p")];
}

function compile(pattern: string, given: string): Pattern {
  const key = `${given}/${pattern}`;
  const known = compiled.get(key);
  if (known) return known;
  for (const flag of given) if (!"gimnpslx".includes(flag)) return fail(`${given} is not a valid modifier string`);
  const [rest, own] = leading(pattern);
  const flags = given + own;
  const options = `dug${flags.includes("i") ? "i" : ""}${flags.includes("p") ? "s" : ""}`;
  try {
    const regex = new RegExp(translated(rest, flags.includes("x")), options);
    const found = { regex, global: flags.includes("g"), skipEmpty: flags.includes("n") };
    if (compiled.size > 200) compiled.clear();
    compiled.set(key, found);
    return found;
  } catch (error) {
    if (error instanceof SyntaxError) return fail(`Regex failure: ${reasonOf(pattern, error)}`);
    throw error;
  }
}

/** Offsets in code points, counted on from the last one asked for. */
class Points {
  readonly #text: string;
  readonly #simple: boolean;
  constructor(text: string) {
    this.#text = text;
    this.#simple = !/[\ud800-\udfff]/.test(text);
  }
  at(units: number): number {
    return this.#simple ? units : [...this.#text.slice(0, units)].length;
  }
  length(text: string): number {
    return this.#simple ? text.length : [...text].length;
  }
}

type Indices = RegExpExecArray & { readonly indices: readonly (readonly [number, number] | undefined)[] };

function captureNames(regex: RegExp): (string | null)[] {
  return [...regex.source.matchAll(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\((?!\?)|\(\?<([A-Za-z_]\w*)>/g)]
    .filter(([text]) => text.startsWith("("))
    .map((match) => match[1] ?? null);
}

function matchObject(match: Indices, names: readonly (string | null)[], points: Points): JqObject {
  const captures = match.slice(1).map((text: string | undefined, at) => {
    const start = match.indices[at + 1]?.[0];
    const fields: [string, Value][] =
      text === undefined || start === undefined
        ? [
            ["offset", -1],
            ["string", null],
            ["length", 0],
          ]
        : [
            ["offset", points.at(start)],
            ["length", points.length(text)],
            ["string", text],
          ];
    return new Map<string, Value>([...fields, ["name", names[at] ?? null]]);
  });
  return new Map<string, Value>([
    ["offset", points.at(match.index)],
    ["length", points.length(match[0])],
    ["string", match[0]],
    ["captures", captures],
  ]);
}

function run(input: Value, pattern: Value, flags: Value): { readonly matches: readonly JqObject[]; readonly any: boolean } {
  if (typeof input !== "string") return fail(`${described(input)} cannot be matched, as it is not a string`);
  if (typeof pattern !== "string") return fail(`${described(pattern)} is not a string`);
  if (flags !== null && typeof flags !== "string") return fail(`${described(flags)} is not a string`);
  const { regex, global, skipEmpty } = compile(pattern, flags ?? "");
  const [points, names, matches] = [new Points(input), captureNames(regex), [] as JqObject[]];
  regex.lastIndex = 0;
  for (let match = regex.exec(input) as Indices | null; match; match = regex.exec(input) as Indices | null) {
    if (!(skipEmpty && match[0] === "")) matches.push(matchObject(match, names, points));
    if (!global) break;
    if (match[0] === "") regex.lastIndex += (input.codePointAt(regex.lastIndex) ?? 0) > 0xffff ? 2 : 1;
  }
  return { matches, any: matches.length > 0 };
}

/** `re` or `[re, flags]`, as the functions of one argument take it. */
function arguments_(value: Value): readonly [Value, Value] {
  if (typeof value === "string") return [value, null];
  if (isArray(value) && value.length > 0) return [value[0] as Value, value[1] ?? null];
  return fail(`${kindOf(value)} not a string or array`);
}

export const REGEX: Readonly<Record<string, Apply>> = {
  "_matches/2": (input, [pattern = null, flags = null]) => run(input, pattern, flags).matches as JqArray,
  "_matches/1": (input, [pattern = null]) => run(input, ...arguments_(pattern)).matches as JqArray,
  "test/2": (input, [pattern = null, flags = null]) => run(input, pattern, flags).any,
  "test/1": (input, [pattern = null]) => run(input, ...arguments_(pattern)).any,
};
