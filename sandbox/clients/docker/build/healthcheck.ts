/** `HEALTHCHECK`: what is wrong with it, what it sets, and how the history tells of it (https://docs.docker.com/reference/dockerfile/#healthcheck). */
import type { HealthCheck } from "../store/manifests.ts";
import { goDuration, parseGoDuration } from "../words/durations.ts";

type Flags = Readonly<Record<string, string>>;

const LENGTHS = { interval: "Interval", timeout: "Timeout", "start-period": "StartPeriod", "start-interval": "StartInterval" } as const;

/** In BuildKit's words, or undefined. */
export function wrongHealthcheck(text: string, flags: Flags): string | undefined {
  const [type = "", ...rest] = text.split(/\s+/);
  if (type.toUpperCase() === "NONE") return rest.length > 0 ? "HEALTHCHECK NONE takes no arguments" : undefined;
  if (type.toUpperCase() !== "CMD") return `Unknown type ${JSON.stringify(type.toUpperCase())} in HEALTHCHECK (try CMD)`;
  if (rest.length === 0) return "Missing command after HEALTHCHECK CMD";
  for (const name of Object.keys(LENGTHS)) {
    const length = parseGoDuration(flags[name] ?? "0");
    if (typeof length !== "number") return length.wrong;
  }
  const { retries = "0" } = flags;
  return /^[-+]?[0-9]+$/.test(retries) ? undefined : `strconv.ParseInt: parsing ${JSON.stringify(retries)}: invalid syntax`;
}

/** Of one that nothing is wrong with. `command` reads a list in JSON, which anything else that begins with a bracket is not. */
export function healthcheckOf(text: string, flags: Flags, command: (text: string) => readonly string[] | undefined): HealthCheck {
  if (/^none$/i.test(text)) return { Test: ["NONE"] };
  const rest = text.slice(3).trim();
  const list = command(rest);
  const lengths = Object.entries(LENGTHS).flatMap(([flag, name]) => {
    const length = parseGoDuration(flags[flag] ?? "0");
    return typeof length === "number" && length !== 0 ? [[name, length]] : [];
  });
  const retries = Number(flags.retries ?? 0);
  return { Test: list ? ["CMD", ...list] : ["CMD-SHELL", rest], ...Object.fromEntries(lengths), ...(retries === 0 ? {} : { Retries: retries }) };
}

/** BuildKit prints the pointer to it with `%q`: lengths as texts, and a number as the character of that code. */
export function shownHealthcheck({ Test, Interval = 0, Timeout = 0, StartPeriod = 0, StartInterval = 0, Retries = 0 }: HealthCheck): string {
  const lengths = [Interval, Timeout, StartPeriod, StartInterval].map((length) => `"${goDuration(length)}"`);
  return `HEALTHCHECK &{[${Test.map((word) => JSON.stringify(word)).join(" ")}] ${lengths.join(" ")} '${character(Retries)}'}`;
}

/** Those of the codes from 7 on. */
const ESCAPED = "abtnvfr";

function character(code: number): string {
  if (code === 39 || code === 92) return `\\${String.fromCharCode(code)}`;
  if (code >= 7 && code < 7 + ESCAPED.length) return `\\${ESCAPED[code - 7]}`;
  return code < 32 || code === 127 ? `\\x${code.toString(16).padStart(2, "0")}` : String.fromCodePoint(code);
}
