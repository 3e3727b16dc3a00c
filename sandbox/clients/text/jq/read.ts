/** JSON texts one after another, read as they arrive; mistakes in jq's words, with line and column in bytes. */
import { utf8 } from "../../../kernel/bytes.ts";
import { readNumber } from "./numbers.ts";
import type { JqObject, Literal, Value } from "./values.ts";

export class ParseFailure extends Error {}

/** What is open: an array, an object, or an object whose key waits for its value. */
type Open =
  | { readonly kind: "array"; readonly items: Value[] }
  | { readonly kind: "object"; readonly items: Map<string, Value>; key: string | undefined };

const DEPTH = 10_000;
const BLANK = /[ \t\r\n]/;
const WORDS: Readonly<Record<string, readonly [string, Value]>> = {
  t: ["true", true],
  f: ["false", false],
  n: ["null", null],
};
const SIMPLE: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\", "/": "/" };

/** A word outside strings: true, false, null, nan or a number. */
function readWord(word: string): Value {
  const expected = word === "nan" ? undefined : WORDS[word[0] ?? ""];
  if (expected) {
    if (expected[0] !== word) throw new ParseFailure("Invalid literal");
    return expected[1];
  }
  const number: number | Literal | undefined = readNumber(word);
  if (number === undefined) throw new ParseFailure("Invalid numeric literal");
  return number;
}

/** What a string between quotes says. A lone low surrogate becomes U+FFFD, a lone high one is a mistake. */
export function unescaped(raw: string): string {
  if (!raw.includes("\\")) return raw;
  let out = "";
  for (let at = 0; at < raw.length; at++) {
    const char = raw[at] as string;
    if (char !== "\\") {
      out += char;
      continue;
    }
    const letter = raw[++at];
    if (letter === undefined) throw new ParseFailure("Expected escape character at end of string");
    if (letter !== "u") {
      const simple = SIMPLE[letter];
      if (simple === undefined) throw new ParseFailure("Invalid escape");
      out += simple;
      continue;
    }
    const code = hexAt(raw, at + 1);
    at += 4;
    if (code < 0xd800 || code > 0xdfff) out += String.fromCharCode(code);
    else if (code >= 0xdc00) out += "\ufffd";
    else {
      const low = raw.startsWith("\\u", at + 1) ? hexAt(raw, at + 3) : 0;
      if (low < 0xdc00 || low > 0xdfff) throw new ParseFailure("Invalid \\uXXXX\\uXXXX surrogate pair escape");
      out += String.fromCharCode(code, low);
      at += 6;
    }
  }
  return out;
}

function hexAt(raw: string, at: number): number {
  const digits = raw.slice(at, at + 4);
  if (digits.length < 4) throw new ParseFailure("Invalid \\uXXXX escape");
  if (!/^[\da-fA-F]{4}$/.test(digits)) throw new ParseFailure("Invalid characters in \\uXXXX escape");
  return Number.parseInt(digits, 16);
}

export class JsonReader {
  #text = "";
  #at = 0;
  #ended = false;
  #line = 1;
  #column = 0;
  readonly #open: Open[] = [];
  #next: { readonly value: Value } | undefined;
  #word = "";
  #string: string | undefined;

  /** More text; `last` when there is none after it. */
  feed(text: string, last: boolean): void {
    this.#text = this.#text.slice(this.#at) + text;
    this.#at = 0;
    this.#ended = last;
  }

  /** The next whole value, or undefined when more text is needed (or all is read). Throws `ParseFailure`. */
  next(): { readonly value: Value } | undefined {
    while (this.#at < this.#text.length) {
      const found = this.#located(() => this.#step(), "");
      if (found) return found;
    }
    return this.#ended ? this.#located(() => this.#end(), " at EOF") : undefined;
  }

  #located<T>(action: () => T, where: string): T {
    try {
      return action();
    } catch (error) {
      if (error instanceof ParseFailure) throw new ParseFailure(`${error.message}${where} at line ${this.#line}, column ${this.#column}`);
      throw error;
    }
  }

  #end(): { readonly value: Value } | undefined {
    if (this.#string !== undefined) throw new ParseFailure("Unfinished string");
    this.#endWord();
    if (this.#open.length > 0) throw new ParseFailure("Unfinished JSON term");
    return this.#done();
  }

  #passed(piece: string): void {
    const newline = piece.lastIndexOf("\n");
    if (newline >= 0) {
      this.#line += piece.split("\n").length - 1;
      this.#column = 0;
    }
    const rest = newline < 0 ? piece : piece.slice(newline + 1);
    this.#column += /[^\x00-\x7f]/.test(rest) ? utf8(rest).length : rest.length;
  }

  /** Reads one token, or as much of it as there is. */
  #step(): { readonly value: Value } | undefined {
    if (this.#string !== undefined) return this.#insideString();
    const char = this.#text[this.#at] as string;
    if (/[ \t\r\n[\]{},:"]/.test(char)) {
      this.#at++;
      this.#passed(char);
      this.#endWord();
      const before = this.#done();
      if (char === '"') this.#string = "";
      else if (!BLANK.test(char)) this.#mark(char);
      return before ?? this.#done();
    }
    const word = /[^ \t\r\n[\]{},:"]+/y;
    word.lastIndex = this.#at;
    const piece = word.exec(this.#text)?.[0] ?? char;
    this.#at += piece.length;
    this.#passed(piece);
    this.#word += piece;
    return undefined;
  }

  #insideString(): { readonly value: Value } | undefined {
    const piece = /(?:[^"\\]|\\[\s\S])*/y;
    piece.lastIndex = this.#at;
    const body = piece.exec(this.#text)?.[0] ?? "";
    this.#at += body.length;
    this.#passed(body);
    this.#string += body;
    const char = this.#text[this.#at];
    if (char === undefined) return undefined;
    this.#at++;
    this.#passed(char);
    if (char === "\\") {
      // Alone at the end of what there is: the escaped character comes with the next piece, or never.
      if (this.#ended) this.#string += char;
      else this.#at--;
      return undefined;
    }
    const raw = this.#string as string;
    if (/[\x00-\x1f]/.test(raw)) throw new ParseFailure("Invalid string: control characters from U+0000 through U+001F must be escaped");
    this.#string = undefined;
    this.#value(unescaped(raw));
    return this.#done();
  }

  #endWord(): void {
    if (this.#word === "") return;
    const word = this.#word;
    this.#word = "";
    this.#value(readWord(word));
  }

  #value(value: Value): void {
    if (this.#next) throw new ParseFailure("Expected separator between values");
    this.#next = { value };
  }

  #done(): { readonly value: Value } | undefined {
    if (this.#open.length > 0) return undefined;
    const whole = this.#next;
    this.#next = undefined;
    return whole;
  }

  #mark(char: string): void {
    if (char === "[" || char === "{") {
      if (this.#next) throw new ParseFailure("Expected separator between values");
      if (this.#open.length >= DEPTH) throw new ParseFailure("Exceeds depth limit for parsing");
      this.#open.push(char === "[" ? { kind: "array", items: [] } : { kind: "object", items: new Map(), key: undefined });
    } else if (char === ":") this.#colon();
    else if (char === ",") this.#comma();
    else this.#close(char);
  }

  #colon(): void {
    const top = this.#open.at(-1);
    if (!this.#next || !top) throw new ParseFailure("Expected string key before ':'");
    if (top.kind !== "object" || top.key !== undefined) throw new ParseFailure("':' not as part of an object");
    if (typeof this.#next.value !== "string") throw new ParseFailure("Object keys must be strings");
    top.key = this.#next.value;
    this.#next = undefined;
  }

  #put(top: Open, value: Value): void {
    if (top.kind === "array") top.items.push(value);
    else {
      if (top.key === undefined) throw new ParseFailure("Objects must consist of key:value pairs");
      top.items.set(top.key, value);
      top.key = undefined;
    }
    this.#next = undefined;
  }

  #comma(): void {
    const top = this.#open.at(-1);
    if (!this.#next || !top) throw new ParseFailure("Expected value before ','");
    this.#put(top, this.#next.value);
  }

  #close(char: string): void {
    const top = this.#open.at(-1);
    if (char === "}" && this.#next && top?.kind === "array") throw new ParseFailure("Objects must consist of key:value pairs");
    if (!top || top.kind !== (char === "]" ? "array" : "object")) throw new ParseFailure(`Unmatched '${char}'`);
    if (this.#next) this.#put(top, this.#next.value);
    else if (top.kind === "array" && top.items.length > 0) throw new ParseFailure("Expected another array element");
    else if (top.kind === "object" && top.key !== undefined) throw new ParseFailure("Unmatched '}'");
    else if (top.kind === "object" && top.items.size > 0) throw new ParseFailure("Expected another key-value pair");
    this.#open.pop();
    this.#next = { value: top.items as Value | JqObject };
  }
}

/** The one value of a text (`fromjson`, `tonumber`, `--argjson`); throws `ParseFailure` with the reason and without its surroundings. */
export function readOne(text: string): Value {
  const reader = new JsonReader();
  reader.feed(text, true);
  const first = reader.next();
  if (!first) throw new ParseFailure("Expected JSON value");
  if (reader.next()) throw new ParseFailure("Unexpected extra JSON values");
  return first.value;
}

/** Every value of a text. */
export function readAll(text: string): Value[] {
  const reader = new JsonReader();
  reader.feed(text, true);
  const values: Value[] = [];
  for (let found = reader.next(); found; found = reader.next()) values.push(found.value);
  return values;
}
