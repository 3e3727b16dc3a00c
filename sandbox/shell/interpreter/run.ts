/** Runs parsed scripts: lists, pipelines, subshells, and what joins them. Commands themselves are in `command.ts`, loops in `compound.ts`. */

import type { AndOr, CommandNode, PipelineNode, Script, Statement } from "unbash";
import { BrokenPipe } from "../program.ts";
import { runBodiesWith } from "./bodies.ts";
import { builtins, describe } from "./builtins/index.ts";
import { runCommand } from "./command.ts";
import { runCompound } from "./compound.ts";
import {
  breathe,
  type Context,
  complain,
  ExitJump,
  ExpansionFailure,
  LineJump,
  LoopJump,
  lineAt,
  type Process,
  ReturnJump,
  type Source,
} from "./context.ts";
import { substituteWith } from "./expand/words.ts";
import { defineFunction } from "./functions.ts";
import { finishedJobs } from "./jobs.ts";
import { nestWith } from "./nested.ts";
import { forkProcess } from "./process.ts";
import { redirect } from "./redirect.ts";
import { inputOf, pipe } from "./streams.ts";
import { substitutionsBy } from "./substitution.ts";
import { parseScript } from "./syntax.ts";
import { reportFailure } from "./variables.ts";

/** Runs statements in order; the status of the last. */
export async function runStatements(context: Context, statements: readonly Statement[]): Promise<number> {
  for (const statement of statements) await runStatement(context, statement);
  return context.process.state.status;
}

async function runStatement(context: Context, statement: Statement): Promise<number> {
  const { process } = context;
  if (!statement.background) return runList(context, statement.command);
  // Jobs run in order, to their end: a page has one terminal, and a replay must give the same requests in the same order.
  const job = forkProcess(context);
  process.lastBackground = job.pid;
  const fds = new Map(context.fds);
  if (process.interactive) await context.fds.get(2)?.output?.write(`[1] ${job.pid}\n`);
  else fds.set(0, { input: inputOf("") });
  const status = await inProcess({ ...context, process: job, fds }, (inner) => runList(inner, statement.command));
  finishedJobs.set(job.pid, status);
  if (process.interactive) {
    const text = context.source.text.slice(statement.command.pos, statement.command.end);
    await context.fds.get(2)?.output?.write(`[1]+  ${status === 0 ? "Done" : `Exit ${status}`.padEnd(4)}                    ${text}\n`);
  }
  process.state.status = 0;
  return 0;
}

async function runList(context: Context, node: PipelineNode | AndOr): Promise<number> {
  if (node.type !== "AndOr") return runPipelineNode(context, node);
  let status = 0;
  const last = node.commands.length - 1;
  for (const [index, command] of node.commands.entries()) {
    const operator = node.operators[index - 1];
    if ((operator === "&&" && status !== 0) || (operator === "||" && status === 0)) continue;
    status = await runPipelineNode(index === last ? context : { ...context, lenient: true }, command);
  }
  context.process.state.status = status;
  return status;
}

async function runPipelineNode(context: Context, node: PipelineNode): Promise<number> {
  const { process } = context;
  if (node.type !== "Pipeline") {
    const status = await runNode(context, node);
    process.pipeStatus = [status];
    return settle(context, node, status);
  }
  const negated = node.prefixes.filter((prefix) => prefix.type === "Negation").length % 2 === 1;
  const timed = node.prefixes.some((prefix) => prefix.type === "Time");
  const started = context.computer.clock.now();
  const inner = negated ? { ...context, lenient: true } : context;
  const only = node.commands[0];
  let status: number;
  if (node.commands.length === 1 && only) {
    status = await runNode(inner, only);
    process.pipeStatus = [status];
  } else {
    status = node.commands.length === 0 ? 0 : await runPipes(inner, node.commands, node.operators);
  }
  if (timed) await report(context, context.computer.clock.now() - started);
  if (negated) {
    process.state.status = status === 0 ? 1 : 0;
    return process.state.status;
  }
  return settle(context, only, status);
}

async function report(context: Context, milliseconds: number): Promise<void> {
  const show = (value: number) => `${Math.floor(value / 60_000)}m${((value % 60_000) / 1000).toFixed(3)}s`;
  await context.fds.get(2)?.output?.write(`\nreal\t${show(milliseconds)}\nuser\t${show(0)}\nsys\t${show(0)}\n`);
}

/** Sets `$?`, and ends the shell under `set -e`; compound commands have had their turn inside. */
function settle(context: Context, node: CommandNode | undefined, status: number): number {
  context.process.state.status = status;
  const acts =
    node?.type === "Command" ||
    node?.type === "Subshell" ||
    node?.type === "TestCommand" ||
    node?.type === "ArithmeticCommand" ||
    node?.type === "Redirected";
  if (status !== 0 && acts && !context.lenient && context.process.state.options.errexit) throw new ExitJump(status);
  return status;
}

async function runPipes(context: Context, commands: readonly CommandNode[], operators: readonly string[]): Promise<number> {
  const { process, signal } = context;
  const pipes = commands.slice(1).map(() => pipe(signal));
  const runs = commands.map(async (command, index) => {
    const before = pipes[index - 1];
    const after = pipes[index];
    const fds = new Map(context.fds);
    if (before) fds.set(0, { input: before.input });
    if (after) {
      fds.set(1, { output: after.output });
      if (operators[index] === "|&") fds.set(2, { output: after.output });
    }
    try {
      return await inProcess({ ...context, process: forkProcess(context), fds }, (inner) => runNode(inner, command));
    } finally {
      before?.closeInput();
      after?.closeOutput();
    }
  });
  const settled = await Promise.allSettled(runs);
  const statuses = settled.map((one) => {
    if (one.status === "rejected") throw one.reason;
    return one.value;
  });
  process.pipeStatus = statuses;
  if (process.state.options.pipefail) return statuses.findLast((status) => status !== 0) ?? 0;
  return statuses.at(-1) ?? 0;
}

/** Runs something as its own process: `exit` and `return` end only that. Its EXIT trap runs at its end. */
export async function inProcess(context: Context, action: (inner: Context) => Promise<number>): Promise<number> {
  let status: number;
  try {
    status = await action(context);
  } catch (error) {
    if (error instanceof ExitJump || error instanceof ReturnJump) status = error.status;
    else if (error instanceof LoopJump) status = 0;
    else if (error instanceof LineJump) status = error.status;
    else if (error instanceof ExpansionFailure) status = await reportFailure(context, error);
    else if (error instanceof BrokenPipe) return 141;
    else throw error;
  }
  return runExitTrap(context, status);
}

/** Runs the EXIT trap, once; its own `exit` changes the status. */
export async function runExitTrap(context: Context, status: number): Promise<number> {
  const { state } = context.process;
  const trap = state.traps.EXIT;
  if (trap === undefined || trap === "") return status;
  state.traps = {};
  state.status = status;
  try {
    await runText(context, trap, context.process.line);
  } catch (error) {
    if (error instanceof ExitJump) return error.status;
    throw error;
  }
  return status;
}

async function runNode(context: Context, node: CommandNode): Promise<number> {
  const { process } = context;
  await breathe(context);
  if (node.type !== "Function") process.line = lineAt(context.source, node.pos);
  try {
    switch (node.type) {
      case "Command":
        return await runCommand(context, node);
      case "Function":
        return defineFunction(context, node);
      case "Coproc":
        await complain(context, "coproc: not available in this sandbox");
        return 1;
      case "Subshell":
        return await inProcess({ ...context, process: forkProcess(context) }, (inner) => runStatements(inner, node.body.commands));
      case "Redirected": {
        const redirected = await redirect(context, node.redirects);
        try {
          return await runNode({ ...redirected.context }, node.command);
        } finally {
          await redirected.close();
        }
      }
      default:
        return await runCompound(context, node, runStatements);
    }
  } catch (error) {
    if (!(error instanceof ExpansionFailure)) throw error;
    return giveUp(context, error);
  }
}

/** A failed expansion: the command fails; with `set -u` and `${x:?}` a script ends, a prompt's line is dropped. */
async function giveUp(context: Context, failure: ExpansionFailure): Promise<never> {
  const status = await reportFailure(context, failure);
  if (!failure.fatal) throw new LineJump(status);
  throw new ExitJump(context.process.interactive ? 1 : status, { lineOnly: true });
}

/** Parses and runs a text in the shell itself (`eval`, `source`, traps, the prompt). `firstLine` numbers its lines. */
export async function runText(context: Context, text: string, firstLine = 1): Promise<number> {
  const { script, problem } = parseScript(text);
  const source: Source = { text, firstLine };
  const inner = { ...context, source };
  if (!problem) return runLines(inner, script.commands);
  const sound = soundStatements(context.process, script, text, problem.position);
  await runLines(inner, sound);
  context.process.line = firstLine + problem.line - 1;
  await complain(context, problem.message);
  if (problem.quoted !== undefined && !(context.process.interactive && context.process.sourcing === 0))
    await complain(context, `\`${problem.quoted}'`);
  context.process.state.status = 2;
  return 2;
}

/** Runs top-level statements; what is left of a line whose expansion failed is skipped. */
async function runLines(context: Context, statements: readonly Statement[]): Promise<number> {
  const { process, source } = context;
  let skipped = 0;
  for (const statement of statements) {
    if (skipped > 0 && lineAt(source, statement.pos) === skipped) continue;
    skipped = 0;
    try {
      await runStatement(context, statement);
    } catch (error) {
      if (!(error instanceof LineJump)) throw error;
      process.state.status = error.status;
      skipped = lineAt(source, statement.end);
    }
  }
  return process.state.status;
}

/** Bash reads line by line: what stands on lines before the mistake has run already. A prompt reads one command. */
function soundStatements(process: Process, script: Script, text: string, position: number): readonly Statement[] {
  if (process.interactive && process.sourcing === 0) return [];
  const lineStart = text.lastIndexOf("\n", Math.max(0, position - 1)) + 1;
  return script.commands.filter((statement) => statement.end < lineStart);
}

substituteWith(substitutionsBy({ inProcess, statements: runStatements }));

runBodiesWith((context, node) => (node.type === "CompoundList" ? runStatements(context, node.commands) : runNode(context, node)));

nestWith({
  text: runText,
  whole: (context, text) => inProcess(context, (inner) => runText(inner, text)),
  builtin: (name) => builtins.get(name),
  describe,
});
