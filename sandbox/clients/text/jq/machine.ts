/** What evaluation works with: values that know where they came from, names and what they stand for, and pauses. */
import type { Definition, Node, World } from "./tree.ts";
import { JqError, type Value } from "./values.ts";

/** A path from the root of the value that `path(…)` looks at, last step first. */
export interface Path {
  readonly up: Path | undefined;
  readonly key: Value;
}

export const ROOT: Path = { up: undefined, key: null };
/** The value was computed, so it has no place in the root. */
export const NOWHERE: Path = { up: undefined, key: null };

/** A value on its way through the program; `path` is undefined when nobody asked for paths. */
export interface Item {
  readonly value: Value;
  readonly path: Path | undefined;
}

/** Yielded in between, and passed on by whoever meets it: lets the page take messages (Ctrl-C), or wait for more input. */
export const PAUSE: Item = { value: null, path: undefined };

export type Outputs = Generator<Item, void, undefined>;

/** A program with the names it may use. */
export interface Closure {
  readonly node: Node;
  readonly env: Env;
}

/** Names, innermost first: `$x`, `f/1`, `*label`. */
export interface Env {
  readonly up: Env | undefined;
  readonly name: string;
  readonly variable?: Value;
  readonly definition?: Definition;
  readonly closure?: Closure;
}

/** Ends everything up to its label; `label` is the environment that the label made. */
export class Break extends Error {
  readonly label: Env;
  constructor(label: Env) {
    super("break");
    this.label = label;
  }
}

/** `halt` and `halt_error`. */
export class Halt extends Error {
  readonly status: number;
  constructor(status: number) {
    super("halt");
    this.status = status;
  }
}

/** The next input: a value, the end, or not read yet. */
export type Taken = { readonly value: Value } | "end" | "more";

export interface Machine {
  readonly world: World;
  evaluate(closure: Closure, item: Item): Outputs;
  /** Counts work; true when it is time to yield `PAUSE`. */
  due(): boolean;
  takeInput(): Taken;
  /** Set before a pause that waits for input. */
  hungry: boolean;
}

/** The machine as its own parts see it. */
export interface Runner extends Machine {
  run(node: Node, item: Item, env: Env): Outputs;
  /** Outputs of a part whose own place does not matter. */
  values(node: Node, item: Item, env: Env): Outputs;
}

export function plain(value: Value): Item {
  return { value, path: undefined };
}

/** The same place when the value is the very one of the place (jq compares so, too), else nowhere. */
export function derived(from: Item, value: Value): Item {
  if (from.path === undefined) return { value, path: undefined };
  return { value, path: value === from.value ? from.path : NOWHERE };
}

export function pathValue(path: Path): Value[] {
  const keys: Value[] = [];
  for (let at: Path = path; at.up; at = at.up) keys.push(at.key);
  return keys.reverse();
}

export function find(env: Env, name: string): Env {
  for (let at: Env | undefined = env; at; at = at.up) if (at.name === name) return at;
  throw new Error(`jq: ${name} was checked but is not there`);
}

/** All values of a closure, pauses passed on. */
export function* collected(outputs: Outputs): Generator<Item, Value[], undefined> {
  const values: Value[] = [];
  for (const item of outputs) {
    if (item === PAUSE) yield PAUSE;
    else values.push(item.value);
  }
  return values;
}

export function fail(message: string): never {
  throw new JqError(message);
}
