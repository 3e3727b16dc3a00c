/** `reduce` and `foreach`. */
import { bound } from "./destructure.ts";
import { derived, type Env, type Item, type Outputs, PAUSE, type Runner } from "./machine.ts";
import type { Node } from "./tree.ts";

type Of<K extends Node["kind"]> = Extract<Node, { readonly kind: K }>;

export function* reduced(runner: Runner, node: Of<"reduce">, item: Item, env: Env): Outputs {
  for (const start of runner.run(node.start, item, env)) {
    if (start === PAUSE) {
      yield PAUSE;
      continue;
    }
    let state = start;
    for (const source of runner.values(node.source, item, env)) {
      if (source === PAUSE) {
        yield PAUSE;
        continue;
      }
      // An update without an output leaves null.
      let next: Item = derived(state, null);
      for (const output of bound(runner, node.patterns, source.value, env, (inner) => runner.run(node.update, state, inner))) {
        if (output === PAUSE) yield PAUSE;
        else next = output;
      }
      state = next;
    }
    yield state;
  }
}

export function* eachOf(runner: Runner, node: Of<"foreach">, item: Item, env: Env): Outputs {
  const { extract } = node;
  for (const start of runner.run(node.start, item, env)) {
    if (start === PAUSE) {
      yield PAUSE;
      continue;
    }
    let state = start;
    function* turn(inner: Env): Outputs {
      for (const output of runner.run(node.update, state, inner)) {
        if (output === PAUSE) yield PAUSE;
        else {
          state = output;
          if (extract) yield* runner.run(extract, output, inner);
          else yield output;
        }
      }
    }
    for (const source of runner.values(node.source, item, env)) {
      if (source === PAUSE) yield PAUSE;
      else yield* bound(runner, node.patterns, source.value, env, turn);
    }
  }
}
