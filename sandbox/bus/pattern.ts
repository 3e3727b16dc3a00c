/**
 * Event patterns (EventBridge User Guide, "Event patterns" and "Comparison operators"): which are sound. The sentences of refusals are
 * those of AWS's open rule compiler, as far as they are known, without the position in the text that the service adds. (unverified)
 */
import { matchers } from "./matchers.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

/** A pattern that was found sound. Names hold lists of matchers or further names. */
export type Pattern = JsonObject;

export type Reading = { readonly kind: "pattern"; readonly pattern: Pattern } | { readonly kind: "refused"; readonly reason: string };

/** Levels of names that a pattern may have; no event of AWS is nearly as deep. */
const DEEPEST = 50;

class Unsound extends Error {}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** `$or` is an alternative of patterns only when it looks like one; else it is a name like any other. */
export function alternatives(name: string, value: Json): readonly JsonObject[] | undefined {
  if (name !== "$or" || !isList(value) || value.length < 2) return undefined;
  return value.every((one) => isObject(one) && !Object.keys(one).some((key) => Object.hasOwn(matchers, key)))
    ? (value as readonly JsonObject[])
    : undefined;
}

function checkMatcher(value: Json): void {
  if (isList(value)) throw new Unsound("Match value must be String, number, true, false, or null");
  if (!isObject(value)) return;
  const [[name, given] = ["", null], ...more] = Object.entries(value);
  const matcher = Object.hasOwn(matchers, name) ? matchers[name] : undefined;
  if (!matcher) throw new Unsound(`Unrecognized match type ${name}`);
  if (more.length > 0) throw new Unsound("Only one key allowed in match expression");
  const problem = matcher.problem(given);
  if (problem !== undefined) throw new Unsound(problem);
}

function checkObject(pattern: JsonObject, depth: number): void {
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw new Unsound("Empty objects are not allowed");
  if (depth > DEEPEST) throw new Unsound("Event pattern is nested too deeply");
  for (const [name, value] of entries) {
    const ors = alternatives(name, value);
    if (ors) for (const one of ors) checkObject(one, depth + 1);
    else if (isObject(value)) checkObject(value, depth + 1);
    else if (!isList(value)) throw new Unsound(`"${name}" must be an object or an array`);
    else if (value.length === 0) throw new Unsound("Empty arrays are not allowed");
    else value.forEach(checkMatcher);
  }
}

/** Reads a pattern's text. */
export function readPattern(text: string): Reading {
  let pattern: Json;
  try {
    pattern = JSON.parse(text) as Json;
  } catch {
    return { kind: "refused", reason: "Invalid JSON" };
  }
  if (!isObject(pattern)) return { kind: "refused", reason: "Filter is not an object" };
  try {
    checkObject(pattern, 1);
  } catch (error) {
    if (error instanceof Unsound) return { kind: "refused", reason: error.message };
    throw error;
  }
  return { kind: "pattern", pattern };
}
