/** Condition blocks: every operator and every key must hold; one of a key's values is enough (IAM User Guide, "Condition operators"). */
import { type Context, contextValues, substitute } from "./variables.ts";
import { matchesArn, matchesWildcard } from "./wildcard.ts";

type Test = (actual: string, wanted: string) => boolean;

function compareNumbers(compare: (a: number, b: number) => boolean): Test {
  return (actual, wanted) => compare(Number(actual), Number(wanted));
}

function instant(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

function compareDates(compare: (a: number, b: number) => boolean): Test {
  return (actual, wanted) => compare(instant(actual), instant(wanted));
}

function addressNumber(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

function inNetwork(address: string, network: string): boolean {
  const [base = "", bits = "32"] = network.split("/");
  const size = 2 ** (32 - Number(bits));
  return Math.floor(addressNumber(address) / size) === Math.floor(addressNumber(base) / size);
}

const TESTS: Readonly<Record<string, Test>> = {
  StringEquals: (actual, wanted) => actual === wanted,
  StringEqualsIgnoreCase: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  StringLike: (actual, wanted) => matchesWildcard(wanted, actual),
  ArnEquals: (actual, wanted) => matchesArn(wanted, actual),
  ArnLike: (actual, wanted) => matchesArn(wanted, actual),
  Bool: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  NumericEquals: compareNumbers((a, b) => a === b),
  NumericLessThan: compareNumbers((a, b) => a < b),
  NumericLessThanEquals: compareNumbers((a, b) => a <= b),
  NumericGreaterThan: compareNumbers((a, b) => a > b),
  NumericGreaterThanEquals: compareNumbers((a, b) => a >= b),
  DateEquals: compareDates((a, b) => a === b),
  DateLessThan: compareDates((a, b) => a < b),
  DateLessThanEquals: compareDates((a, b) => a <= b),
  DateGreaterThan: compareDates((a, b) => a > b),
  DateGreaterThanEquals: compareDates((a, b) => a >= b),
  IpAddress: inNetwork,
};

/** Operators that hold when none of the values does, and when the key is missing. */
const NEGATED: Readonly<Record<string, string>> = {
  StringNotEquals: "StringEquals",
  StringNotEqualsIgnoreCase: "StringEqualsIgnoreCase",
  StringNotLike: "StringLike",
  ArnNotEquals: "ArnEquals",
  ArnNotLike: "ArnLike",
  NumericNotEquals: "NumericEquals",
  DateNotEquals: "DateEquals",
  NotIpAddress: "IpAddress",
};

interface Operator {
  readonly set?: "ForAllValues" | "ForAnyValue";
  readonly name: string;
  readonly ifExists: boolean;
}

function parseOperator(text: string): Operator {
  const [prefix, rest] = text.includes(":") ? text.split(":", 2) : [undefined, text];
  const ifExists = (rest ?? "").endsWith("IfExists");
  const name = ifExists ? (rest ?? "").slice(0, -"IfExists".length) : (rest ?? "");
  return prefix === "ForAllValues" || prefix === "ForAnyValue" ? { set: prefix, name, ifExists } : { name, ifExists };
}

function strings(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

function keyHolds(operator: Operator, key: string, wantedValues: string[], context: Context, version: unknown): boolean {
  const actual = contextValues(context, key);
  if (operator.name === "Null") return wantedValues.some((wanted) => (wanted === "true") === (actual === undefined));
  if (actual === undefined) {
    if (operator.set) return operator.set === "ForAllValues" || operator.ifExists;
    return operator.ifExists || operator.name in NEGATED;
  }
  const negated = NEGATED[operator.name];
  const test = TESTS[negated ?? operator.name];
  if (!test) return false;
  const wanted = wantedValues.flatMap((value) => substitute(value, context, version) ?? []);
  const one = (value: string) => wanted.some((pattern) => test(value, pattern)) !== (negated !== undefined);
  return operator.set === "ForAllValues" ? actual.every(one) : actual.some(one);
}

/** Whether a statement's `Condition` holds in `context`. */
export function conditionHolds(condition: unknown, context: Context, version: unknown): boolean {
  if (condition === undefined || condition === null) return true;
  if (typeof condition !== "object") return false;
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries((keys ?? {}) as Record<string, unknown>).every(([key, wanted]) =>
      keyHolds(parseOperator(operator), key, strings(wanted), context, version),
    ),
  );
}
