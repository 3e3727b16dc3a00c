/** Breaks the circle between commands and compound commands: a function's body is run by whoever runs nodes. */
import type { CommandNode, CompoundList, Function as FunctionNode } from "unbash";
import type { Context } from "./context.ts";

type RunBody = (context: Context, node: CommandNode | CompoundList) => Promise<number>;
let runBody: RunBody | undefined;

/** Wires the runner in, once. */
export function runBodiesWith(given: RunBody): void {
  runBody = given;
}

export async function runFunctionBody(context: Context, node: FunctionNode["body"]): Promise<number> {
  return (await runBody?.(context, node)) ?? 0;
}
