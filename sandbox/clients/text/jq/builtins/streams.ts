/** Values as streams of `[path, leaf]` and `[path]` events (`tostream`, `--stream`), and back. */
import { entriesOf, setPath } from "../access.ts";
import { NOWHERE, type Outputs, PAUSE, plain } from "../machine.ts";
import { isArray, isObject, type JqArray, type Value } from "../values.ts";
import type { Run } from "./closures.ts";

/** Leaves with their paths, and after the last element of each array and object the path of that element alone. */
export function* eventsOf(value: Value, path: JqArray = []): Generator<JqArray, void, undefined> {
  const size = isArray(value) ? value.length : isObject(value) ? value.size : 0;
  if (size === 0) {
    yield [path, value];
    return;
  }
  let last: Value = null;
  for (const [key, element] of entriesOf(value)) {
    yield* eventsOf(element, [...path, key]);
    last = key;
  }
  yield [[...path, last]];
}

const tostream: Run = function* (machine, item): Outputs {
  for (const event of eventsOf(item.value)) {
    if (machine.due()) yield PAUSE;
    yield { value: event, path: item.path && NOWHERE };
  }
};

const fromstream: Run = function* (machine, item, [stream]): Outputs {
  let made: Value = null;
  for (const found of stream ? machine.evaluate(stream, plain(item.value)) : []) {
    if (found === PAUSE) {
      yield PAUSE;
      continue;
    }
    const event = isArray(found.value) ? found.value : [];
    const [path = []] = event as readonly JqArray[];
    if (event.length === 2) made = setPath(made, path, event[1] as Value);
    if (path.length === (event.length === 2 ? 0 : 1)) {
      yield { value: made, path: item.path && NOWHERE };
      made = null;
    }
  }
};

export const STREAMS: Readonly<Record<string, Run>> = { "tostream/0": tostream, "fromstream/1": fromstream };
