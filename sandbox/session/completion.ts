/** Tab, on a copy of the machine: nothing it asks leaves a trace (decision 10). */
import type { Completions } from "../shell/index.ts";
import { type ForkSource, forkMachine } from "./forks.ts";

export async function completeOn(source: ForkSource, line: string, cursor: number): Promise<Completions> {
  const { completeLine } = await import("../shell/complete/index.ts");
  const { shell, files, handle, clock, hasher, programs, store } = forkMachine(source);
  return completeLine({ line, cursor, state: shell.state, files, programs, network: handle, clock, hasher, awsCli: store.meta.cli });
}
