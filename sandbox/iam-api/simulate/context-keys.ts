/** The condition keys that a policy asks for: in its conditions, and as variables in resources and values. */
import type { PolicyDocument } from "../../world/tables.ts";

type Json = Readonly<Record<string, unknown>>;

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

export function statementsOf(document: PolicyDocument): readonly Json[] {
  return listOf(document.Statement) as readonly Json[];
}

const VARIABLE = /\$\{([^}$*?,]+)(?:,[^}]*)?\}/g;

/** Variables stand for something only in the newer version of the language. */
function variables(text: unknown, version: unknown): string[] {
  if (version !== "2012-10-17" || typeof text !== "string") return [];
  return [...text.matchAll(VARIABLE)].map((match) => (match[1] ?? "").trim());
}

/** Of one statement, each once, in the order in which they stand. */
export function keysOfStatement(statement: Json, version: unknown): string[] {
  const keys: string[] = [];
  const conditions = Object.values((statement.Condition ?? {}) as Record<string, Record<string, unknown>>);
  for (const condition of conditions) {
    for (const [key, values] of Object.entries(condition)) keys.push(key, ...listOf(values).flatMap((value) => variables(value, version)));
  }
  for (const resource of [...listOf(statement.Resource), ...listOf(statement.NotResource)]) keys.push(...variables(resource, version));
  return unique(keys);
}

/** Keys differ by more than case. */
export function unique(keys: readonly string[]): string[] {
  const seen = new Set<string>();
  return keys.filter((key) => {
    const low = key.toLowerCase();
    if (seen.has(low)) return false;
    seen.add(low);
    return true;
  });
}

export function keysOfDocument(document: PolicyDocument): string[] {
  return unique(statementsOf(document).flatMap((statement) => keysOfStatement(statement, document.Version)));
}
