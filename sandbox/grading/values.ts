/** Value tests (FORMAT §4.2): equality, containment, parts and a dozen words. Globs only, so no lesson can make the page hang. */

/** What a lookup that finds nothing stands for; nothing equals it, not even itself. */
export const NOTHING: unique symbol = Symbol("nothing");

export interface Matching {
  /** Answers are compared trimmed and without regard to case. */
  readonly lenient?: boolean;
}

const WORDS = [
  "is",
  "not",
  "any",
  "like",
  "atLeast",
  "atMost",
  "over",
  "under",
  "near",
  "within",
  "includes",
  "excludes",
  "every",
  "count",
  "exists",
] as const;
type Word = (typeof WORDS)[number];

export function isTestWord(key: string): key is Word {
  return (WORDS as readonly string[]).includes(key);
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether `value` passes `test`. A part that is missing is `undefined`, which equals `null`. */
export function matches(test: unknown, value: unknown, how: Matching = {}): boolean {
  if (test === NOTHING || value === NOTHING) return false;
  if (Array.isArray(test)) {
    const members = membersOf(value) ?? (value === undefined || value === null ? [] : [value]);
    return test.every((wanted) => members.some((member) => matches(wanted, member, how)));
  }
  if (isMap(test)) {
    return Object.entries(test).every(([key, wanted]) =>
      isTestWord(key) ? word(key, wanted, value, test, how) : matches(wanted, part(value, key), how),
    );
  }
  return equal(test, value, how);
}

function word(key: Word, wanted: unknown, value: unknown, test: Readonly<Record<string, unknown>>, how: Matching): boolean {
  switch (key) {
    case "is":
      return matches(wanted, value, how);
    case "not":
      return wanted !== NOTHING && !matches(wanted, value, how);
    case "any":
      return (Array.isArray(wanted) ? wanted : [wanted]).some((one) => matches(one, value, how));
    case "like":
      return wanted !== NOTHING && isScalar(value) && glob(fold(String(wanted), how), fold(String(value), how));
    case "atLeast":
      return compare(value, wanted, (a, b) => a >= b);
    case "atMost":
      return compare(value, wanted, (a, b) => a <= b);
    case "over":
      return compare(value, wanted, (a, b) => a > b);
    case "under":
      return compare(value, wanted, (a, b) => a < b);
    case "near":
      return near(value, wanted, test.within);
    case "within":
      return true;
    case "includes":
      return (membersOf(value) ?? []).some((member) => matches(wanted, member, how));
    case "excludes":
      return !(membersOf(value) ?? []).some((member) => matches(wanted, member, how));
    case "every":
      return (membersOf(value) ?? []).every((member) => matches(wanted, member, how));
    case "count":
      return matches(wanted, size(value), how);
    case "exists":
      return (value !== undefined && value !== null) === wanted;
  }
}

/** The part of `value` at a path: dots between names, list members by number, `.count` for the length. Names may hold dots themselves. */
export function part(value: unknown, path: string): unknown {
  if (path === "") return value;
  if (isMap(value) && path in value) return value[path];
  if (path === "count" && (Array.isArray(value) || isMap(value))) return size(value);
  for (let dot = path.length; dot > 0; dot = path.lastIndexOf(".", dot - 1)) {
    const head = path.slice(0, dot);
    const found = Array.isArray(value) && /^\d+$/.test(head) ? value[Number(head)] : isMap(value) && head in value ? value[head] : undefined;
    if (found !== undefined && found !== null) return part(found, path.slice(dot + 1));
  }
  return undefined;
}

/** `*` any run of characters, `?` one character. Linear in practice: one backtrack point. */
export function glob(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let mark = 0;
  while (t < text.length) {
    if (p < pattern.length && pattern[p] === "*") {
      star = p++;
      mark = t;
    } else if (p < pattern.length && (pattern[p] === "?" || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  while (pattern[p] === "*") p++;
  return p === pattern.length;
}

export function isGlob(name: string): boolean {
  return /[*?]/.test(name);
}

const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of `30m`, `13h`, `11h 48m`; undefined for anything else. */
export function duration(text: unknown): number | undefined {
  if (typeof text !== "string" || !/^\d+[smhd]( \d+[smhd])*$/.test(text)) return undefined;
  return text.split(" ").reduce((sum, piece) => sum + Number(piece.slice(0, -1)) * UNITS[piece.slice(-1) as keyof typeof UNITS], 0);
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function membersOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : isMap(value) ? Object.values(value) : undefined;
}

function size(value: unknown): number {
  return membersOf(value)?.length ?? (value === undefined || value === null ? 0 : 1);
}

function fold(text: string, { lenient }: Matching): string {
  return lenient ? text.trim().toLowerCase() : text;
}

function equal(wanted: unknown, value: unknown, how: Matching): boolean {
  if (wanted === null || wanted === undefined) return value === null || value === undefined;
  if (!isScalar(value)) return false;
  if (typeof wanted === "number" || typeof value === "number") {
    return String(value).trim() !== "" && String(wanted).trim() !== "" && Number(wanted) === Number(value);
  }
  return fold(String(wanted), how) === fold(String(value), how);
}

function compare(value: unknown, wanted: unknown, holds: (a: number, b: number) => boolean): boolean {
  const [a, b] = [quantity(value), quantity(wanted)];
  return a !== undefined && b !== undefined && holds(a, b);
}

function near(value: unknown, wanted: unknown, within: unknown): boolean {
  const [a, b] = [instant(value), instant(wanted)];
  return a !== undefined && b !== undefined && Math.abs(a - b) <= (duration(within) ?? 0);
}

/** A number, a duration in milliseconds or a time in epoch milliseconds. */
function quantity(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const number = Number(value);
  return Number.isNaN(number) ? (duration(value.trim()) ?? instant(value)) : number;
}

/** Epoch milliseconds of a time as the API (seconds) or a person (ISO 8601, with or without a zone; UTC) writes it. */
function instant(value: unknown): number | undefined {
  const number = typeof value === "number" ? value : Number(value);
  if (typeof value !== "object" && !Number.isNaN(number)) return number < 1e11 ? number * 1000 : number;
  if (typeof value !== "string") return undefined;
  const text = value.trim().replace(" ", "T");
  const time = Date.parse(/(Z|[+-]\d{2}:?\d{2})$/.test(text) || !text.includes(":") ? text : `${text}Z`);
  return Number.isNaN(time) ? undefined : time;
}
