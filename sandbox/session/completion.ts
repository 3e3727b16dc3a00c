/** Tab, on a copy of the machine: nothing it asks leaves a trace (decision 10). */
import type { Completion } from "../shell/program.ts";
import type { Machine } from "./machine.ts";

export interface Completions {
  /** Where in the line the completed word begins. */
  readonly from: number;
  readonly options: readonly Completion[];
}

export async function completeOn(_machine: Machine, _line: string, cursor: number): Promise<Completions> {
  return { from: cursor, options: [] };
}
