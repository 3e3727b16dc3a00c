/** The condition operators (IAM User Guide, "IAM JSON policy elements: Condition operators"), each made ready for one wanted value. */
import type { Context } from "../decision.ts";
import { inNetwork, readAddress, readNetwork } from "./addresses.ts";
import { compilePattern, type Matcher } from "./pattern.ts";

/** Makes the test for one value of a policy. `variables`: policy variables have a meaning there. */
type Make = (wanted: string, variables: boolean) => Matcher;

const NEVER: Matcher = () => false;

function number(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : Number.NaN;
}

/** W3C date and time notes, `2026`, `2026-03`, `2026-03-02`, `2026-03-02T09:00Z`, or seconds since 1970. Milliseconds. */
function instant(text: string): number {
  if (/^\d{5,}$/.test(text)) return Number(text) * 1000;
  const form = /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/i.exec(text);
  if (!form) return Number.NaN;
  const zoned = form[3] !== undefined && form[6] === undefined ? `${text}Z` : text;
  return Date.parse(zoned.replace(/([+-]\d{2})(\d{2})$/, (whole, hours, minutes) => (form[6] ? `${hours}:${minutes}` : whole)));
}

function compared(read: (text: string) => number, holds: (actual: number, wanted: number) => boolean): Make {
  return (text) => {
    const wanted = read(text);
    return Number.isNaN(wanted) ? NEVER : (value) => holds(read(value), wanted);
  };
}

/** "The six colon-delimited parts of the ARN are checked separately, and each can include multi-character match wildcards". */
const arn: Make = (wanted, variables) => {
  if (wanted === "*") return () => true;
  const parts = splitArn(wanted).map((part) => compilePattern(part, "wild", variables));
  return (value, context) => {
    const actual = splitArn(value);
    return actual.length === parts.length && parts.every((part, index) => part(actual[index] as string, context));
  };
};

/** Colons inside a variable (`${aws:username}`) divide nothing; from the sixth part on they belong to it. */
function splitArn(text: string): string[] {
  const parts = text.split(/:(?![^{}]*\})/);
  return parts.length > 6 ? [...parts.slice(0, 5), parts.slice(5).join(":")] : parts;
}

const ignoringCase: Make = (wanted, variables) => {
  const test = compilePattern(wanted.toLowerCase(), "literal", variables);
  return wanted.includes("${") && variables
    ? (value, context) => test(value.toLowerCase(), loweredValues(context))
    : (value, context) => test(value.toLowerCase(), context);
};

/** For comparisons that ignore case: the request's values in lower case. */
function loweredValues(context: Context): Context {
  return Object.fromEntries(
    Object.entries(context).map(([key, value]) => [key, typeof value === "string" ? value.toLowerCase() : value.map((one) => one.toLowerCase())]),
  );
}

const network: Make = (text) => {
  const wanted = readNetwork(text);
  if (!wanted) return NEVER;
  return (value) => {
    const address = readAddress(value);
    return address !== undefined && inNetwork(address, wanted);
  };
};

const POSITIVE: Readonly<Record<string, Make>> = {
  StringEquals: (wanted, variables) => compilePattern(wanted, "literal", variables),
  StringEqualsIgnoreCase: ignoringCase,
  StringLike: (wanted, variables) => compilePattern(wanted, "wild", variables),
  ArnEquals: arn,
  ArnLike: arn,
  Bool: (wanted) => (value) => value.toLowerCase() === wanted.toLowerCase(),
  BinaryEquals: (wanted) => (value) => value === wanted,
  NumericEquals: compared(number, (a, b) => a === b),
  NumericLessThan: compared(number, (a, b) => a < b),
  NumericLessThanEquals: compared(number, (a, b) => a <= b),
  NumericGreaterThan: compared(number, (a, b) => a > b),
  NumericGreaterThanEquals: compared(number, (a, b) => a >= b),
  DateEquals: compared(instant, (a, b) => a === b),
  DateLessThan: compared(instant, (a, b) => a < b),
  DateLessThanEquals: compared(instant, (a, b) => a <= b),
  DateGreaterThan: compared(instant, (a, b) => a > b),
  DateGreaterThanEquals: compared(instant, (a, b) => a >= b),
  IpAddress: network,
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

export interface Operator {
  /** As written. */
  readonly text: string;
  readonly set?: "ForAllValues" | "ForAnyValue";
  readonly ifExists: boolean;
  /** Without set, IfExists and negation; undefined for a name that is no operator: such a condition never holds. */
  readonly make?: Make;
  readonly negated: boolean;
  readonly isNull: boolean;
}

const FORM = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

export function readOperator(text: string): Operator {
  const [, set, name = "", ifExists] = FORM.exec(text) ?? [];
  const positive = Object.hasOwn(NEGATED, name) ? NEGATED[name] : undefined;
  const base = positive ?? name;
  const make = Object.hasOwn(POSITIVE, base) ? POSITIVE[base] : undefined;
  return {
    text,
    ...(set === "ForAllValues" || set === "ForAnyValue" ? { set } : {}),
    ifExists: ifExists !== undefined,
    ...(make ? { make } : {}),
    negated: positive !== undefined,
    // "You can add IfExists to the end of any condition operator name except the Null condition."
    isNull: name === "Null" && ifExists === undefined,
  };
}
