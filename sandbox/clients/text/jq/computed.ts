/** Outputs that are made, not found: arrays, objects, texts, results of operators. */
import { negate, operate } from "./arithmetic.ts";
import { formatted } from "./builtins/formats.ts";
import { type Env, type Item, type Outputs, PAUSE, plain, type Runner } from "./machine.ts";
import { keyText } from "./single.ts";
import type { Node } from "./tree.ts";
import { checkSize, isTrue, MOST_ELEMENTS, type Value } from "./values.ts";

type Of<K extends Node["kind"]> = Extract<Node, { readonly kind: K }>;

/** An array of all outputs, no longer than the sandbox can hold. */
function* collectedArray(outputs: Outputs): Generator<Item, Value[], undefined> {
  const values: Value[] = [];
  for (const item of outputs) {
    if (item === PAUSE) yield PAUSE;
    else if (values.push(item.value) > MOST_ELEMENTS) checkSize(values.length, MOST_ELEMENTS);
  }
  return values;
}

export function* made(runner: Runner, node: Node, item: Item, env: Env): Outputs {
  switch (node.kind) {
    case "array":
      yield plain(node.body ? yield* collectedArray(runner.values(node.body, item, env)) : []);
      return;
    case "object":
      yield* objects(runner, node, 0, new Map(), item, env);
      return;
    case "text":
      yield* texts(runner, node, node.parts.length - 1, "", item, env);
      return;
    case "negate":
      for (const body of runner.values(node.body, item, env)) yield body === PAUSE ? PAUSE : plain(negate(body.value));
      return;
    case "binary":
      yield* pairs(runner, node.right, node.left, item, env, (right, left) => operate(node.operator, left, right));
      return;
    case "and":
    case "or":
      yield* truth(runner, node, item, env);
      return;
    case "format":
      yield plain(formatted(node.name, item.value));
      return;
    default:
      throw new Error(`jq: ${node.kind} cannot be run`);
  }
}

/** Every output of one part with every output of another; the first is the outer loop. */
export function* pairs(runner: Runner, outer: Node, inner: Node, item: Item, env: Env, join: (outer: Value, inner: Value) => Value): Outputs {
  for (const first of runner.values(outer, item, env)) {
    if (first === PAUSE) yield PAUSE;
    else
      for (const second of runner.values(inner, item, env))
        if (second === PAUSE) yield PAUSE;
        else yield plain(join(first.value, second.value));
  }
}

export function* truth(runner: Runner, node: Of<"and" | "or">, item: Item, env: Env): Outputs {
  for (const left of runner.values(node.left, item, env)) {
    if (left === PAUSE) yield PAUSE;
    else if (isTrue(left.value) === (node.kind === "or")) yield plain(node.kind === "or");
    else for (const right of runner.values(node.right, item, env)) yield right === PAUSE ? PAUSE : plain(isTrue(right.value));
  }
}

export function* objects(runner: Runner, node: Of<"object">, at: number, made: ReadonlyMap<string, Value>, item: Item, env: Env): Outputs {
  const entry = node.entries[at];
  if (!entry) {
    yield plain(made);
    return;
  }
  for (const key of runner.values(entry.key, item, env)) {
    if (key === PAUSE) yield PAUSE;
    else
      for (const value of runner.values(entry.value, item, env))
        if (value === PAUSE) yield PAUSE;
        else yield* objects(runner, node, at + 1, new Map([...made, [keyText(key.value), value.value]]), item, env);
  }
}

/** The last interpolation is the outer loop. */
export function* texts(runner: Runner, node: Of<"text">, at: number, after: string, item: Item, env: Env): Outputs {
  const part = node.parts[at];
  if (part === undefined) yield plain(after);
  else if (typeof part === "string") yield* texts(runner, node, at - 1, part + after, item, env);
  else
    for (const output of runner.values(part, item, env)) {
      if (output === PAUSE) yield PAUSE;
      else yield* texts(runner, node, at - 1, formatted(node.format ?? "@text", output.value) + after, item, env);
    }
}
