/** One simple command: assignments, words, redirections, then a function, a builtin or a program. */
import type { Assignment, Command, Redirection, Word } from "unbash";
import { runFunctionBody } from "./bodies.ts";
import type { ArrayArgument } from "./builtins/builtin.ts";
import { builtins, DECLARATIONS, SPECIAL } from "./builtins/index.ts";
import { type Context, ExitJump, ExpansionFailure } from "./context.ts";
import { indexOf } from "./expand/parameters.ts";
import { arithmetic, expandText, expandWord } from "./expand/words.ts";
import { callFunction } from "./functions.ts";
import { launchFound } from "./launch.ts";
import { commandEnvironment, find } from "./process.ts";
import { quoteWord } from "./quote.ts";
import { type Redirected, redirect } from "./redirect.ts";
import { scalar, type Variable, withVariable } from "./state.ts";
import { wordOf } from "./syntax.ts";
import { assign, assignList, reportFailure, variableText } from "./variables.ts";

interface Arguments {
  readonly words: string[];
  /** Array assignments among the arguments of `declare` and its sisters, by index in `words`. */
  readonly arrays: Map<number, ArrayArgument>;
}

/** Runs a simple command; its status. */
export async function runCommand(context: Context, node: Command): Promise<number> {
  const { process } = context;
  process.substitutionStatus = 0;
  const { words, arrays } = await argumentsOf(context, node);
  const assignments = node.prefix.filter((part): part is Assignment => part.type === "Assignment");
  const [name, ...args] = words;
  if (name === undefined) return bare(context, assignments, node.redirects);
  let redirected: Redirected;
  try {
    redirected = await redirect(context, node.redirects);
  } catch (error) {
    if (!(error instanceof ExpansionFailure)) throw error;
    const status = await reportFailure(context, error);
    if (SPECIAL.has(name) && !process.interactive && name !== "exec") return status;
    return status;
  }
  try {
    const status = await dispatch(redirected.context, context, { name, args, assignments, arrays, redirects: node.redirects });
    process.lastArgument = args.at(-1) ?? name;
    return status;
  } finally {
    await redirected.close();
  }
}

async function argumentsOf(context: Context, node: Command): Promise<Arguments> {
  const words: string[] = node.name ? await expandWord(context, node.name) : [];
  const arrays = new Map<number, ArrayArgument>();
  const declares = DECLARATIONS.has(words[0] ?? "");
  for (const part of node.args) {
    if (part.type === "Word") {
      words.push(...(await expandWord(context, part)));
    } else if (!declares) {
      words.push(...(await expandWord(context, wordOf(part.text))));
    } else if (part.value.type === "ArrayValue") {
      arrays.set(words.length, { append: part.append ?? false, elements: part.value.elements });
      words.push(part.name);
    } else {
      const index = part.index ? `[${await indexOf(context, part.name, part.index)}]` : "";
      words.push(`${part.name}${index}${part.append ? "+" : ""}=${await expandText(context, part.value, { assignment: true })}`);
    }
  }
  return { words, arrays };
}

/** Assignments without a command change the shell itself. */
async function bare(context: Context, assignments: readonly Assignment[], redirects: readonly Redirection[]): Promise<number> {
  const { process } = context;
  try {
    for (const assignment of assignments) {
      const shown = await assignOne(context, assignment);
      await trace(context, [], [shown]);
    }
    if (redirects.length > 0) await (await redirect(context, redirects)).close();
  } catch (error) {
    if (!(error instanceof ExpansionFailure) || error.fatal) throw error;
    const status = await reportFailure(context, error);
    if (process.interactive || assignments.length === 0) return status;
    throw new ExitJump(status);
  }
  return process.substitutionStatus;
}

/** Performs one assignment; returns it as `set -x` prints it. */
async function assignOne(context: Context, node: Assignment): Promise<string> {
  const { process } = context;
  if (node.value.type === "ArrayValue") {
    await assignArray(context, node.name, node.value.elements, node.append ?? false);
    return node.text;
  }
  const value = await expandText(context, node.value, { assignment: true });
  const index = node.index ? await indexOf(context, node.name, node.index) : undefined;
  const integer = process.state.variables[node.name]?.integer;
  const options = { ...(index === undefined ? {} : { index }), append: (node.append ?? false) && !integer };
  const old = scalar(process.state.variables[node.name]) ?? "0";
  const final = integer ? String(await arithmetic(context, node.append ? `${old}+(${value})` : value)) : value;
  assign(process, node.name, final, options);
  return `${node.name}${index === undefined ? "" : `[${index}]`}${node.append ? "+" : ""}=${value === "" ? "" : quoteWord(value)}`;
}

/** Assigns `(a b [k]=c)`. */
export async function assignArray(context: Context, name: string, elements: readonly Word[], append: boolean): Promise<void> {
  const { process } = context;
  const variable: Variable = process.state.variables[name] ?? {};
  const entries: [string, string][] = [];
  let next = append ? Math.max(-1, ...Object.keys(variable.list ?? (variable.value === undefined ? {} : { "0": "" })).map(Number)) + 1 : 0;
  for (const element of elements) {
    const keyed = /^\[([^\]]*)\]=([\s\S]*)$/.exec(element.text);
    if (keyed) {
      const key = await indexOf(context, name, wordOf(keyed[1] === "" ? "''" : (keyed[1] as string)));
      entries.push([key, keyed[2] === "" ? "" : await expandText(context, wordOf(keyed[2] as string), { assignment: true })]);
      next = Number(key) + 1;
    } else {
      for (const value of await expandWord(context, element)) entries.push([String(next++), value]);
    }
  }
  assignList(process, name, entries, { append });
}

interface Call {
  readonly name: string;
  readonly args: readonly string[];
  readonly assignments: readonly Assignment[];
  readonly arrays: ReadonlyMap<number, ArrayArgument>;
  readonly redirects: readonly Redirection[];
}

async function dispatch(context: Context, outer: Context, call: Call): Promise<number> {
  const { process } = context;
  const { name, args } = call;
  const isFunction = Object.hasOwn(process.state.functions, name);
  const builtin = isFunction ? undefined : builtins.get(name);
  const shown: string[] = [];
  if (!isFunction && !builtin) {
    const env: Record<string, string> = {};
    for (const assignment of call.assignments) {
      if (assignment.value.type === "ArrayValue") continue;
      env[assignment.name] = await expandText(context, assignment.value, { assignment: true });
      shown.push(`${assignment.name}=${quoteWord(env[assignment.name] ?? "")}`);
    }
    await trace(outer, [name, ...args], shown);
    const path = env.PATH;
    const found = await find(path === undefined ? context : withPath(context, path), name);
    return launchFound(context, found, [name, ...args], commandEnvironment(context, env));
  }
  const saved = new Map<string, Variable | undefined>();
  for (const assignment of call.assignments) {
    saved.set(assignment.name, process.state.variables[assignment.name]);
    shown.push(await assignOne(context, assignment));
    withVariable(process.state, assignment.name, { ...process.state.variables[assignment.name], exported: true });
  }
  await trace(outer, [name, ...args], shown);
  try {
    if (isFunction) return await callFunction(context, name, args, runFunctionBody);
    return (await builtin?.(context, args, { outer, arrays: call.arrays, hasRedirects: call.redirects.length > 0 })) ?? 0;
  } catch (error) {
    if (!(error instanceof ExpansionFailure) || error.fatal || isFunction) throw error;
    return await reportFailure(context, new ExpansionFailure(name === "let" ? `let: ${error.message}` : error.message));
  } finally {
    if (name !== "exec" || args.length > 0) for (const [variable, value] of saved) withVariable(process.state, variable, value);
  }
}

function withPath(context: Context, path: string): Context {
  const process = { ...context.process, state: { ...context.process.state } };
  withVariable(process.state, "PATH", { value: path, exported: true });
  return { ...context, process };
}

/** `set -x`. */
export async function trace(context: Context, words: readonly string[], before: readonly string[] = []): Promise<void> {
  const { process } = context;
  if (!process.state.options.xtrace) return;
  const mark = variableText(context, "PS4") ?? "+ ";
  const lines =
    words.length === 0
      ? before
      : [...before.slice(0, -1), ...(before.length > 0 ? [before.at(-1) as string] : []), words.map((word) => quoteWord(word)).join(" ")];
  for (const line of lines) await context.fds.get(2)?.output?.write(`${mark}${line}\n`);
}
