/** Dates as strftime(3) formats them, in UTC: the sandbox's computers live in UTC. */

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** Day of the year, 1 to 366. */
function yearDay(date: Date): number {
  return (
    Math.floor((Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()) - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1
  );
}

/** ISO 8601 week and its year. */
function isoWeek(date: Date): { readonly year: number; readonly week: number } {
  const thursday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + 4 - (date.getUTCDay() || 7)));
  return { year: thursday.getUTCFullYear(), week: Math.ceil(yearDay(thursday) / 7) };
}

const two = (value: number) => String(value).padStart(2, "0");
const day = (date: Date) => DAYS[date.getUTCDay()] as string;
const month = (date: Date) => MONTHS[date.getUTCMonth()] as string;

/** The fields by letter; `at` is the instant in epoch milliseconds. */
const FIELDS: Readonly<Record<string, (date: Date, at: number) => string>> = {
  Y: (date) => String(date.getUTCFullYear()),
  C: (date) => two(Math.floor(date.getUTCFullYear() / 100)),
  y: (date) => two(date.getUTCFullYear() % 100),
  m: (date) => two(date.getUTCMonth() + 1),
  d: (date) => two(date.getUTCDate()),
  e: (date) => String(date.getUTCDate()).padStart(2),
  H: (date) => two(date.getUTCHours()),
  k: (date) => String(date.getUTCHours()).padStart(2),
  I: (date) => two(date.getUTCHours() % 12 || 12),
  l: (date) => String(date.getUTCHours() % 12 || 12).padStart(2),
  M: (date) => two(date.getUTCMinutes()),
  S: (date) => two(date.getUTCSeconds()),
  N: (_date, at) => `${String(((at % 1000) + 1000) % 1000).padStart(3, "0")}000000`,
  p: (date) => (date.getUTCHours() < 12 ? "AM" : "PM"),
  P: (date) => (date.getUTCHours() < 12 ? "am" : "pm"),
  a: (date) => day(date).slice(0, 3),
  A: (date) => day(date),
  b: (date) => month(date).slice(0, 3),
  h: (date) => month(date).slice(0, 3),
  B: (date) => month(date),
  j: (date) => String(yearDay(date)).padStart(3, "0"),
  u: (date) => String(date.getUTCDay() || 7),
  w: (date) => String(date.getUTCDay()),
  U: (date) => two(Math.floor((yearDay(date) + 6 - date.getUTCDay()) / 7)),
  W: (date) => two(Math.floor((yearDay(date) + 6 - ((date.getUTCDay() + 6) % 7)) / 7)),
  V: (date) => two(isoWeek(date).week),
  G: (date) => String(isoWeek(date).year),
  g: (date) => two(isoWeek(date).year % 100),
  s: (_date, at) => String(Math.floor(at / 1000)),
  z: () => "+0000",
  Z: () => "UTC",
  n: () => "\n",
  t: () => "\t",
  "%": () => "%",
};

const COMPOUND: Readonly<Record<string, string>> = {
  F: "%Y-%m-%d",
  T: "%H:%M:%S",
  D: "%m/%d/%y",
  R: "%H:%M",
  r: "%I:%M:%S %p",
  c: "%a %b %e %H:%M:%S %Y",
  x: "%m/%d/%y",
  X: "%H:%M:%S",
};

/** `format` with its `%` fields filled in for an instant (epoch milliseconds, UTC); GNU flags `-`, `_`, `0`, `^`, `%3N` and `%:z` are known. */
export function strftime(format: string, milliseconds: number): string {
  const date = new Date(milliseconds);
  return format.replace(/%([-_0^]*)(\d*)(:?[A-Za-z%])/g, (whole, flags: string, width: string, letter: string) => {
    if (letter === ":z") return "+00:00";
    const compound = COMPOUND[letter];
    let value = compound ? strftime(compound, milliseconds) : FIELDS[letter]?.(date, milliseconds);
    if (value === undefined) return whole;
    if (letter === "N" && width !== "") return value.slice(0, Number(width));
    if (flags.includes("-")) value = value.replace(/^[0 ]+(?=.)/, "");
    if (flags.includes("_")) value = value.replace(/^0+(?=.)/, (zeros) => " ".repeat(zeros.length));
    if (flags.includes("^")) value = value.toUpperCase();
    return width === "" ? value : value.padStart(Number(width), /^\d+$/.test(value) ? "0" : " ");
  });
}
