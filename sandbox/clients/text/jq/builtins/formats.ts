/** `@csv`, `@sh` and the other formats of strings. */
import { base64, utf8 } from "../../../../kernel/bytes.ts";
import { fail } from "../machine.ts";
import { formatNumber } from "../numbers.ts";
import { described, print } from "../print.ts";
import { isArray, Literal, type Value } from "../values.ts";

export function toText(value: Value): string {
  return typeof value === "string" ? value : print(value);
}

const ENTITIES: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;", "&": "&amp;", "'": "&apos;", '"': "&quot;" };
const TABS: Readonly<Record<string, string>> = { "\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\" };

function scalar(value: Value, quoted: (text: string) => string): string {
  if (value === null) return "";
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number" || value instanceof Literal) return formatNumber(value);
  return typeof value === "boolean" ? String(value) : fail(`${described(value)} is not valid in a csv row`);
}

function row(value: Value, name: string, separator: string, quoted: (text: string) => string): string {
  if (!isArray(value)) return fail(`${described(value)} cannot be ${name}-formatted, only array`);
  return value.map((element) => scalar(element, quoted)).join(separator);
}

function shellWords(value: Value): string {
  const words = isArray(value) ? value : [value];
  return words
    .map((word) => {
      if (typeof word === "string") return `'${word.replaceAll("'", "'\\''")}'`;
      return word !== null && typeof word === "object" && !(word instanceof Literal)
        ? fail(`${described(word)} can not be escaped for shell`)
        : print(word);
    })
    .join(" ");
}

function percent(text: string): string {
  return [...utf8(text)]
    .map((byte) => {
      const char = String.fromCharCode(byte);
      return /[\w.~-]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    })
    .join("");
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Base64 whose padding may be missing; a lone last digit is a mistake. */
function fromBase64(value: Value): string {
  const text = toText(value);
  const digits = [...text.replace(/=+$/, "")].map((char) => DIGITS.indexOf(char));
  if (digits.includes(-1)) return fail(`${described(text)} is not valid base64 data`);
  const bytes: number[] = [];
  for (let at = 0; at + 1 < digits.length; at += 4) {
    const [a = 0, b = 0, c, d] = digits.slice(at, at + 4);
    bytes.push((a << 2) | (b >> 4));
    if (c !== undefined) bytes.push(((b & 15) << 4) | (c >> 2));
    if (c !== undefined && d !== undefined) bytes.push(((c & 3) << 6) | d);
  }
  if (digits.length % 4 === 1) return fail(`${described(text)} trailing base64 byte found`);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new Uint8Array(bytes));
}

const FORMATS: Readonly<Record<string, (value: Value) => string>> = {
  "@text": toText,
  "@json": (value) => print(value),
  "@csv": (value) => row(value, "csv", ",", (text) => `"${text.replaceAll('"', '""')}"`),
  "@tsv": (value) => row(value, "tsv", "\t", (text) => text.replace(/[\t\n\r\\]/g, (char) => TABS[char] as string)),
  "@html": (value) => toText(value).replace(/[<>&'"]/g, (char) => ENTITIES[char] as string),
  "@uri": (value) => percent(toText(value)),
  "@sh": shellWords,
  "@base64": (value) => base64(utf8(toText(value))),
  "@base64d": fromBase64,
};

export function formatted(name: string, value: Value): string {
  const format = FORMATS[name];
  return format ? format(value) : fail(`${name.slice(1)} is not a valid format`);
}
