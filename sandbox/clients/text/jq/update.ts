/** Assignments: `=`, `|=`, `+=` and the others, each by the paths of its left side. */
import { deletePaths, getPath, type Owned, setPath } from "./access.ts";
import { operate } from "./arithmetic.ts";
import { type Env, fail, type Item, type Machine, NOWHERE, type Outputs, PAUSE, pathValue, plain, ROOT } from "./machine.ts";
import { shortly } from "./print.ts";
import type { BinaryOperator, Node } from "./tree.ts";
import { isTrue, type Value } from "./values.ts";

type Update = Extract<Node, { readonly kind: "update" }>;

/** The paths of a program from a value, as arrays; `PAUSE` in between. */
export function* pathsOf(machine: Machine, node: Node, env: Env, value: Value): Generator<Value[] | typeof PAUSE, void, undefined> {
  for (const item of machine.evaluate({ node, env }, { value, path: ROOT })) {
    if (item === PAUSE) yield PAUSE;
    else if (item.path === NOWHERE || item.path === undefined) fail(`Invalid path expression with result ${shortly(item.value, 29)}`);
    else yield pathValue(item.path);
  }
}

/** Sets every path of the left side to what `next` makes of the value there. */
function* assigned(machine: Machine, node: Update, item: Item, env: Env, next: (old: () => Value) => Value): Outputs {
  const owned: Owned = new WeakSet();
  let state = item.value;
  for (const path of pathsOf(machine, node.left, env, item.value)) {
    if (!Array.isArray(path)) yield PAUSE;
    else {
      const element = next(() => getPath(state, path));
      state = setPath(state, path, element, owned);
    }
  }
  yield plain(state);
}

/** `|=`: the first output of the right side; a path without one is deleted afterwards. */
function* modified(machine: Machine, node: Update, item: Item, env: Env): Outputs {
  let owned: Owned = new WeakSet();
  let state = item.value;
  const gone: Value[] = [];
  for (const path of pathsOf(machine, node.left, env, item.value)) {
    if (!Array.isArray(path)) {
      yield PAUSE;
      continue;
    }
    const old = getPath(state, path);
    // The program is shown this value and may keep it: from here on it must not change.
    if (typeof old === "object" && old !== null && owned.has(old)) owned = new WeakSet();
    let output: Item | undefined;
    for (const found of machine.evaluate({ node: node.right, env }, plain(old))) {
      if (found === PAUSE) yield PAUSE;
      else {
        output = found;
        break;
      }
    }
    if (output) state = setPath(state, path, output.value, owned);
    else gone.push(path);
  }
  yield plain(deletePaths(state, gone));
}

export function* updated(machine: Machine, node: Update, item: Item, env: Env): Outputs {
  const outputs = node.operator === "|=" ? modified(machine, node, item, env) : withRight(machine, node, item, env);
  for (const output of outputs) yield output === PAUSE || item.path === undefined ? output : { value: output.value, path: NOWHERE };
}

/** Operators whose right side is evaluated first, against the whole value, and once per output of it. */
function* withRight(machine: Machine, node: Update, item: Item, env: Env): Outputs {
  for (const right of machine.evaluate({ node: node.right, env }, plain(item.value))) {
    if (right === PAUSE) yield PAUSE;
    else
      yield* assigned(machine, node, item, env, (old) => {
        if (node.operator === "=") return right.value;
        const value = old();
        if (node.operator === "//=") return isTrue(value) ? value : right.value;
        return operate(node.operator.slice(0, -1) as BinaryOperator, value, right.value);
      });
  }
}
