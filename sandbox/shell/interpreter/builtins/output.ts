/** `echo` and `printf`, and the formatting that `printf`(1) shares. */
import { escapeWord, quoteWord } from "../quote.ts";
import { strftime } from "../strftime.ts";
import { assign } from "../variables.ts";
import { type Builtin, fail, say } from "./builtin.ts";

const SIMPLE: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  e: "\x1b",
  E: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
};

/** Backslash escapes of `echo -e` and `%b`; `stop` when `\c` ended the output. */
export function unescapeText(text: string, octal: RegExp = /^0([0-7]{0,3})/): { readonly text: string; readonly stop: boolean } {
  let out = "";
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== "\\") {
      out += text[at];
      continue;
    }
    const rest = text.slice(at + 1);
    const next = rest[0];
    const number = octal.exec(rest);
    const hex = /^x([0-9A-Fa-f]{1,2})|^u([0-9A-Fa-f]{1,4})|^U([0-9A-Fa-f]{1,8})/.exec(rest);
    if (next === "c") return { text: out, stop: true };
    if (number) {
      out += String.fromCharCode(Number.parseInt(number[1] || "0", 8) & 255);
      at += number[0].length;
    } else if (hex) {
      out += String.fromCodePoint(Number.parseInt((hex[1] ?? hex[2] ?? hex[3]) as string, 16));
      at += hex[0].length;
    } else if (next !== undefined && SIMPLE[next] !== undefined) {
      out += SIMPLE[next];
      at++;
    } else {
      out += "\\";
    }
  }
  return { text: out, stop: false };
}

export const echo: Builtin = async (context, args) => {
  let newline = true;
  let escapes = context.process.state.options.xpg_echo ?? false;
  let at = 0;
  for (; at < args.length && /^-[neE]+$/.test(args[at] as string); at++) {
    for (const letter of (args[at] as string).slice(1)) {
      if (letter === "n") newline = false;
      else escapes = letter === "e";
    }
  }
  const line = args.slice(at).join(" ");
  const shown = escapes ? unescapeText(line) : { text: line, stop: false };
  await say(context, shown.text + (newline && !shown.stop ? "\n" : ""));
  return 0;
};

/** Result of formatting: `problem` is printed after `printf: `, and the status is 1. */
export interface Formatted {
  readonly text: string;
  readonly problems: readonly string[];
}

const SPEC = /^%([-+ #0']*)(\*|\d+)?(?:\.(\*|-?\d+)?)?([hlLqjzt]*)(?:(\([^)]*\))T|([%A-Za-z]))/;

interface Cursor {
  readonly args: readonly string[];
  at: number;
  readonly problems: string[];
  stop: boolean;
}

function integer(argument: string | undefined, cursor: Cursor): bigint {
  if (argument === undefined || argument === "") return 0n;
  if (/^["']/.test(argument)) return BigInt(argument.codePointAt(1) ?? 0);
  const match = /^\s*([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(argument);
  if (!match || match[0] !== argument) cursor.problems.push(`${argument}: invalid number`);
  if (!match) return 0n;
  const digits = match[2] as string;
  const value = /^0[0-7]+$/.test(digits) ? BigInt(`0o${digits.slice(1)}`) : BigInt(digits);
  return BigInt.asIntN(64, match[1] === "-" ? -value : value);
}

function real(argument: string | undefined, cursor: Cursor): number {
  if (argument === undefined || argument === "") return 0;
  const value = Number(argument);
  if (Number.isNaN(value)) cursor.problems.push(`${argument}: invalid number`);
  return Number.isNaN(value) ? Number.parseFloat(argument) || 0 : value;
}

function pad(text: string, flags: string, width: number, numeric: boolean): string {
  if (text.length >= width) return text;
  if (flags.includes("-")) return text.padEnd(width);
  if (!flags.includes("0") || !numeric) return text.padStart(width);
  const sign = /^[-+ ]|^0[xX]/.exec(text)?.[0] ?? "";
  return sign + text.slice(sign.length).padStart(width - sign.length, "0");
}

function signed(value: string, negative: boolean, flags: string): string {
  return (negative ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "") + value;
}

function whole(value: bigint, letter: string, flags: string, precision: number | undefined): string {
  const magnitude = value < 0n ? -value : value;
  if (letter === "d" || letter === "i") return signed(magnitude.toString().padStart(precision ?? 1, "0"), value < 0n, flags);
  const unsigned = BigInt.asUintN(64, value);
  const digits =
    letter === "u"
      ? unsigned.toString()
      : letter === "o"
        ? unsigned.toString(8)
        : letter === "x"
          ? unsigned.toString(16)
          : unsigned.toString(16).toUpperCase();
  const mark = !flags.includes("#") || value === 0n ? "" : letter === "o" ? "0" : letter === "u" ? "" : `0${letter}`;
  return mark + digits.padStart(precision ?? 1, "0");
}

function floating(value: number, letter: string, flags: string, precision = 6): string {
  const magnitude = Math.abs(value);
  const exponent = (text: string) => text.replace(/e([-+])(\d)$/, "e$10$2");
  let text: string;
  if (letter === "f" || letter === "F") text = magnitude.toFixed(Math.min(100, precision));
  else if (letter === "e" || letter === "E") text = exponent(magnitude.toExponential(Math.min(100, precision)));
  else {
    const digits = Math.max(1, precision);
    const power = magnitude === 0 ? 0 : Math.floor(Math.log10(magnitude));
    text =
      power < -4 || power >= digits
        ? exponent(magnitude.toExponential(digits - 1)).replace(/\.?0+e/, "e")
        : String(Number(magnitude.toPrecision(digits)));
  }
  return signed(letter === letter.toUpperCase() ? text.toUpperCase() : text, value < 0, flags);
}

/** One pass over the format. */
function once(format: string, cursor: Cursor, now: number): string {
  let out = "";
  for (let at = 0; at < format.length && !cursor.stop; ) {
    const rest = format.slice(at);
    const spec = rest.startsWith("%") ? SPEC.exec(rest) : null;
    if (!spec) {
      const until = rest.indexOf("%", 1);
      const piece = until < 0 ? rest : rest.slice(0, until);
      const plain = unescapeText(piece, /^([0-7]{1,3})/);
      out += plain.text;
      cursor.stop ||= plain.stop;
      at += piece.length;
      continue;
    }
    at += spec[0].length;
    out += conversion(spec, cursor, now);
  }
  return out;
}

function conversion(spec: RegExpExecArray, cursor: Cursor, now: number): string {
  let flags = spec[1] ?? "";
  const take = () => cursor.args[cursor.at++];
  let width = spec[2] === "*" ? Number(integer(take(), cursor)) : Number(spec[2] ?? 0);
  if (width < 0) {
    flags += "-";
    width = -width;
  }
  const dot = /^[^A-Za-z(]*\./.test(spec[0]);
  const precision = dot ? (spec[3] === "*" ? Number(integer(take(), cursor)) : Number(spec[3] ?? 0)) : undefined;
  if (spec[5] !== undefined) {
    const argument = take();
    const seconds = argument === undefined || argument === "-1" ? Math.floor(now / 1000) : Number(integer(argument, cursor));
    return pad(strftime(spec[5].slice(1, -1) || "%X", seconds * 1000), flags, width, false);
  }
  const letter = (spec[4]?.endsWith("q") ? spec[6] : spec[6]) as string;
  switch (letter) {
    case "%":
      return "%";
    case "s": {
      const text = take() ?? "";
      return pad(precision === undefined ? text : text.slice(0, precision), flags, width, false);
    }
    case "q":
      return pad(escapeWord(take() ?? ""), flags, width, false);
    case "Q":
      return pad(quoteWord(take() ?? ""), flags, width, false);
    case "b": {
      const shown = unescapeText(take() ?? "", /^0?([0-7]{1,3})/);
      cursor.stop ||= shown.stop;
      return pad(shown.text, flags, width, false);
    }
    case "c":
      return pad((take() ?? "").slice(0, 1), flags, width, false);
    case "d":
    case "i":
    case "u":
    case "o":
    case "x":
    case "X":
      return pad(whole(integer(take(), cursor), letter, flags, precision), flags, width, precision === undefined);
    case "e":
    case "E":
    case "f":
    case "F":
    case "g":
    case "G":
      return pad(floating(real(take(), cursor), letter, flags, precision), flags, width, true);
    default:
      cursor.problems.push(`\`${letter}': invalid format character`);
      cursor.stop = true;
      return "";
  }
}

/** The output of `printf`: the format is used again until the arguments are used up. */
export function formatText(format: string, args: readonly string[], now: number): Formatted {
  const cursor: Cursor = { args, at: 0, problems: [], stop: false };
  let out = "";
  do {
    const before = cursor.at;
    out += once(format, cursor, now);
    if (cursor.at === before) break;
  } while (cursor.at < args.length && !cursor.stop);
  return { text: out, problems: cursor.problems };
}

export const printf: Builtin = async (context, args) => {
  let rest = args;
  let variable: string | undefined;
  if (rest[0] === "-v") {
    variable = rest[1];
    rest = rest.slice(2);
  }
  if (rest[0] === "--") rest = rest.slice(1);
  const [format, ...values] = rest;
  if (format === undefined) {
    await context.fds.get(2)?.output?.write("printf: usage: printf [-v var] format [arguments]\n");
    return 2;
  }
  const formatted = formatText(format, values, context.computer.clock.now());
  if (variable === undefined) await say(context, formatted.text);
  else assign(context.process, variable, formatted.text);
  for (const problem of formatted.problems) await fail(context, `printf: ${problem}`);
  return formatted.problems.length > 0 ? 1 : 0;
};
