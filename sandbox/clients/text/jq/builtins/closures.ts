/** Functions that run programs given to them: they decide how often, and keep paths where there are any. */
import { deletePaths, getPath } from "../access.ts";
import { type Closure, fail, type Item, type Machine, NOWHERE, type Outputs, PAUSE, pathValue, plain, ROOT } from "../machine.ts";
import { described, shortly } from "../print.ts";
import { compare, isArray, isTrue, type JqArray, JqError, numberOf, type Value } from "../values.ts";

export type Run = (machine: Machine, item: Item, args: readonly Closure[]) => Outputs;

/** Every value of the argument, pauses passed on; what is done with each is the caller's. */
function* eachValue(machine: Machine, item: Item, arg: Closure | undefined, action: (value: Value) => Outputs): Outputs {
  if (!arg) return;
  for (const found of machine.evaluate(arg, plain(item.value))) {
    if (found === PAUSE) yield PAUSE;
    else yield* action(found.value);
  }
}

function* counted(machine: Machine, from: number, to: number, step: number): Outputs {
  if (step === 0) return;
  for (let at = from; step > 0 ? at < to : at > to; at += step) {
    if (machine.due()) yield PAUSE;
    yield plain(at);
  }
}

function* ranged(machine: Machine, item: Item, args: readonly Closure[]): Outputs {
  const [first, second] = args.length === 1 ? [undefined, args[0]] : args;
  const bounds = (from: Value): Outputs =>
    eachValue(machine, item, second, (to) => {
      const [a, b] = [numberOf(from), numberOf(to)];
      return a === undefined || b === undefined ? fail("Range bounds must be numeric") : counted(machine, a, b, 1);
    });
  if (first) yield* eachValue(machine, item, first, bounds);
  else yield* bounds(0);
}

const rangedBy: Run = (machine, item, [from, to, step]) =>
  eachValue(machine, item, from, (a) =>
    eachValue(machine, item, to, (b) =>
      eachValue(machine, item, step, (c) => {
        const [x, y, z] = [numberOf(a), numberOf(b), numberOf(c)];
        if (z === undefined && compare(c, 0) > 0) return fail(`${described(a)} and ${described(c)} cannot be added`);
        return x === undefined || y === undefined || z === undefined ? fail("Range bounds must be numeric") : counted(machine, x, y, z);
      }),
    ),
  );

function* taken(outputs: Outputs, count: number): Outputs {
  let left = count;
  for (const item of outputs) {
    yield item;
    if (item !== PAUSE && --left <= 0) return;
  }
}

function* limited(machine: Machine, item: Item, [count, body]: readonly Closure[]): Outputs {
  yield* eachValue(machine, item, count, function* (value): Outputs {
    if (!body || compare(value, 0) === 0) return;
    const outputs = machine.evaluate(body, item);
    if (compare(value, 0) < 0) yield* outputs;
    else yield* taken(outputs, numberOf(value) ?? Number.POSITIVE_INFINITY);
  });
}

/** The last of the outputs, if there are any. */
function* last(outputs: Outputs): Outputs {
  let found: Item | undefined;
  for (const item of outputs) {
    if (item === PAUSE) yield PAUSE;
    else found = item;
  }
  if (found) yield found;
}

/** The first output, undefined without one. */
function* first(outputs: Outputs): Generator<Item, Item | undefined, undefined> {
  for (const item of outputs) {
    if (item !== PAUSE) return item;
    yield PAUSE;
  }
  return undefined;
}

function* nth(machine: Machine, item: Item, [count, body]: readonly Closure[]): Outputs {
  yield* eachValue(machine, item, count, function* (value): Outputs {
    if (compare(value, 0) < 0) fail("nth doesn't support negative indices");
    let left = numberOf(value) ?? 0;
    if (!body) return;
    for (const found of machine.evaluate(body, item)) {
      if (found === PAUSE) yield PAUSE;
      else if (left-- <= 0) {
        yield found;
        return;
      }
    }
  });
}

/** Whether a condition gives true for a value; each of its outputs counts. */
function quantified(stopAt: boolean): Run {
  return function* (machine, item, [source, condition]) {
    const answer = (value: boolean): Item => ({ value, path: item.path && NOWHERE });
    for (const found of source ? machine.evaluate(source, plain(item.value)) : []) {
      if (found === PAUSE) yield PAUSE;
      else
        for (const output of condition ? machine.evaluate(condition, found) : []) {
          if (output === PAUSE) yield PAUSE;
          else if (isTrue(output.value) === stopAt) {
            yield answer(stopAt);
            return;
          }
        }
    }
    yield answer(!stopAt);
  };
}

function* recursed(machine: Machine, item: Item, args: readonly Closure[]): Outputs {
  const [next, condition] = args;
  // The stack holds generators, not calls: a chain of any length is no depth.
  const stack: Outputs[] = [];
  yield item;
  if (next) stack.push(machine.evaluate(next, item));
  for (let top = stack.at(-1); top && next; top = stack.at(-1)) {
    const found = top.next();
    if (found.done) stack.pop();
    else if (found.value === PAUSE) yield PAUSE;
    else if (!condition) {
      yield found.value;
      stack.push(machine.evaluate(next, found.value));
    } else {
      const kept = yield* chosen(machine, condition, found.value);
      for (let copy = 0; copy < kept; copy++) {
        yield found.value;
        stack.push(machine.evaluate(next, found.value));
      }
    }
    if (machine.due()) yield PAUSE;
  }
}

/** How many of a condition's outputs are true. */
function* chosen(machine: Machine, condition: Closure, item: Item): Generator<Item, number, undefined> {
  let count = 0;
  for (const output of machine.evaluate(condition, plain(item.value))) {
    if (output === PAUSE) yield PAUSE;
    else if (isTrue(output.value)) count++;
  }
  return count;
}

function* pathItems(machine: Machine, item: Item, closure: Closure | undefined): Generator<Item | JqArray, void, undefined> {
  for (const found of closure ? machine.evaluate(closure, { value: item.value, path: ROOT }) : []) {
    if (found === PAUSE) yield PAUSE;
    else if (found.path === NOWHERE || !found.path) fail(`Invalid path expression with result ${shortly(found.value, 29)}`);
    else yield pathValue(found.path);
  }
}

const isPath = (value: Item | JqArray): value is JqArray => Array.isArray(value);

/** Loops of one program over its own outputs. */
const LOOPS: Readonly<Record<string, Run>> = {
  *"until/2"(machine, item, [condition, next]) {
    const stack: Item[] = [item];
    for (let at = stack.pop(); at && condition && next; at = stack.pop()) {
      if (machine.due()) yield PAUSE;
      const value = at;
      for (const output of machine.evaluate(condition, plain(value.value))) {
        if (output === PAUSE) yield PAUSE;
        else if (isTrue(output.value)) yield value;
        else {
          const outputs: Item[] = [];
          for (const found of machine.evaluate(next, value)) {
            if (found === PAUSE) yield PAUSE;
            else outputs.push(found);
          }
          stack.push(...outputs.reverse());
        }
      }
    }
  },
  *"while/2"(machine, item, [condition, next]) {
    const stack: Outputs[] = [];
    const enter = function* (value: Item): Outputs {
      if (!condition || !next || (yield* chosen(machine, condition, value)) === 0) return;
      yield value;
      stack.push(machine.evaluate(next, value));
    };
    yield* enter(item);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      if (machine.due()) yield PAUSE;
      const found = top.next();
      if (found.done) stack.pop();
      else if (found.value === PAUSE) yield PAUSE;
      else yield* enter(found.value);
    }
  },
  /** jq 1.7 runs the program on the same input again and again. */
  *"repeat/1"(machine, item, [body]) {
    for (;;) {
      if (machine.due()) yield PAUSE;
      if (body) yield* machine.evaluate(body, item);
    }
  },
};

function* input(machine: Machine): Generator<Item, Value | undefined, undefined> {
  for (;;) {
    const taken_ = machine.takeInput();
    if (taken_ === "end") return undefined;
    if (taken_ !== "more") return taken_.value;
    machine.hungry = true;
    yield PAUSE;
  }
}

export const CLOSURES: Readonly<Record<string, Run>> = {
  ...LOOPS,
  *"empty/0"() {},
  *"select/1"(machine, item, [condition]) {
    for (const output of condition ? machine.evaluate(condition, plain(item.value)) : []) {
      if (output === PAUSE) yield PAUSE;
      else if (isTrue(output.value)) yield item;
    }
  },
  "recurse/1": recursed,
  "recurse/2": recursed,
  "range/1": ranged,
  "range/2": ranged,
  "range/3": rangedBy,
  "limit/2": limited,
  "first/1": (machine, item, [body]) => taken(body ? machine.evaluate(body, item) : empty(), 1),
  "last/1": (machine, item, [body]) => last(body ? machine.evaluate(body, item) : empty()),
  "nth/2": nth,
  *"isempty/1"(machine, item, [body]) {
    const found = yield* first(body ? machine.evaluate(body, plain(item.value)) : empty());
    yield { value: found === undefined, path: item.path && NOWHERE };
  },
  "any/2": quantified(true),
  "all/2": quantified(false),
  *"path/1"(machine, item, [body]) {
    for (const path of pathItems(machine, item, body)) yield isPath(path) ? { value: path, path: item.path && NOWHERE } : PAUSE;
  },
  *"del/1"(machine, item, [body]) {
    const paths: JqArray[] = [];
    for (const path of pathItems(machine, item, body)) {
      if (isPath(path)) paths.push(path);
      else yield PAUSE;
    }
    yield { value: deletePaths(item.value, paths), path: item.path && NOWHERE };
  },
  "getpath/1": (machine, item, [path]) =>
    eachValue(machine, item, path, function* (keys): Outputs {
      if (!isArray(keys)) fail("Path must be specified as an array");
      else {
        const place = item.path && item.path !== NOWHERE ? keys.reduce((up, key) => ({ up, key }), item.path) : item.path;
        yield { value: getPath(item.value, keys), path: place };
      }
    }),
  *"input/0"(machine, item) {
    const value = yield* input(machine);
    if (value === undefined) throw new JqError("break");
    yield { value, path: item.path && NOWHERE };
  },
  *"inputs/0"(machine, item) {
    for (let value = yield* input(machine); value !== undefined; value = yield* input(machine)) yield { value, path: item.path && NOWHERE };
  },
};

function* empty(): Outputs {}
