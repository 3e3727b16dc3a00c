/**
 * The comparison operators of event patterns (EventBridge User Guide, "Comparison operators"): what each may be given, and what it
 * matches. Matchers see single values, never lists; `exists` alone is about a name that may not be there.
 */
import type { Json } from "./pattern.ts";

export interface Matcher {
  /** Why it cannot be given this. */
  problem(given: Json): string | undefined;
  matches(given: Json, value: Json): boolean;
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value as Json];
}

function fold(text: string): string {
  return text.toLowerCase();
}

/** `{"equals-ignore-case": "x"}` inside `prefix` and `suffix`. */
function ignoringCase(given: Json): string | undefined {
  const inner = isObject(given) && Object.keys(given).length === 1 ? given["equals-ignore-case"] : undefined;
  return typeof inner === "string" ? inner : undefined;
}

function affix(name: string, fits: (text: string, part: string) => boolean): Matcher {
  return {
    problem: (given) => (typeof given === "string" || ignoringCase(given) !== undefined ? undefined : `${name} match pattern must be a string`),
    matches(given, value) {
      if (typeof value !== "string") return false;
      const folded = ignoringCase(given);
      return folded === undefined ? fits(value, String(given)) : fits(fold(value), fold(folded));
    },
  };
}

const prefix = affix("prefix", (text, part) => text.startsWith(part));
const suffix = affix("suffix", (text, part) => text.endsWith(part));

const equalsIgnoreCase: Matcher = {
  problem: (given) => (typeof given === "string" ? undefined : "equals-ignore-case match pattern must be a string"),
  matches: (given, value) => typeof value === "string" && fold(value) === fold(String(given)),
};

/** Pieces between the stars, with `\*` and `\\` taken literally; undefined for a lone backslash. */
function pieces(pattern: string): readonly string[] | undefined {
  const found = [""];
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern.charAt(index);
    if (character === "*") {
      found.push("");
      continue;
    }
    const next = pattern.charAt(index + 1);
    if (character === "\\" && next !== "*" && next !== "\\") return undefined;
    if (character === "\\") index++;
    found[found.length - 1] += character === "\\" ? next : character;
  }
  return found;
}

/** Linear in the text for each piece: no pattern can make it slow. */
function wildcardMatches(pattern: string, text: string): boolean {
  const [first = "", ...rest] = pieces(pattern) ?? [];
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0 || found + piece.length > text.length - last.length) return false;
    at = found + piece.length;
  }
  return true;
}

const wildcard: Matcher = {
  problem(given) {
    if (typeof given !== "string") return "wildcard match pattern must be a string";
    const parts = pieces(given);
    if (!parts) return "Invalid escape character";
    const double = parts.slice(1, -1).indexOf("");
    return double < 0 ? undefined : `Consecutive wildcard characters at pos ${given.indexOf("**")}`;
  },
  matches: (given, value) => typeof value === "string" && wildcardMatches(String(given), value),
};

const COMPARISONS: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  "=": (value, limit) => value === limit,
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
  ">": (value, limit) => value > limit,
  ">=": (value, limit) => value >= limit,
};

/** One comparison, or a range from below and from above. */
const numeric: Matcher = {
  problem(given) {
    if (!Array.isArray(given)) return "Value of numeric must be an array.";
    if (given.length === 0) return "Invalid member in numeric match: ]";
    for (let index = 0; index < given.length; index += 2) {
      const [operator, limit] = [given[index], given[index + 1]];
      if (typeof operator !== "string" || !Object.hasOwn(COMPARISONS, operator)) return `Unrecognized numeric range operator: ${String(operator)}`;
      if (typeof limit !== "number") return `Value of ${operator} must be numeric`;
    }
    const [first, , second] = given;
    if (given.length > 4 || (given.length === 4 && !(String(first).startsWith(">") && String(second).startsWith("<"))))
      return "Too many elements in numeric expression";
    return given.length === 4 && Number(given[1]) >= Number(given[3]) ? "Bottom must be less than top" : undefined;
  },
  matches(given, value) {
    if (typeof value !== "number") return false;
    const terms = listOf(given);
    return terms.every((term, index) => index % 2 === 1 || COMPARISONS[String(term)]?.(value, Number(terms[index + 1])) === true);
  },
};

function addressBits(text: string): { readonly bits: bigint; readonly width: number } | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return sixBits(text);
  return { bits: parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n), width: 32 };
}

function sixBits(text: string): { readonly bits: bigint; readonly width: number } | undefined {
  const [head = "", tail, more] = text.split("::");
  if (more !== undefined) return undefined;
  const groups = (side: string) => (side === "" ? [] : side.split(":"));
  const missing = 8 - groups(head).length - groups(tail ?? "").length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...groups(head), ...Array.from({ length: Math.max(missing, 0) }, () => "0"), ...groups(tail ?? "")];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return { bits: all.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n), width: 128 };
}

const cidr: Matcher = {
  problem(given) {
    if (typeof given !== "string") return "cidr match pattern must be a string";
    const [address = "", length, more] = given.split("/");
    if (length === undefined || more !== undefined) return "Malformed CIDR, one '/' required";
    const parsed = addressBits(address);
    if (!parsed) return `Nonstandard IP address: ${address}`;
    return /^\d+$/.test(length) && Number(length) <= parsed.width ? undefined : "Malformed CIDR, mask bits must be an integer";
  },
  matches(given, value) {
    const [address = "", length = ""] = String(given).split("/");
    const [range, asked] = [addressBits(address), typeof value === "string" ? addressBits(value) : undefined];
    if (!range || !asked || range.width !== asked.width) return false;
    const shift = BigInt(range.width - Number(length));
    return range.bits >> shift === asked.bits >> shift;
  },
};

/** What `anything-but` may hold instead of values; each may be given several texts. */
const INVERTED: Readonly<Record<string, Matcher>> = { prefix, suffix, "equals-ignore-case": equalsIgnoreCase, wildcard };

const anythingBut: Matcher = {
  problem(given) {
    if (isObject(given)) {
      const [[name, inner] = ["", null], ...more] = Object.entries(given);
      const matcher = Object.hasOwn(INVERTED, name) ? INVERTED[name] : undefined;
      if (!matcher) return `Unsupported anything-but pattern: ${name}`;
      if (more.length > 0) return "Only one key allowed in match expression";
      const all = listOf(inner);
      return all.length === 0 ? "Empty arrays are not allowed" : all.map((one) => matcher.problem(one)).find((problem) => problem !== undefined);
    }
    const all = listOf(given);
    const sound = all.length > 0 && (all.every((one) => typeof one === "string") || all.every((one) => typeof one === "number"));
    return sound ? undefined : "Value of anything-but must be an array or single string/number value.";
  },
  matches(given, value) {
    if (!isObject(given)) return !listOf(given).includes(value);
    return !Object.entries(given).some(([name, inner]) => listOf(inner).some((one) => INVERTED[name]?.matches(one, value) === true));
  },
};

const exists: Matcher = {
  problem: (given) => (typeof given === "boolean" ? undefined : "exists match pattern must be either true or false."),
  matches: (given) => given === true,
};

export const matchers: Readonly<Record<string, Matcher>> = {
  prefix,
  suffix,
  "equals-ignore-case": equalsIgnoreCase,
  wildcard,
  numeric,
  cidr,
  "anything-but": anythingBut,
  exists,
};
