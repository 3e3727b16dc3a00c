/** sort and uniq. */
import { eachInput, installed, lines, type Options, open, Page, pathOf, sizeOf, Usage } from "./kit.ts";

interface Key {
  readonly from: number;
  readonly fromChar: number;
  readonly to: number;
  readonly toChar: number;
  readonly flags: string;
}

function keyOf(spec: string): Key {
  const match = /^(\d+)(?:\.(\d+))?([bdfgiMhnRrV]*)(?:,(\d+)(?:\.(\d+))?([bdfgiMhnRrV]*))?$/.exec(spec);
  if (!match) throw new Usage(`invalid number at field start: invalid count at start of '${spec}'`);
  if (match[1] === "0") throw new Usage(`field number is zero: invalid field specification '${spec}'`);
  return {
    from: Number(match[1]),
    fromChar: Number(match[2] ?? 1),
    to: match[4] === undefined ? Number.POSITIVE_INFINITY : Number(match[4]),
    toChar: Number(match[5] ?? 0),
    flags: (match[3] ?? "") + (match[6] ?? ""),
  };
}

/** Fields as sort sees them: with a separator, the parts between; else runs that begin with their blanks. */
function extract(line: string, key: Key, separator: string | undefined): string {
  const fields = separator === undefined ? (line.match(/\s*[^\s]+|\s+$/g) ?? []) : line.split(separator);
  const joiner = separator ?? "";
  const chosen = fields.slice(key.from - 1, key.to === Number.POSITIVE_INFINITY ? undefined : key.to);
  if (chosen.length === 0) return "";
  if (key.toChar > 0 && chosen.length === key.to - key.from + 1) chosen[chosen.length - 1] = (chosen.at(-1) as string).slice(0, key.toChar);
  const whole = chosen.join(joiner);
  return (key.flags.includes("b") ? whole.trimStart() : whole).slice(key.fromChar - 1);
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

function numeric(text: string): number {
  return Number(/^\s*(-?\d*\.?\d*)/.exec(text)?.[1] || 0) || 0;
}

function humanNumber(text: string): number {
  const match = /^\s*(-?\d*\.?\d*)\s*([kKMGTPE]?)/.exec(text);
  return (Number(match?.[1] || 0) || 0) * 1024 ** " KMGTPE".indexOf((match?.[2] || " ").toUpperCase());
}

function version(a: string, b: string): number {
  const split = (text: string) => text.match(/\d+|\D+/g) ?? [];
  const [left, right] = [split(a), split(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [x, y] = [left[at] ?? "", right[at] ?? ""];
    if (/^\d/.test(x) && /^\d/.test(y)) {
      if (Number(x) !== Number(y)) return Number(x) - Number(y);
    } else if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

function compareBy(flags: string, a: string, b: string): number {
  if (flags.includes("n")) return numeric(a) - numeric(b);
  if (flags.includes("h")) return humanNumber(a) - humanNumber(b);
  if (flags.includes("g")) return (Number.parseFloat(a) || 0) - (Number.parseFloat(b) || 0);
  if (flags.includes("V")) return version(a, b);
  if (flags.includes("M")) return MONTHS.indexOf(a.trim().slice(0, 3).toUpperCase()) - MONTHS.indexOf(b.trim().slice(0, 3).toUpperCase());
  const clean = (text: string) => {
    let shown = flags.includes("b") ? text.trimStart() : text;
    if (flags.includes("d")) shown = shown.replace(/[^A-Za-z0-9\s]/g, "");
    return flags.includes("f") ? shown.toUpperCase() : shown;
  };
  const [x, y] = [clean(a), clean(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

function comparison(options: Options): { readonly whole: (a: string, b: string) => number; readonly keys: (a: string, b: string) => number } {
  const globals = options.ordered
    .filter(([key]) => "bdfghiMnRV".includes(key))
    .map(([key]) => key)
    .join("");
  const separator = options.value("t");
  const keys = options.all("k").map(keyOf);
  const reverse = options.has("r");
  const byKeys = (a: string, b: string) => {
    if (keys.length === 0) return compareBy(globals, a, b) * (reverse ? -1 : 1);
    for (const key of keys) {
      const flags = key.flags === "" ? globals : key.flags;
      const backwards = key.flags === "" ? reverse : key.flags.includes("r");
      const order = compareBy(flags, extract(a, key, separator), extract(b, key, separator));
      if (order !== 0) return backwards ? -order : order;
    }
    return 0;
  };
  const whole = (a: string, b: string) =>
    byKeys(a, b) || (options.has("s") || options.has("u") ? 0 : (a < b ? -1 : a > b ? 1 : 0) * (reverse ? -1 : 1));
  return { whole, keys: byKeys };
}

export const sort = installed({
  name: "sort",
  summary: "sort lines",
  flags: "bdfghiMnRrVcCmsuz",
  values: "kotS",
  status: 2,
  long: {
    "numeric-sort": "n",
    reverse: "r",
    unique: "u",
    key: "k",
    "field-separator": "t",
    "human-numeric-sort": "h",
    "ignore-case": "f",
    "ignore-leading-blanks": "b",
    output: "o",
    check: "c?",
    stable: "s",
    "version-sort": "V",
    "month-sort": "M",
    "general-numeric-sort": "g",
    "dictionary-order": "d",
  },
  async run(context, options) {
    const separator = options.value("t");
    if (separator !== undefined && [...separator].length !== 1)
      throw new Usage(separator === "" ? "empty tab" : `multi-character tab '${separator}'`);
    const { whole, keys } = comparison(options);
    const rows: string[] = [];
    const status = await eachInput(
      context,
      options.operands,
      async (input) => {
        for await (const { text: line } of lines(input)) rows.push(line);
      },
      (name, words) => (words === "Is a directory" ? `read failed: ${name}: ${words}` : `cannot read: ${name}: ${words}`),
    );
    if (status !== 0) return 2;
    if (options.has("c") || options.has("C")) {
      const at = rows.findIndex(
        (row, index) => index > 0 && (options.has("u") ? keys(rows[index - 1] as string, row) >= 0 : whole(rows[index - 1] as string, row) > 0),
      );
      if (at < 0) return 0;
      if (options.has("c")) await context.stderr.write(`sort: ${options.operands[0] ?? "-"}:${at + 1}: disorder: ${rows[at]}\n`);
      return 1;
    }
    rows.sort(whole);
    const kept = options.has("u") ? rows.filter((row, index) => index === 0 || keys(rows[index - 1] as string, row) !== 0) : rows;
    const target = options.value("o");
    const content = kept.map((row) => `${row}\n`).join("");
    if (target === undefined) await context.stdout.write(content);
    else await context.files.write(pathOf(context, target), content);
    return 0;
  },
});

export const uniq = installed({
  name: "uniq",
  summary: "drop or count repeated lines",
  synopsis: "[OPTION]... [INPUT [OUTPUT]]",
  flags: "cduiz",
  values: "fsw",
  long: { count: "c", repeated: "d", unique: "u", "ignore-case": "i", "skip-fields": "f", "skip-chars": "s", "check-chars": "w" },
  async run(context, options) {
    const number = (key: string) => {
      const value = options.value(key);
      if (value !== undefined && sizeOf(value) === undefined) throw new Usage(`${value}: invalid number`);
      return value === undefined ? undefined : Number(value);
    };
    const fields = number("f") ?? 0;
    const skip = number("s") ?? 0;
    const width = number("w");
    const seen = (line: string) => {
      let shown = line.replace(new RegExp(`^(?:\\s*\\S+){0,${fields}}`), fields > 0 ? "" : "$&").slice(skip);
      if (width !== undefined) shown = shown.slice(0, width);
      return options.has("i") ? shown.toLowerCase() : shown;
    };
    const page = new Page(context);
    let current: { readonly line: string; count: number } | undefined;
    const close = async () => {
      if (!current) return;
      const shown = (options.has("d") && current.count < 2) || (options.has("u") && current.count > 1) ? undefined : current.line;
      if (shown !== undefined) await page.add(`${options.has("c") ? `${String(current.count).padStart(7)} ` : ""}${shown}\n`);
    };
    for await (const { text: line } of lines(open(context, options.operands[0] ?? "-"))) {
      if (current && seen(current.line) === seen(line)) current.count++;
      else {
        await close();
        current = { line, count: 1 };
      }
    }
    await close();
    await page.flush();
    return 0;
  },
});
