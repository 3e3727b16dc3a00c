/** Functions: kept as source text, parsed when first called. */
import type { Function as FunctionNode } from "unbash";
import { type Context, lineAt, ReturnJump, type Source } from "./context.ts";
import { withVariable } from "./state.ts";
import { parseScript } from "./syntax.ts";

interface Ready {
  readonly node: FunctionNode;
  readonly source: Source;
}

const ready = new Map<string, Ready>();
const DEEPEST_CALL = 1000;

/** Keeps a function's source text under its name. */
export function defineFunction(context: Context, node: FunctionNode): number {
  const { state } = context.process;
  const text = context.source.text.slice(node.pos, node.end);
  const firstLine = lineAt(context.source, node.pos);
  state.functions = { ...state.functions, [node.name.value]: text };
  const parsed = parseFunction(text, firstLine);
  if (parsed) ready.set(text, parsed);
  return 0;
}

function parseFunction(text: string, firstLine: number): Ready | undefined {
  const node = parseScript(text).script.commands[0]?.command;
  return node?.type === "Function" ? { node, source: { text, firstLine } } : undefined;
}

/** Calls a function with its own `$1 …` and locals; `body` runs its compound command. */
export async function callFunction(
  context: Context,
  name: string,
  args: readonly string[],
  body: (context: Context, node: FunctionNode["body"]) => Promise<number>,
): Promise<number> {
  const { process } = context;
  const text = process.state.functions[name] ?? "";
  const known = ready.get(text) ?? parseFunction(text, 1);
  if (!known) return 1;
  ready.set(text, known);
  if (process.locals.length > DEEPEST_CALL) {
    await context.fds.get(2)?.output?.write(`bash: ${name}: maximum function nesting level exceeded (${DEEPEST_CALL})\n`);
    return 1;
  }
  const { args: outerArgs, loops, line } = process;
  process.args = args;
  process.loops = 0;
  process.locals.push({});
  process.functionNames = [...process.functionNames, name];
  try {
    return await body({ ...context, source: known.source }, known.node.body);
  } catch (error) {
    if (error instanceof ReturnJump) return error.status;
    throw error;
  } finally {
    process.args = outerArgs;
    process.loops = loops;
    process.line = line;
    process.functionNames = process.functionNames.slice(0, -1);
    for (const [shadowed, value] of Object.entries(process.locals.pop() ?? {})) withVariable(process.state, shadowed, value);
  }
}
