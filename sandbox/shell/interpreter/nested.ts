/** Breaks the circle between what runs commands and the commands that run texts (`eval`, `source`, scripts). */
import type { Builtin } from "./builtins/builtin.ts";
import type { Context } from "./context.ts";

interface Runner {
  /** Runs a whole script as a process of its own, to its EXIT trap. */
  whole(context: Context, text: string): Promise<number>;
  /** Runs a text in the given process. */
  text(context: Context, text: string, firstLine?: number): Promise<number>;
  builtin(name: string): Builtin | undefined;
  /** `command -v` and `type`. */
  describe(context: Context, names: readonly string[], long: boolean): Promise<number>;
}

let runner: Runner | undefined;

/** Wires the runner in, once. */
export function nestWith(given: Runner): void {
  runner = given;
}

export function runnerOf(): Runner {
  if (!runner) throw new Error("the runner is wired in by shell.ts");
  return runner;
}
