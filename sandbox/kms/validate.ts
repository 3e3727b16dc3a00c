/** Lengths, ranges, patterns and enums of KMS's members (the service's own model), checked before anybody is asked for permission. */

import type { Values } from "../http/json/values.ts";
import { typeOf } from "../http/model/model.ts";
import { kmsErrors } from "./errors.ts";
import { KMS_MODEL } from "./model/index.ts";

interface Bounds {
  readonly length?: readonly [least: number, most: number];
  readonly range?: readonly [least: number, most: number];
  readonly pattern?: string;
}

const MARKER: Bounds = { length: [1, 1024], pattern: "[\\u0020-\\u00FF]*" };
const PRINCIPAL: Bounds = { length: [1, 256], pattern: "^[\\w+=,.@:/-]+$" };

const BOUNDS: Readonly<Record<string, Bounds>> = {
  AliasName: { length: [1, 256], pattern: "^[a-zA-Z0-9:/_-]+$" },
  Description: { length: [0, 8192] },
  GrantId: { length: [1, 128] },
  GrantToken: { length: [1, 8192] },
  GranteePrincipal: PRINCIPAL,
  KeyId: { length: [1, 2048] },
  Limit: { range: [1, 1000] },
  Marker: MARKER,
  Name: { length: [1, 256], pattern: "^[a-zA-Z0-9:/_-]+$" },
  PendingWindowInDays: { range: [7, 30] },
  Policy: { length: [1, 131_072], pattern: "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+" },
  PolicyName: { length: [1, 128], pattern: "[\\w]+" },
  RetiringPrincipal: PRINCIPAL,
  TagKey: { length: [1, 128] },
  TagValue: { length: [0, 256] },
  TargetKeyId: { length: [1, 2048] },
};

const patterns = new Map<string, RegExp>();

function fits(pattern: string, value: string): boolean {
  let compiled = patterns.get(pattern);
  if (!compiled) {
    compiled = new RegExp(`^(?:${pattern.replace(/^\^|\$$/g, "")})$`);
    patterns.set(pattern, compiled);
  }
  return compiled.test(value);
}

function problem({ length, range, pattern }: Bounds, value: unknown): string | undefined {
  if (typeof value === "number" && range) {
    if (value < range[0]) return `Member must have value greater than or equal to ${range[0]}`;
    if (value > range[1]) return `Member must have value less than or equal to ${range[1]}`;
  }
  if (typeof value !== "string") return undefined;
  if (length && value.length < length[0]) return `Member must have length greater than or equal to ${length[0]}`;
  if (length && value.length > length[1]) return `Member must have length less than or equal to ${length[1]}`;
  return pattern !== undefined && !fits(pattern, value) ? `Member must satisfy regular expression pattern: ${pattern}` : undefined;
}

/** `path` in the service's spelling: `tags.1.member.tagKey`. */
function check(ref: string, member: string, path: string, value: unknown): void {
  const type = typeOf(KMS_MODEL, ref);
  if (type.kind === "list") {
    for (const [at, entry] of (value as readonly unknown[]).entries()) check(type.of, member, `${path}.${at + 1}.member`, entry);
    return;
  }
  if (type.kind === "structure") {
    checkMembers(type.name, value as Values, `${path}.`);
    return;
  }
  if (type.kind === "map") return;
  const constraint =
    type.kind === "enum" && !type.values.includes(String(value))
      ? `Member must satisfy enum value set: [${type.values.join(", ")}]`
      : problem(BOUNDS[member] ?? {}, value);
  if (constraint !== undefined)
    throw kmsErrors.invalid(`1 validation error detected: Value '${String(value)}' at '${path}' failed to satisfy constraint: ${constraint}`);
}

function checkMembers(shape: string, input: Values, prefix: string): void {
  for (const { name, type } of KMS_MODEL.shapes[shape] ?? []) {
    const value = input[name];
    if (value !== undefined) check(type, name, `${prefix}${name[0]?.toLowerCase()}${name.slice(1)}`, value);
  }
}

/** Throws `ValidationException` for the first member that does not fit. */
export function validateKms(shape: string, input: Values): void {
  checkMembers(shape, input, "");
}
