/** `as [$a, {b: $c}] ?// $d`: names for parts of a value. */
import { get } from "./access.ts";
import { variablesOf } from "./check.ts";
import { type Env, type Item, type Machine, type Outputs, PAUSE, plain } from "./machine.ts";
import type { Pattern } from "./tree.ts";
import { JqError, type Value } from "./values.ts";

type Binding = { readonly env: Env } | typeof PAUSE;

function named(env: Env, name: string, variable: Value): Env {
  return { up: env, name: `$${name}`, variable };
}

/** Every way a pattern fits: more than one when a computed key has several values. */
function* matches(machine: Machine, pattern: Pattern, value: Value, env: Env): Generator<Binding, void, undefined> {
  if (pattern.kind === "variable") yield { env: named(env, pattern.name, value) };
  else if (pattern.kind === "array")
    yield* inOrder(machine, pattern.elements.length, env, (at, inner) => {
      return matches(machine, pattern.elements[at] as Pattern, get(value, at), inner);
    });
  else yield* inOrder(machine, pattern.entries.length, env, (at, inner) => entry(machine, pattern, at, value, inner));
}

function* entry(
  machine: Machine,
  pattern: Extract<Pattern, { kind: "object" }>,
  at: number,
  value: Value,
  env: Env,
): Generator<Binding, void, undefined> {
  const { key, variable, pattern: inside } = pattern.entries[at] as (typeof pattern.entries)[number];
  for (const found of machine.evaluate({ node: key, env }, plain(value))) {
    if (found === PAUSE) {
      yield PAUSE;
      continue;
    }
    const element = get(value, found.value);
    const bound = variable === undefined ? env : named(env, variable, element);
    if (inside) yield* matches(machine, inside, element, bound);
    else yield { env: bound };
  }
}

/** Parts one after another, each with the names of those before it. */
function* inOrder(
  machine: Machine,
  count: number,
  env: Env,
  part: (at: number, env: Env) => Generator<Binding, void, undefined>,
  at = 0,
): Generator<Binding, void, undefined> {
  if (at === count) {
    yield { env };
    return;
  }
  for (const found of part(at, env)) {
    if ("env" in found) yield* inOrder(machine, count, found.env, part, at + 1);
    else yield found;
  }
}

function* through(machine: Machine, pattern: Pattern, value: Value, env: Env, body: (env: Env) => Outputs): Outputs {
  for (const found of matches(machine, pattern, value, env)) {
    if ("env" in found) yield* body(found.env);
    else yield found as Item;
  }
}

/** Runs the body for every fit of the first pattern; an error goes on to the next pattern. Names that only others bind are null. */
export function* bound(machine: Machine, patterns: readonly Pattern[], value: Value, env: Env, body: (env: Env) => Outputs): Outputs {
  const [only] = patterns;
  if (patterns.length === 1 && only) {
    yield* through(machine, only, value, env, body);
    return;
  }
  const unset = patterns.flatMap(variablesOf).reduce((inner, name) => named(inner, name, null), env);
  for (const [at, pattern] of patterns.entries()) {
    try {
      yield* through(machine, pattern, value, unset, body);
      return;
    } catch (error) {
      if (!(error instanceof JqError) || at === patterns.length - 1) throw error;
    }
  }
}
