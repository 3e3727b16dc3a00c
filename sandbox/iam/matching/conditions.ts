/** Condition blocks: every operator and every key must hold; one of a key's values is enough (IAM User Guide, "Condition"). */
import type { Context } from "../decision.ts";
import { contextValues } from "./context.ts";
import { type Operator, readOperator } from "./operators.ts";
import type { Matcher } from "./pattern.ts";

/** One key under one operator. */
export interface CompiledCondition {
  readonly operator: string;
  readonly key: string;
  readonly wanted: readonly string[];
  readonly holds: (context: Context) => boolean;
}

function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

/** A block that is no block never holds. */
export function compileConditions(block: unknown, variables: boolean): readonly CompiledCondition[] {
  if (block === undefined || block === null) return [];
  if (typeof block !== "object" || Array.isArray(block)) return [{ operator: "", key: "", wanted: [], holds: () => false }];
  return entries(block).flatMap(([text, keys]) => {
    const operator = readOperator(text);
    return entries(keys).map(([key, values]) => compileKey(operator, key, texts(values), variables));
  });
}

function compileKey(operator: Operator, name: string, wanted: readonly string[], variables: boolean): CompiledCondition {
  const key = name.toLowerCase();
  const base = { operator: operator.text, key: name, wanted };
  if (operator.isNull) return { ...base, holds: (context) => wanted.some((one) => isTrue(one) === absent(contextValues(context, key))) };
  const { make } = operator;
  if (!make) return { ...base, holds: () => false };
  const tests = wanted.map((one) => make(one, variables));
  return { ...base, holds: (context) => valuesHold(operator, tests, contextValues(context, key), context) };
}

function isTrue(text: string): boolean {
  return text.toLowerCase() === "true";
}

function absent(values: readonly string[] | undefined): boolean {
  return values === undefined || values.length === 0;
}

function valuesHold(
  { set, ifExists, negated }: Operator,
  tests: readonly Matcher[],
  actual: readonly string[] | undefined,
  context: Context,
): boolean {
  const matches = (value: string) => tests.some((test) => test(value, context));
  if (set !== undefined) {
    // For the set operators an empty text counts as no value at all.
    const values = actual?.filter((value) => value !== "") ?? [];
    if (values.length === 0) return set === "ForAllValues" || (ifExists && absent(actual));
    return set === "ForAllValues" ? values.every((value) => matches(value) !== negated) : values.some((value) => matches(value) !== negated);
  }
  if (actual === undefined || actual.length === 0) return ifExists || negated;
  return actual.some(matches) !== negated;
}
