/** Runs a resolved program: generators of outputs, each with its path when paths are asked for. */
import { made } from "./computed.ts";
import { bound } from "./destructure.ts";
import { descended, eachElement, looked } from "./lookup.ts";
import { eachOf, reduced } from "./loops.ts";
import { Break, type Closure, derived, type Env, find, type Item, type Outputs, PAUSE, plain, type Runner, type Taken } from "./machine.ts";
import { one } from "./single.ts";
import type { Definition, Node, World } from "./tree.ts";
import { updated } from "./update.ts";
import { isTrue, JqError, type Value } from "./values.ts";

type Of<K extends Node["kind"]> = Extract<Node, { readonly kind: K }>;

/** What is left to run in the same generator: the last thing a node does costs no depth. */
type Rest = { readonly node: Node; readonly item: Item; readonly env: Env };

/** Work between two pauses. */
const STEPS = 5_000;

export const TOP: Env = { up: undefined, name: "" };

export class Evaluator implements Runner {
  readonly world: World;
  readonly #take: () => Taken;
  hungry = false;
  #steps = 0;
  constructor(world: World, take: () => Taken) {
    this.world = world;
    this.#take = take;
  }

  takeInput(): Taken {
    return this.#take();
  }

  due(): boolean {
    if (++this.#steps < STEPS) return false;
    this.#steps = 0;
    return true;
  }

  *evaluate(closure: Closure, start: Item): Outputs {
    let rest: Rest | undefined = { node: closure.node, env: closure.env, item: start };
    while (rest) {
      if (this.due()) yield PAUSE;
      const { node, item, env }: Rest = rest;
      if (node.single && item.path === undefined) {
        yield plain(one(node, item.value, env, this.world));
        return;
      }
      rest = yield* this.#step(node, item, env);
    }
  }

  run(node: Node, item: Item, env: Env): Outputs {
    return this.evaluate({ node, env }, item);
  }

  values(node: Node, item: Item, env: Env): Outputs {
    return this.evaluate({ node, env }, plain(item.value));
  }

  *#step(node: Node, item: Item, env: Env): Generator<Item, Rest | undefined, undefined> {
    switch (node.kind) {
      case "identity":
        yield item;
        return undefined;
      case "pipe":
        return yield* this.#pipe(node, item, env);
      case "comma":
        yield* this.run(node.left, item, env);
        return { node: node.right, item, env };
      case "if":
        return yield* this.#if(node, item, env);
      case "call":
        return yield* this.#call(node, item, env);
      case "as":
        return yield* this.#as(node, item, env);
      case "define": {
        const { definition } = node;
        return { node: node.body, item, env: { up: env, name: `${definition.name}/${definition.parameters.length}`, definition } };
      }
      case "try":
        return yield* this.#try(node, item, env);
      case "otherwise":
        return yield* this.#otherwise(node, item, env);
      case "label":
        return yield* this.#label(node, item, env);
      case "break":
        throw new Break(find(env, `*${node.name}`));
      default:
        yield* this.#outputs(node, item, env);
        return undefined;
    }
  }

  #outputs(node: Node, item: Item, env: Env): Outputs {
    switch (node.kind) {
      case "index":
      case "slice":
        return looked(this, node, item, env);
      case "each":
        return eachElement(this, node, item, env);
      case "recurse":
        return descended(this, item);
      case "reduce":
        return reduced(this, node, item, env);
      case "foreach":
        return eachOf(this, node, item, env);
      case "update":
        return updated(this, node, item, env);
      default:
        return this.#computed(node, item, env);
    }
  }

  /** Outputs that have no place of their own. */
  *#computed(node: Node, item: Item, env: Env): Outputs {
    if (node.single) {
      yield derived(item, one(node, item.value, env, this.world));
      return;
    }
    for (const output of made(this, node, item, env)) yield output === PAUSE ? PAUSE : derived(item, output.value);
  }

  *#pipe(node: Of<"pipe">, item: Item, env: Env): Generator<Item, Rest | undefined, undefined> {
    if (node.left.single && item.path === undefined) return { node: node.right, item: plain(one(node.left, item.value, env, this.world)), env };
    for (const left of this.run(node.left, item, env)) {
      if (left === PAUSE) yield PAUSE;
      else yield* this.run(node.right, left, env);
    }
    return undefined;
  }

  *#if(node: Of<"if">, item: Item, env: Env): Generator<Item, Rest | undefined, undefined> {
    const branch = (condition: Value): Node | undefined => (isTrue(condition) ? node.then : node.otherwise);
    if (node.condition.single) {
      const chosen = branch(one(node.condition, item.value, env, this.world));
      if (chosen) return { node: chosen, item, env };
      yield item;
      return undefined;
    }
    for (const condition of this.values(node.condition, item, env)) {
      const chosen = condition === PAUSE ? undefined : branch(condition.value);
      if (condition === PAUSE) yield PAUSE;
      else if (chosen) yield* this.run(chosen, item, env);
      else yield item;
    }
    return undefined;
  }

  *#call(node: Of<"call">, item: Item, env: Env): Generator<Item, Rest | undefined, undefined> {
    const args = node.args.map((arg) => ({ node: arg, env }));
    const { builtin } = node;
    if (builtin?.kind === "values") {
      yield* this.#applied(builtin.apply, args, args.length - 1, [], item);
      return undefined;
    }
    if (builtin?.kind === "closures") {
      yield* builtin.run(this, item, args);
      return undefined;
    }
    if (builtin) {
      const { definition } = builtin;
      return yield* this.#enter(definition, { up: TOP, name: `${node.name}/${args.length}`, definition }, args, 0, item);
    }
    const found = find(env, `${node.name}/${args.length}`);
    if (found.closure) return { node: found.closure.node, env: found.closure.env, item };
    return found.definition && (yield* this.#enter(found.definition, found, args, 0, item));
  }

  /** A function of values for every combination of its arguments; the last argument is the outer loop. */
  *#applied(
    apply: (input: Value, args: readonly Value[], world: World) => Value,
    args: readonly Closure[],
    at: number,
    given: readonly Value[],
    item: Item,
  ): Outputs {
    const arg = args[at];
    if (!arg) yield derived(item, apply(item.value, given, this.world));
    else
      for (const value of this.evaluate(arg, plain(item.value))) {
        if (value === PAUSE) yield PAUSE;
        else yield* this.#applied(apply, args, at - 1, [value.value, ...given], item);
      }
  }

  /** Binds parameters; a `$parameter` is evaluated, and every value of it enters the function. */
  *#enter(definition: Definition, env: Env, args: readonly Closure[], at: number, item: Item): Generator<Item, Rest | undefined, undefined> {
    const name = definition.parameters[at];
    const closure = args[at];
    if (name === undefined || closure === undefined) return { node: definition.body, item, env };
    if (!name.startsWith("$")) return yield* this.#enter(definition, { up: env, name: `${name}/0`, closure }, args, at + 1, item);
    const bind = (value: Value): Env => {
      const constant: Node = { kind: "literal", value, at: 0, single: true };
      return { up: { up: env, name: `${name.slice(1)}/0`, closure: { node: constant, env: TOP } }, name, variable: value };
    };
    if (closure.node.single) {
      const value = one(closure.node, item.value, closure.env, this.world);
      return yield* this.#enter(definition, bind(value), args, at + 1, item);
    }
    for (const value of this.evaluate(closure, plain(item.value))) {
      if (value === PAUSE) yield PAUSE;
      else {
        const rest: Rest | undefined = yield* this.#enter(definition, bind(value.value), args, at + 1, item);
        if (rest) yield* this.run(rest.node, rest.item, rest.env);
      }
    }
    return undefined;
  }

  *#as(node: Of<"as">, item: Item, env: Env): Generator<Item, Rest | undefined, undefined> {
    const [pattern] = node.patterns;
    if (node.patterns.length === 1 && pattern?.kind === "variable" && node.source.single) {
      const variable = one(node.source, item.value, env, this.world);
      return { node: node.body, item, env: { up: env, name: `$${pattern.name}`, variable } };
    }
    for (const source of this.values(node.source, item, env)) {
      if (source === PAUSE) yield PAUSE;
      else yield* bound(this, node.patterns, source.value, env, (inner) => this.run(node.body, item, inner));
    }
    return undefined;
  }

  *#try(node: Of<"try">, item: Item, env: Env): Generator<Item, Rest | undefined, undefined> {
    try {
      yield* this.run(node.body, item, env);
    } catch (error) {
      if (!(error instanceof JqError)) throw error;
      if (node.handler) return { node: node.handler, item: derived(item, error.value), env };
    }
    return undefined;
  }

  /** `a // b`: all of a that is true, or b when there is none. */
  *#otherwise(node: Of<"otherwise">, item: Item, env: Env): Generator<Item, Rest | undefined, undefined> {
    let found = false;
    for (const left of this.run(node.left, item, env)) {
      if (left !== PAUSE && !isTrue(left.value)) continue;
      found ||= left !== PAUSE;
      yield left;
    }
    return found ? undefined : { node: node.right, item, env };
  }

  *#label(node: Of<"label">, item: Item, env: Env): Generator<Item, undefined, undefined> {
    const label: Env = { up: env, name: `*${node.name}` };
    try {
      yield* this.run(node.body, item, label);
    } catch (error) {
      if (!(error instanceof Break) || error.label !== label) throw error;
    }
    return undefined;
  }
}
