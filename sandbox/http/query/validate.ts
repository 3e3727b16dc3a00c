/** What the Query services check before an operation runs, with the sentence that counts every failure: `2 validation errors detected: …`. */
import { ServiceError } from "../errors/service-error.ts";
import { type ServiceModel, type TypeRef, typeOf } from "../model/model.ts";

export interface Constraint {
  /** Characters of a string, entries of a list. */
  readonly min?: number;
  readonly max?: number;
  readonly least?: number;
  readonly most?: number;
  /** The pattern as the service spells it; the whole value must match. */
  readonly pattern?: string;
}

/** By `Shape.Member`, else by member name. */
export type Constraints = Readonly<Record<string, Constraint>>;

interface Check {
  readonly model: ServiceModel;
  readonly constraints: Constraints;
  readonly failures: string[];
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function shown(value: unknown): string {
  if (value === undefined) return "null";
  return Array.isArray(value) ? `'[${value.map((entry) => (typeof entry === "object" ? "…" : String(entry))).join(", ")}]'` : `'${String(value)}'`;
}

const patterns = new Map<string, RegExp>();

function matches(pattern: string, value: string): boolean {
  const known = patterns.get(pattern) ?? new RegExp(`^(?:${pattern})$`, "u");
  patterns.set(pattern, known);
  return known.test(value);
}

function failingOf(value: unknown, { min, max, least, most, pattern }: Constraint): string[] {
  const size = typeof value === "string" || Array.isArray(value) ? value.length : undefined;
  const failing: string[] = [];
  if (size !== undefined && max !== undefined && size > max) failing.push(`Member must have length less than or equal to ${max}`);
  if (size !== undefined && min !== undefined && size < min) failing.push(`Member must have length greater than or equal to ${min}`);
  if (typeof value === "number" && most !== undefined && value > most) failing.push(`Member must have value less than or equal to ${most}`);
  if (typeof value === "number" && least !== undefined && value < least) failing.push(`Member must have value greater than or equal to ${least}`);
  // No pattern is tried on an absurdly long text.
  const fits = typeof value !== "string" || pattern === undefined || (max !== undefined && value.length > max) || matches(pattern, value);
  if (!fits) failing.push(`Member must satisfy regular expression pattern: ${pattern}`);
  return failing;
}

function fail(check: Check, path: string, value: unknown, constraint: string): void {
  check.failures.push(`Value ${shown(value)} at '${path}' failed to satisfy constraint: ${constraint}`);
}

function checkValue(check: Check, ref: TypeRef, value: unknown, path: string, constraint: Constraint | undefined): void {
  const type = typeOf(check.model, ref);
  if (type.kind === "enum" && !type.values.includes(String(value))) {
    fail(check, path, value, `Member must satisfy enum value set: [${type.values.join(", ")}]`);
  }
  for (const failing of constraint ? failingOf(value, constraint) : []) fail(check, path, value, failing);
  if (type.kind === "structure") checkShape(check, type.name, value as Record<string, unknown>, `${path}.`);
  if (type.kind === "list") {
    (value as readonly unknown[]).forEach((entry, index) => {
      checkValue(check, type.of, entry, `${path}.${index + 1}.member`, undefined);
    });
  }
}

function checkShape(check: Check, shape: string, value: Readonly<Record<string, unknown>>, prefix: string): void {
  for (const { name, type, required } of check.model.shapes[shape] ?? []) {
    const path = `${prefix}${lowerFirst(name)}`;
    const given = value[name];
    const constraint = check.constraints[`${shape}.${name}`] ?? check.constraints[name];
    if (given !== undefined) checkValue(check, type, given, path, constraint);
    else if (required) fail(check, path, undefined, "Member must not be null");
  }
}

type Input = Readonly<Record<string, unknown>>;

/** The sentence about an input that does not keep to its shape. */
export function problemsOf(model: ServiceModel, shape: string, input: Input, constraints: Constraints): string | undefined {
  const check: Check = { model, constraints, failures: [] };
  checkShape(check, shape, input, "");
  const { length } = check.failures;
  return length === 0 ? undefined : `${length} validation error${length === 1 ? "" : "s"} detected: ${check.failures.join("; ")}`;
}

/** Throws `ValidationError` for an input that does not keep to its shape. */
export function validateForm(model: ServiceModel, shape: string, input: Input, constraints: Constraints): void {
  const problems = problemsOf(model, shape, input, constraints);
  if (problems !== undefined) throw new ServiceError("ValidationError", problems);
}
