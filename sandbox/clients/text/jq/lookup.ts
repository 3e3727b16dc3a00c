/** `.a`, `.[0]`, `.[1:2]`, `.[]` and `..`: values found inside others, with the paths to them. */
import { entriesOf, get, sliceKey } from "./access.ts";
import { pairs } from "./computed.ts";
import { type Env, fail, type Item, NOWHERE, type Outputs, PAUSE, type Runner } from "./machine.ts";
import { shortly } from "./print.ts";
import type { Node } from "./tree.ts";
import { JqError } from "./values.ts";

type Of<K extends Node["kind"]> = Extract<Node, { readonly kind: K }>;

/** Undefined instead of an error: what `?` after an index makes of it. */
function attempted<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (error instanceof JqError) return undefined;
    throw error;
  }
}

export function* looked(runner: Runner, node: Of<"index" | "slice">, item: Item, env: Env): Outputs {
  for (const key of keysOf(runner, node, item, env)) {
    if (key === PAUSE) yield PAUSE;
    else
      for (const of of runner.run(node.of, item, env)) {
        if (of === PAUSE) yield PAUSE;
        else if (of.path === NOWHERE) fail(`Invalid path expression near attempt to access element ${shortly(key.value)} of ${shortly(of.value)}`);
        else {
          const value = node.optional ? attempted(() => get(of.value, key.value)) : get(of.value, key.value);
          if (value !== undefined) yield { value, path: of.path && { up: of.path, key: key.value } };
        }
      }
  }
}

function keysOf(runner: Runner, node: Of<"index" | "slice">, item: Item, env: Env): Outputs {
  if (node.kind === "index") return runner.values(node.key, item, env);
  const absent: Node = { kind: "literal", value: null, at: node.at, single: true };
  return pairs(runner, node.to ?? absent, node.from ?? absent, item, env, (to, from) => sliceKey(from, to));
}

export function* eachElement(runner: Runner, node: Of<"each">, item: Item, env: Env): Outputs {
  for (const of of runner.run(node.of, item, env)) {
    if (of === PAUSE) yield PAUSE;
    else if (!node.optional || attempted(() => entriesOf(of.value))) yield* elements(runner, of);
  }
}

function* elements(runner: Runner, { value, path }: Item): Outputs {
  if (path === NOWHERE) fail(`Invalid path expression near attempt to iterate through ${shortly(value)}`);
  for (const [key, element] of entriesOf(value)) {
    if (runner.due()) yield PAUSE;
    yield { value: element, path: path && { up: path, key } };
  }
}

export function* descended(runner: Runner, item: Item): Outputs {
  yield item;
  if (item.value === null || typeof item.value !== "object" || "text" in item.value) return;
  for (const element of elements(runner, item)) {
    if (element === PAUSE) yield PAUSE;
    else yield* descended(runner, element);
  }
}
