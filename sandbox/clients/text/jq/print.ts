/** Values as JSON text, as jq lays it out and colours it. */
import { text, utf8 } from "../../../kernel/bytes.ts";
import { formatNumber } from "./numbers.ts";
import {
  checkSize,
  isArray,
  isObject,
  type JqArray,
  type JqObject,
  type Kind,
  kindOf,
  Literal,
  MOST_CHARACTERS,
  sortedKeys,
  type Value,
} from "./values.ts";

type Colours = Readonly<Record<Kind | "true" | "key", string>>;

export interface Layout {
  /** One step of indentation; empty prints on one line. */
  readonly step: string;
  readonly sort: boolean;
  readonly ascii: boolean;
  /** Sequences by kind, and for object keys; undefined without colours. */
  readonly colours?: Colours | undefined;
}

const COMPACT: Layout = { step: "", sort: false, ascii: false };
const RESET = "\x1b[0m";

/** jq 1.7's own colours. */
const COLOURS: Colours = {
  null: "0;90",
  boolean: "0;39",
  true: "0;39",
  number: "0;39",
  string: "0;32",
  array: "1;39",
  object: "1;39",
  key: "1;34",
};
const COLOUR_ORDER = ["null", "boolean", "true", "number", "string", "array", "object", "key"] as const;

/** jq's colours under `JQ_COLORS` (null:false:true:numbers:strings:arrays:objects:keys); undefined when that is not made of numbers. */
export function coloursOf(setting: string | undefined): Layout["colours"] {
  if (setting === undefined) return COLOURS;
  if (!/^[\d;:]*$/.test(setting)) return undefined;
  const given = setting.split(":").slice(0, COLOUR_ORDER.length);
  return { ...COLOURS, ...Object.fromEntries(given.map((entry, at) => [COLOUR_ORDER[at], entry])) };
}

export const DEFAULT_COLOURS: Layout["colours"] = COLOURS;

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\t": "\\t",
  "\r": "\\r",
  "\b": "\\b",
  "\f": "\\f",
};
const hex = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;

export function quote(text: string, ascii = false): string {
  const escaped = text.replace(/["\\\x00-\x1f\x7f]/g, (char) => ESCAPES[char] ?? hex(char));
  return `"${ascii ? escaped.replace(/[\u0080-\uffff]/g, hex) : escaped}"`;
}

class Printer {
  readonly #layout: Layout;
  #text = "";
  #pieces: string[] = [];
  #length = 0;
  constructor(layout: Layout) {
    this.#layout = layout;
  }

  finish(): string {
    return this.#pieces.join("") + this.#text;
  }

  #add(text: string): void {
    this.#text += text;
    if (this.#text.length < 65_536) return;
    this.#length += this.#text.length;
    checkSize(this.#length, MOST_CHARACTERS);
    this.#pieces.push(this.#text);
    this.#text = "";
  }

  #line(depth: number): string {
    return this.#layout.step === "" ? "" : `\n${this.#layout.step.repeat(depth)}`;
  }

  #scalar(value: null | boolean | number | Literal | string): string {
    if (typeof value === "string") return quote(value, this.#layout.ascii);
    return typeof value === "number" || value instanceof Literal ? formatNumber(value) : String(value);
  }

  #entries(value: JqObject): Iterable<readonly [string, Value]> {
    return this.#layout.sort ? sortedKeys(value).map((key) => [key, value.get(key) as Value] as const) : value;
  }

  plain(value: Value, depth: number): void {
    const array = isArray(value);
    if (!array && !isObject(value)) this.#add(this.#scalar(value));
    else if ((array ? value.length : value.size) === 0) this.#add(array ? "[]" : "{}");
    else if (array) this.#plainArray(value, depth);
    else this.#plainObject(value, depth);
  }

  #plainArray(value: JqArray, depth: number): void {
    let mark = "[";
    for (const element of value) {
      this.#add(mark + this.#line(depth + 1));
      this.plain(element, depth + 1);
      mark = ",";
    }
    this.#add(`${this.#line(depth)}]`);
  }

  #plainObject(value: JqObject, depth: number): void {
    let mark = "{";
    for (const [key, element] of this.#entries(value)) {
      this.#add(`${mark}${this.#line(depth + 1)}${quote(key, this.#layout.ascii)}:${this.#layout.step === "" ? "" : " "}`);
      this.plain(element, depth + 1);
      mark = ",";
    }
    this.#add(`${this.#line(depth)}}`);
  }

  /** Every mark of a container has the container's colour, as jq 1.7 paints it. */
  coloured(value: Value, depth: number, colours: Colours): void {
    const start = `\x1b[${value === true ? colours.true : colours[kindOf(value)]}m`;
    const array = isArray(value);
    if (!array && !isObject(value)) this.#add(`${start}${this.#scalar(value)}${RESET}`);
    else if ((array ? value.length : value.size) === 0) this.#add(`${start}${array ? "[]" : "{}"}${RESET}`);
    else if (array) this.#colouredArray(value, depth, colours, start);
    else this.#colouredObject(value, depth, colours, start);
  }

  #colouredArray(value: JqArray, depth: number, colours: Colours, start: string): void {
    this.#add(`${start}[`);
    for (const [at, element] of value.entries()) {
      this.#add((at > 0 ? `${start},` : "") + this.#line(depth + 1));
      this.coloured(element, depth + 1, colours);
    }
    this.#add(`${start}${this.#line(depth)}${start}]${RESET}`);
  }

  #colouredObject(value: JqObject, depth: number, colours: Colours, start: string): void {
    this.#add(`${start}{`);
    const colon = `${start}:${this.#layout.step === "" ? "" : " "}${RESET}`;
    let mark = "";
    for (const [key, element] of this.#entries(value)) {
      this.#add(`${mark}${this.#line(depth + 1)}${RESET}\x1b[${colours.key}m${quote(key, this.#layout.ascii)}${RESET}${colon}`);
      this.coloured(element, depth + 1, colours);
      mark = `${start},`;
    }
    this.#add(`${start}${this.#line(depth)}${start}}${RESET}`);
  }
}

export function print(value: Value, layout: Layout = COMPACT): string {
  const printer = new Printer(layout);
  if (layout.colours) printer.coloured(value, 0, layout.colours);
  else printer.plain(value, 0);
  return printer.finish();
}

/** The start of a value in an error message: 14 bytes at most, the last three of them dots when there is more. */
export function shortly(value: Value, most = 14): string {
  const bytes = utf8(print(value));
  return bytes.length > most ? `${text(bytes.subarray(0, most - 3))}...` : text(bytes);
}

/** `number (1)`. */
export function described(value: Value): string {
  return `${kindOf(value)} (${shortly(value)})`;
}
