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

function field(letter: string, date: Date, milliseconds: number): string | undefined {
  const two = (value: number) => String(value).padStart(2, "0");
  const hour = date.getUTCHours();
  switch (letter) {
    case "Y":
      return String(date.getUTCFullYear());
    case "C":
      return two(Math.floor(date.getUTCFullYear() / 100));
    case "y":
      return two(date.getUTCFullYear() % 100);
    case "m":
      return two(date.getUTCMonth() + 1);
    case "d":
      return two(date.getUTCDate());
    case "e":
      return String(date.getUTCDate()).padStart(2);
    case "H":
      return two(hour);
    case "k":
      return String(hour).padStart(2);
    case "I":
      return two(hour % 12 || 12);
    case "l":
      return String(hour % 12 || 12).padStart(2);
    case "M":
      return two(date.getUTCMinutes());
    case "S":
      return two(date.getUTCSeconds());
    case "N":
      return `${String(((milliseconds % 1000) + 1000) % 1000).padStart(3, "0")}000000`;
    case "p":
      return hour < 12 ? "AM" : "PM";
    case "P":
      return hour < 12 ? "am" : "pm";
    case "a":
      return (DAYS[date.getUTCDay()] as string).slice(0, 3);
    case "A":
      return DAYS[date.getUTCDay()];
    case "b":
    case "h":
      return (MONTHS[date.getUTCMonth()] as string).slice(0, 3);
    case "B":
      return MONTHS[date.getUTCMonth()];
    case "j":
      return String(yearDay(date)).padStart(3, "0");
    case "u":
      return String(date.getUTCDay() || 7);
    case "w":
      return String(date.getUTCDay());
    case "U":
      return two(Math.floor((yearDay(date) + 6 - date.getUTCDay()) / 7));
    case "W":
      return two(Math.floor((yearDay(date) + 6 - ((date.getUTCDay() + 6) % 7)) / 7));
    case "V":
      return two(isoWeek(date).week);
    case "G":
      return String(isoWeek(date).year);
    case "g":
      return two(isoWeek(date).year % 100);
    case "s":
      return String(Math.floor(milliseconds / 1000));
    case "z":
      return "+0000";
    case "Z":
      return "UTC";
    case "n":
      return "\n";
    case "t":
      return "\t";
    case "%":
      return "%";
    default:
      return undefined;
  }
}

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
    let value = compound ? strftime(compound, milliseconds) : field(letter, date, milliseconds);
    if (value === undefined) return whole;
    if (letter === "N" && width !== "") return value.slice(0, Number(width));
    if (flags.includes("-")) value = value.replace(/^[0 ]+(?=.)/, "");
    if (flags.includes("_")) value = value.replace(/^0+(?=.)/, (zeros) => " ".repeat(zeros.length));
    if (flags.includes("^")) value = value.toUpperCase();
    return width === "" ? value : value.padStart(Number(width), /^\d+$/.test(value) ? "0" : " ");
  });
}
