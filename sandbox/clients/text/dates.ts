/** date and sleep, on the virtual clock. */
import { strftime } from "../../shell/interpreter/strftime.ts";
import { complain, installed, pathOf, Usage } from "./kit.ts";

const UNITS: Readonly<Record<string, number>> = {
  sec: 1,
  second: 1,
  min: 60,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  fortnight: 1_209_600,
};
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

function shifted(at: number, count: number, unit: string): number {
  if (unit !== "month" && unit !== "year") return at + count * (UNITS[unit] ?? 0) * 1000;
  const date = new Date(at);
  return Date.UTC(
    date.getUTCFullYear() + (unit === "year" ? count : 0),
    date.getUTCMonth() + (unit === "month" ? count : 0),
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  );
}

interface Reading {
  rest: string;
  at: number;
  touched: boolean;
}

function take(reading: Reading, pattern: RegExp, use: (match: RegExpExecArray) => void): boolean {
  const match = pattern.exec(reading.rest);
  if (!match) return false;
  reading.rest = reading.rest.slice(match[0].length).trimStart();
  reading.touched = true;
  use(match);
  return true;
}

const midnight = (at: number) => Math.floor(at / 86_400_000) * 86_400_000;

function absolute(reading: Reading): boolean {
  return (
    take(
      reading,
      /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*(Z|UTC|GMT|[-+]\d{2}:?\d{2})?/i,
      ([, year, month, day, hour = "0", minute = "0", second = "0", zone = "Z"]) => {
        const offset = /^([-+])(\d{2}):?(\d{2})$/.exec(zone);
        const shift = offset ? (Number(offset[2]) * 60 + Number(offset[3])) * (offset[1] === "-" ? -60_000 : 60_000) : 0;
        reading.at = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) - shift;
      },
    ) ||
    take(reading, /^(?:[a-z]{3},?\s+)?(\d{1,2})\s+([a-z]{3})[a-z]*\s+(\d{4})/i, ([, day, month, year]) => {
      reading.at = Date.UTC(Number(year), MONTHS.indexOf((month as string).toLowerCase()), Number(day));
    }) ||
    take(reading, /^(?:[a-z]{3}\s+)?([a-z]{3})[a-z]*\s+(\d{1,2})(?:,?\s+(\d{4}))?(?=\s|$)/i, ([, month, day, year]) => {
      reading.at = Date.UTC(
        year === undefined ? new Date(reading.at).getUTCFullYear() : Number(year),
        MONTHS.indexOf((month as string).toLowerCase()),
        Number(day),
      );
    })
  );
}

/** The instant a `date -d` text means, epoch milliseconds; undefined when it is not understood. */
export function parseDate(text: string, now: number): number | undefined {
  const reading: Reading = { rest: text.trim(), at: now, touched: false };
  if (reading.rest === "") return midnight(now);
  while (reading.rest !== "") {
    const known =
      take(reading, /^@(-?\d+)(?:\.\d+)?/, ([, seconds]) => {
        reading.at = Number(seconds) * 1000;
      }) ||
      take(reading, /^(now|today)\b/i, () => {}) ||
      take(reading, /^yesterday\b/i, () => {
        reading.at -= 86_400_000;
      }) ||
      take(reading, /^tomorrow\b/i, () => {
        reading.at += 86_400_000;
      }) ||
      take(reading, /^(next|last)\s+(sec(?:ond)?|min(?:ute)?|hour|day|week|fortnight|month|year)\b/i, ([, way, unit]) => {
        reading.at = shifted(reading.at, way?.toLowerCase() === "next" ? 1 : -1, (unit as string).toLowerCase());
      }) ||
      take(reading, /^([-+]?\s*\d+)\s*(sec(?:ond)?|min(?:ute)?|hour|day|week|fortnight|month|year)s?(\s+ago)?\b/i, ([, count, unit, ago]) => {
        reading.at = shifted(reading.at, Number((count as string).replace(/\s/g, "")) * (ago ? -1 : 1), (unit as string).toLowerCase());
      }) ||
      (!/^\d{1,2}:\d{2}/.test(reading.rest) && absolute(reading)) ||
      take(reading, /^(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(am|pm)?/i, ([, hour, minute, second = "0", half]) => {
        const hours = (Number(hour) % (half ? 12 : 24)) + (half?.toLowerCase() === "pm" ? 12 : 0);
        reading.at = midnight(reading.at) + ((hours * 60 + Number(minute)) * 60 + Number(second)) * 1000;
      }) ||
      take(reading, /^(?:utc|gmt|z)\b/i, () => {});
    if (!known || Number.isNaN(reading.at)) return undefined;
  }
  return reading.at;
}

export const date = installed({
  name: "date",
  summary: "show the (virtual) time",
  synopsis: "[OPTION]... [+FORMAT]",
  flags: "uR",
  values: "dsr",
  attached: "I",
  long: { utc: "u", universal: "u", date: "d", "iso-8601": "I?", "rfc-3339": "rfc=", "rfc-email": "R", reference: "r", set: "s" },
  async run(context, options) {
    const given = options.value("d");
    let at: number | undefined = context.clock.now();
    if (given !== undefined) at = parseDate(given, at);
    if (at === undefined) throw new Usage(`invalid date ‘${given}’`);
    const reference = options.value("r");
    if (reference !== undefined) {
      const stat = context.files.stat(pathOf(context, reference));
      if (!stat) throw new Usage(`${reference}: No such file or directory`);
      at = stat.mtime;
    }
    if (options.has("s")) {
      await complain(context, "cannot set date: Operation not permitted");
      return 1;
    }
    const [operand, extra] = options.operands;
    if (extra !== undefined) throw new Usage(`extra operand '${extra}'`);
    if (operand !== undefined && !operand.startsWith("+")) throw new Usage(`invalid date ‘${operand}’`);
    const iso: Readonly<Record<string, string>> = {
      "": "%Y-%m-%d",
      date: "%Y-%m-%d",
      hours: "%Y-%m-%dT%H%:z",
      minutes: "%Y-%m-%dT%H:%M%:z",
      seconds: "%Y-%m-%dT%H:%M:%S%:z",
      ns: "%Y-%m-%dT%H:%M:%S,%N%:z",
    };
    const rfc = options.value("rfc");
    const format = options.has("I")
      ? (iso[options.value("I") ?? ""] ?? "%Y-%m-%d")
      : rfc !== undefined
        ? rfc === "date"
          ? "%Y-%m-%d"
          : rfc === "ns"
            ? "%Y-%m-%d %H:%M:%S.%N%:z"
            : "%Y-%m-%d %H:%M:%S%:z"
        : options.has("R")
          ? "%a, %d %b %Y %H:%M:%S %z"
          : (operand?.slice(1) ?? "%a %b %e %H:%M:%S %Z %Y");
    await context.stdout.write(`${strftime(format, at)}\n`);
    return 0;
  },
});

export const sleep = installed({
  name: "sleep",
  summary: "let (virtual) time pass",
  synopsis: "NUMBER[SUFFIX]...",
  async run(context, options) {
    if (options.operands.length === 0) throw new Usage("missing operand");
    let seconds = 0;
    for (const operand of options.operands) {
      const match = /^(\d*\.?\d+|\d+\.)([smhd]?)$/.exec(operand);
      if (!match && operand !== "infinity") throw new Usage(`invalid time interval ‘${operand}’\nTry 'sleep --help' for more information.`);
      seconds += match ? Number(match[1]) * { "": 1, s: 1, m: 60, h: 3600, d: 86_400 }[match[2] as "s"] : Number.MAX_SAFE_INTEGER / 1000;
    }
    await context.clock.sleep(seconds * 1000);
    return 0;
  },
});
