/** Resolves names before anything runs: what a call means, which names are missing, and which nodes have exactly one output. */
import { BUILTINS } from "./builtins/index.ts";
import type { Mistake } from "./mistakes.ts";
import type { Definition, Node, Pattern } from "./tree.ts";

interface Names {
  readonly up: Names | undefined;
  readonly name: string;
}

function has(names: Names | undefined, name: string): boolean {
  for (let at = names; at; at = at.up) if (at.name === name) return true;
  return false;
}

const under = (up: Names | undefined, ...added: readonly string[]): Names | undefined =>
  added.reduce<Names | undefined>((names, name) => ({ up: names, name }), up);

export function variablesOf(pattern: Pattern): string[] {
  if (pattern.kind === "variable") return [pattern.name];
  if (pattern.kind === "array") return pattern.elements.flatMap(variablesOf);
  return pattern.entries.flatMap((entry) => [
    ...(entry.variable === undefined ? [] : [entry.variable]),
    ...(entry.pattern ? variablesOf(entry.pattern) : []),
  ]);
}

class Checker {
  readonly mistakes: Mistake[] = [];

  /** Visits a node; its `single` mark is set from its children's. */
  check(node: Node, names: Names | undefined): boolean {
    const single = this.#visit(node, names);
    node.single = single;
    return single;
  }

  /** Every child is visited, whatever the others say. */
  #all(nodes: readonly (Node | undefined)[], names: Names | undefined): boolean {
    return nodes.map((node) => node === undefined || this.check(node, names)).every(Boolean);
  }

  #visit(node: Node, names: Names | undefined): boolean {
    switch (node.kind) {
      case "identity":
      case "literal":
      case "format":
        return true;
      case "recurse":
        return false;
      case "variable":
        return this.#variable(node.name, node.at, names);
      case "index":
        return this.#all([node.of, node.key], names) && !node.optional;
      case "slice":
        return this.#all([node.of, node.from, node.to], names) && !node.optional;
      case "each":
        this.check(node.of, names);
        return false;
      case "text":
        return this.#all(
          node.parts.filter((part) => typeof part !== "string"),
          names,
        );
      case "array":
        return this.#array(node.body, names);
      case "object":
        return this.#all(
          node.entries.flatMap(({ key, value }) => [key, value]),
          names,
        );
      case "negate":
        return this.check(node.body, names);
      case "pipe":
      case "and":
      case "or":
      case "binary":
        return this.#all([node.left, node.right], names);
      case "if":
        return this.#all([node.condition, node.then, node.otherwise], names);
      case "call":
        return this.#call(node, names);
      default:
        return this.#binding(node, names);
    }
  }

  /** What is never single: it binds names, loops, or may have no output. */
  #binding(node: Node, names: Names | undefined): false {
    switch (node.kind) {
      case "comma":
      case "otherwise":
      case "update":
        this.#all([node.left, node.right], names);
        break;
      case "try":
        this.#all([node.body, node.handler], names);
        break;
      case "reduce":
      case "foreach":
        this.check(node.source, names);
        this.check(node.start, names);
        this.#all([node.update, node.kind === "foreach" ? node.extract : undefined], this.#patterns(node.patterns, names));
        break;
      case "as":
        this.check(node.source, names);
        this.check(node.body, this.#patterns(node.patterns, names));
        break;
      case "define":
        this.check(node.body, this.define(node.definition, names));
        break;
      case "label":
        this.check(node.body, under(names, `*${node.name}`));
        break;
      case "break":
        if (!has(names, `*${node.name}`)) this.mistakes.push({ message: `$*label-${node.name} is not defined`, at: node.at });
    }
    return false;
  }

  #variable(name: string, at: number, names: Names | undefined): true {
    if (name !== "ENV" && !has(names, `$${name}`)) this.mistakes.push({ message: `$${name} is not defined`, at });
    return true;
  }

  #array(body: Node | undefined, names: Names | undefined): boolean {
    if (!body) return true;
    this.check(body, names);
    const listed = (node: Node): boolean => node.single === true || (node.kind === "comma" && listed(node.left) && listed(node.right));
    return listed(body);
  }

  #call(node: Extract<Node, { kind: "call" }>, names: Names | undefined): boolean {
    const name = `${node.name}/${node.args.length}`;
    const local = has(names, name);
    const builtin = local ? undefined : BUILTINS.get(name);
    if (!local && !builtin) this.mistakes.push({ message: `${name} is not defined`, at: node.at });
    if (builtin) node.builtin = builtin;
    return this.#all(node.args, names) && builtin?.kind === "values";
  }

  #patterns(patterns: readonly Pattern[], names: Names | undefined): Names | undefined {
    let inner = under(names, ...patterns.flatMap(variablesOf).map((name) => `$${name}`));
    for (const pattern of patterns) inner = this.#pattern(pattern, inner);
    return inner;
  }

  #pattern(pattern: Pattern, names: Names | undefined): Names | undefined {
    if (pattern.kind === "array") for (const element of pattern.elements) this.#pattern(element, names);
    if (pattern.kind === "object")
      for (const entry of pattern.entries) {
        this.check(entry.key, names);
        if (entry.pattern) this.#pattern(entry.pattern, names);
      }
    return names;
  }

  /** The names with the function added; it may call itself. */
  define(definition: Definition, names: Names | undefined): Names | undefined {
    const outer = under(names, `${definition.name}/${definition.parameters.length}`);
    const parameters = definition.parameters.flatMap((name) => (name.startsWith("$") ? [name, `${name.slice(1)}/0`] : [`${name}/0`]));
    this.check(definition.body, under(outer, ...parameters));
    return outer;
  }
}

/** Resolves a program in place; what is wrong with it, in the order of its text. */
export function check(program: Node, variables: readonly string[]): readonly Mistake[] {
  const checker = new Checker();
  checker.check(program, under(undefined, ...variables.map((name) => `$${name}`)));
  return checker.mistakes;
}

/** Resolves a function of the library in place. */
export function checkDefinition(definition: Definition): readonly Mistake[] {
  const checker = new Checker();
  checker.define(definition, undefined);
  return checker.mistakes;
}
