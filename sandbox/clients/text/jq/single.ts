/** Direct evaluation of what has exactly one output and cannot go on for long: no generators, so the usual programs are quick. */
import { get, sliceKey } from "./access.ts";
import { negate, operate } from "./arithmetic.ts";
import { formatted } from "./builtins/formats.ts";
import { type Env, fail, find } from "./machine.ts";
import { described } from "./print.ts";
import type { Node, World } from "./tree.ts";
import { isTrue, type Value } from "./values.ts";

type Of<K extends Node["kind"]> = Extract<Node, { readonly kind: K }>;

export function keyText(key: Value): string {
  return typeof key === "string" ? key : fail(`Cannot use ${described(key)} as object key`);
}

function objectOf(node: Of<"object">, input: Value, env: Env, world: World): Value {
  const result = new Map<string, Value>();
  for (const { key, value } of node.entries) result.set(keyText(one(key, input, env, world)), one(value, input, env, world));
  return result;
}

function elements(node: Node, input: Value, env: Env, world: World, into: Value[]): Value[] {
  if (node.kind === "comma") elements(node.right, input, env, world, elements(node.left, input, env, world, into));
  else into.push(one(node, input, env, world));
  return into;
}

function textOf(node: Of<"text">, input: Value, env: Env, world: World): string {
  return node.parts.map((part) => (typeof part === "string" ? part : formatted(node.format ?? "@text", one(part, input, env, world)))).join("");
}

function called(node: Of<"call">, input: Value, env: Env, world: World): Value {
  if (node.builtin?.kind !== "values") throw new Error(`jq: ${node.name} is not a single value`);
  const args = node.args.map((arg) => one(arg, input, env, world));
  return node.builtin.apply(input, args, world);
}

function truth(node: Of<"and" | "or">, input: Value, env: Env, world: World): boolean {
  const left = isTrue(one(node.left, input, env, world));
  if (node.kind === "and" ? !left : left) return left;
  return isTrue(one(node.right, input, env, world));
}

function chosen(node: Of<"if">, input: Value, env: Env, world: World): Value {
  if (isTrue(one(node.condition, input, env, world))) return one(node.then, input, env, world);
  return node.otherwise ? one(node.otherwise, input, env, world) : input;
}

/** The output of a node that `check.ts` marked `single`. */
export function one(node: Node, input: Value, env: Env, world: World): Value {
  switch (node.kind) {
    case "identity":
      return input;
    case "literal":
      return node.value;
    case "variable":
      return node.name === "ENV" ? world.env : (find(env, `$${node.name}`).variable ?? null);
    case "index": {
      const key = one(node.key, input, env, world);
      return get(one(node.of, input, env, world), key);
    }
    case "slice": {
      const to = node.to ? one(node.to, input, env, world) : null;
      const from = node.from ? one(node.from, input, env, world) : null;
      return get(one(node.of, input, env, world), sliceKey(from, to));
    }
    case "pipe":
      return one(node.right, one(node.left, input, env, world), env, world);
    case "binary": {
      const right = one(node.right, input, env, world);
      return operate(node.operator, one(node.left, input, env, world), right);
    }
    case "negate":
      return negate(one(node.body, input, env, world));
    case "and":
    case "or":
      return truth(node, input, env, world);
    case "if":
      return chosen(node, input, env, world);
    case "array":
      return node.body ? elements(node.body, input, env, world, []) : [];
    case "object":
      return objectOf(node, input, env, world);
    case "text":
      return textOf(node, input, env, world);
    case "format":
      return formatted(node.name, input);
    case "call":
      return called(node, input, env, world);
    default:
      throw new Error(`jq: ${node.kind} is not a single value`);
  }
}
