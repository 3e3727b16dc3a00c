/** Dates: seconds since 1970, and arrays of year, month from 0, day, hours, minutes, seconds, weekday, day of the year. This computer's zone is UTC. */
import { fail } from "../machine.ts";
import { isArray, numberOf, type Value } from "../values.ts";
import type { Apply } from "./strings.ts";

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const two = (value: number) => String(value).padStart(2, "0");
const blank = (value: number) => String(value).padStart(2, " ");

/** Seconds of broken-down fields; days and months beyond their ends carry over. */
function secondsOf(fields: readonly number[]): number {
  const [year = 1900, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = fields;
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  date.setUTCHours(hours, minutes, seconds);
  return date.getTime() / 1000;
}

function yearDay(date: Date): number {
  return Math.round((Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()) - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000);
}

function brokenDown(seconds: number): Value[] {
  const date = new Date(Math.floor(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return fail("error converting number of seconds since epoch to datetime");
  const fraction = seconds - Math.floor(seconds);
  return [
    date.getUTCFullYear(),
    date.getUTCMonth(),
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds() + fraction,
    date.getUTCDay(),
    yearDay(date),
  ];
}

/** Eight numbers, cut to integers. */
function fieldsOf(input: Value, name: string, least = 8): number[] {
  const fields = isArray(input) ? input.map((field) => numberOf(field)) : [];
  if (fields.length < least || fields.includes(undefined)) return fail(`${name} requires parsed datetime inputs`);
  return fields.map((field) => Math.trunc(field as number));
}

/** Week of the year by ISO 8601, and the year it belongs to. */
function isoWeek(date: Date): readonly [year: number, week: number] {
  const thursday = new Date(date.getTime());
  thursday.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  return [thursday.getUTCFullYear(), Math.floor(yearDay(thursday) / 7) + 1];
}

type Letter = (date: Date) => string;

const SHORT: Readonly<Record<string, string>> = {
  D: "%m/%d/%y",
  F: "%Y-%m-%d",
  R: "%H:%M",
  T: "%H:%M:%S",
  c: "%a %b %e %H:%M:%S %Y",
  h: "%b",
  r: "%I:%M:%S %p",
  x: "%m/%d/%y",
  X: "%H:%M:%S",
};

const LETTERS: Readonly<Record<string, Letter>> = {
  "%": () => "%",
  A: (date) => DAYS[date.getUTCDay()] ?? "",
  a: (date) => (DAYS[date.getUTCDay()] ?? "").slice(0, 3),
  B: (date) => MONTHS[date.getUTCMonth()] ?? "",
  b: (date) => (MONTHS[date.getUTCMonth()] ?? "").slice(0, 3),
  C: (date) => two(Math.floor(date.getUTCFullYear() / 100)),
  d: (date) => two(date.getUTCDate()),
  e: (date) => blank(date.getUTCDate()),
  G: (date) => String(isoWeek(date)[0]),
  g: (date) => two(isoWeek(date)[0] % 100),
  H: (date) => two(date.getUTCHours()),
  I: (date) => two(date.getUTCHours() % 12 || 12),
  j: (date) => String(yearDay(date) + 1).padStart(3, "0"),
  k: (date) => blank(date.getUTCHours()),
  l: (date) => blank(date.getUTCHours() % 12 || 12),
  M: (date) => two(date.getUTCMinutes()),
  m: (date) => two(date.getUTCMonth() + 1),
  n: () => "\n",
  P: (date) => (date.getUTCHours() < 12 ? "am" : "pm"),
  p: (date) => (date.getUTCHours() < 12 ? "AM" : "PM"),
  S: (date) => two(date.getUTCSeconds()),
  s: (date) => String(Math.floor(date.getTime() / 1000)),
  t: () => "\t",
  U: (date) => two(Math.floor((yearDay(date) + 7 - date.getUTCDay()) / 7)),
  u: (date) => String(date.getUTCDay() || 7),
  V: (date) => two(isoWeek(date)[1]),
  W: (date) => two(Math.floor((yearDay(date) + 7 - ((date.getUTCDay() + 6) % 7)) / 7)),
  w: (date) => String(date.getUTCDay()),
  Y: (date) => String(date.getUTCFullYear()),
  y: (date) => two(date.getUTCFullYear() % 100),
  Z: () => "UTC",
  z: () => "+0000",
};

function written(date: Date, format: string): string {
  return format.replace(/%([\s\S])/g, (whole, letter: string) => {
    const longer = SHORT[letter];
    return longer === undefined ? (LETTERS[letter]?.(date) ?? whole) : written(date, longer);
  });
}

function strftime(input: Value, format: Value | undefined, name: string): Value {
  const seconds = numberOf(input);
  const fields = seconds === undefined ? fieldsOf(input, name) : brokenDown(seconds).map(Number);
  if (typeof format !== "string") return fail(`${name} requires a string format`);
  const text = written(new Date(secondsOf(fields) * 1000), format);
  return text === "" ? fail(`${name}: unknown system failure`) : text;
}

type Setter = (fields: number[], text: string) => void;

/** Sets one field to what the text means. */
function into(at: number, read: (text: string) => number): Setter {
  return (fields, text) => {
    fields[at] = read(text);
  };
}

/** What each letter of `strptime` reads, and the field it sets. */
const READS: Readonly<Record<string, readonly [pattern: string, set: Setter]>> = {
  Y: ["[+-]?\\d{1,4}", into(0, (text) => Number(text))],
  y: ["\\d{1,2}", into(0, (text) => Number(text) + (Number(text) < 69 ? 2000 : 1900))],
  m: ["\\s*\\d{1,2}", into(1, (text) => Number(text) - 1)],
  d: ["\\s*\\d{1,2}", into(2, (text) => Number(text))],
  H: ["\\s*\\d{1,2}", into(3, (text) => Number(text))],
  I: ["\\s*\\d{1,2}", into(3, (text) => Number(text) % 12)],
  M: ["\\s*\\d{1,2}", into(4, (text) => Number(text))],
  S: ["\\s*\\d{1,2}", into(5, (text) => Number(text))],
  j: ["\\s*\\d{1,3}", into(7, (text) => Number(text) - 1)],
  p: ["[AaPp][Mm]", into(8, (text) => (/^p/i.test(text) ? 12 : 0))],
  s: [
    "-?\\d+",
    (fields, text) => {
      fields.splice(0, 8, ...brokenDown(Number(text)).map(Number));
    },
  ],
  Z: ["[A-Za-z]+", () => undefined],
  z: ["Z|[+-]\\d\\d:?(?:\\d\\d)?", () => undefined],
  n: ["\\s*", () => undefined],
  t: ["\\s*", () => undefined],
  "%": ["%", () => undefined],
};
const ALIASES: Readonly<Record<string, string>> = { e: "d", k: "H", l: "I", h: "b", B: "b", A: "a" };

function nameIndex(names: readonly string[], text: string): number {
  return names.findIndex((name) => name.slice(0, 3).toLowerCase() === text.slice(0, 3).toLowerCase());
}

function reader(letter: string): readonly [string, Setter] | undefined {
  const name = ALIASES[letter] ?? letter;
  const any = (names: readonly string[]) => names.flatMap((one) => [one, one.slice(0, 3)]).join("|");
  if (name === "b") return [any(MONTHS), into(1, (text) => nameIndex(MONTHS, text))];
  if (name === "a") return [any(DAYS), () => undefined];
  return READS[name];
}

function strptime(input: Value, format: Value | undefined): Value {
  if (typeof input !== "string" || typeof format !== "string") return fail("strptime/1 requires string inputs and arguments");
  const whole = format.replace(/%([DFRTcrxX])/g, (_whole, letter: string) => SHORT[letter] ?? "");
  const sets: Setter[] = [];
  const pattern = whole.replace(/%([\s\S])|\s+|[^\w\s]/g, (text, letter: string | undefined) => {
    if (letter === undefined) return /\s/.test(text) ? "\\s*" : `\\${text}`;
    const read = reader(letter);
    if (!read) return "(?!)";
    sets.push(read[1]);
    return `(${read[0]})`;
  });
  const match = new RegExp(`^${pattern}$`, "i").exec(input);
  if (!match) return fail(`date "${input}" does not match format "${format}"`);
  const fields = [1900, 0, 0, 0, 0, 0, 0, -1, 0];
  for (const [at, set] of sets.entries()) set(fields, match[at + 1] ?? "");
  fields[3] = (fields[3] ?? 0) + (fields[8] ?? 0);
  if ((fields[7] ?? -1) >= 0 && fields[2] === 0) fields.splice(1, 2, 0, (fields[7] ?? 0) + 1);
  const date = new Date(secondsOf(fields) * 1000);
  if (fields[2] === 0) return [...fields.slice(0, 6), date.getUTCDay(), yearDay(date)];
  return brokenDown(date.getTime() / 1000);
}

function toFields(input: Value, name: string): Value {
  const seconds = numberOf(input);
  return seconds === undefined ? fail(`${name}() requires numeric inputs`) : brokenDown(seconds);
}

function mktime(input: Value): Value {
  return isArray(input) ? secondsOf(fieldsOf(input, "mktime", 6)) : fail("mktime requires array inputs");
}

const ISO = "%Y-%m-%dT%H:%M:%SZ";

export const DATES: Readonly<Record<string, Apply>> = {
  "now/0": (_input, _args, world) => world.now(),
  "gmtime/0": (input) => toFields(input, "gmtime"),
  "localtime/0": (input) => toFields(input, "localtime"),
  "mktime/0": mktime,
  "strftime/1": (input, [format]) => strftime(input, format, "strftime/1"),
  "strflocaltime/1": (input, [format]) => strftime(input, format, "strflocaltime/1"),
  "strptime/1": (input, [format]) => strptime(input, format),
  ...Object.fromEntries(["todate/0", "todateiso8601/0"].map((name): [string, Apply] => [name, (input) => strftime(input, ISO, "strftime/1")])),
  ...Object.fromEntries(["fromdate/0", "fromdateiso8601/0"].map((name): [string, Apply] => [name, (input) => mktime(strptime(input, ISO))])),
};
