/** Policies as checks read them: `Statement`, `Action`, `Resource` and each kind of `Principal` are always lists (FORMAT §4.1). */
import { isMap } from "./values.ts";

const LISTS = ["Action", "NotAction", "Resource", "NotResource"];

export function parsedPolicy(policy: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { ...policy, Statement: asList(policy.Statement).map(parsedStatement) };
}

function parsedStatement(statement: unknown): unknown {
  if (!isMap(statement)) return statement;
  const parsed = Object.entries(statement).map(([key, value]) => {
    if (LISTS.includes(key)) return [key, asList(value)];
    if (key === "Principal" || key === "NotPrincipal") {
      return [key, isMap(value) ? Object.fromEntries(Object.entries(value).map(([kind, names]) => [kind, asList(names)])) : { AWS: asList(value) }];
    }
    return [key, value];
  });
  return Object.fromEntries(parsed);
}

function asList(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
