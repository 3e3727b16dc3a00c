/** Reading and assigning variables and special parameters of a shell process. */
import { type Context, complain, ExpansionFailure, type Process } from "./context.ts";
import { arrayKeys, type ShellState, scalar, type Variable, withVariable } from "./state.ts";

/** A parameter's meaning: one text, or the list of `$@`, `$*` and `${a[@]}`. */
export type Parameter =
  | { readonly kind: "one"; readonly value: string | undefined }
  | {
      readonly kind: "list";
      readonly values: readonly string[];
      readonly star: boolean /** Indices of an indexed array's elements. */;
      readonly keys?: readonly number[];
    };

const OPTION_LETTERS: Readonly<Record<string, string>> = {
  errexit: "e",
  nounset: "u",
  xtrace: "x",
  noglob: "f",
  noclobber: "C",
  allexport: "a",
  verbose: "v",
  noexec: "n",
};

function special(context: Context, name: string): string | undefined {
  const { process, computer } = context;
  switch (name) {
    case "?":
      return String(process.state.status);
    case "$":
      return String(process.mainPid);
    case "!":
      return process.lastBackground === undefined ? undefined : String(process.lastBackground);
    case "#":
      return String(process.args.length);
    case "0":
      return process.name;
    case "_":
      return process.lastArgument;
    case "-": {
      const letters = Object.entries(OPTION_LETTERS).filter(([option]) => process.state.options[option]);
      return `${letters.map(([, letter]) => letter).join("")}hB${process.interactive ? "i" : ""}`;
    }
    case "LINENO":
      return String(process.line);
    case "BASHPID":
      return String(process.pid);
    case "PPID":
      return String(process.parent);
    case "UID":
    case "EUID":
      return "1000";
    case "SECONDS":
      return String(Math.floor((computer.clock.now() - process.startedAt) / 1000));
    case "EPOCHSECONDS":
      return String(Math.floor(computer.clock.now() / 1000));
    case "RANDOM":
      return String(draw(process.state));
    case "BASH_VERSION":
      return "5.2.15(1)-release";
    case "BASH":
      return "/usr/bin/bash";
    case "FUNCNAME":
      return process.functionNames.at(-1);
    default:
      return undefined;
  }
}

/** The next `$RANDOM`, 0 to 32767. */
function draw(state: ShellState): number {
  state.random = (Math.imul(state.random, 1_103_515_245) + 12_345) & 0x7fffffff;
  return (state.random >> 8) & 0x7fff;
}

/** A named or special parameter, without looking at `set -u`. */
export function parameter(context: Context, name: string, index?: string): Parameter {
  const { process } = context;
  if (name === "@" || name === "*") return { kind: "list", values: process.args, star: name === "*" };
  if (/^[1-9][0-9]*$/.test(name)) return { kind: "one", value: process.args[Number(name) - 1] };
  const variable = process.state.variables[name];
  if (index === "@" || index === "*") {
    const keys = variable?.list && !variable.associative ? { keys: arrayKeys(variable).map(Number) } : {};
    return { kind: "list", values: listOf(context, name, variable), star: index === "*", ...keys };
  }
  if (!variable) {
    if (name === "PIPESTATUS") return { kind: "one", value: String(process.pipeStatus[Number(index ?? 0)] ?? "") };
    return { kind: "one", value: special(context, name) };
  }
  if (index !== undefined) return { kind: "one", value: element(variable, index) };
  return { kind: "one", value: scalar(variable) };
}

function listOf(context: Context, name: string, variable: Variable | undefined): readonly string[] {
  if (variable?.list) return arrayKeys(variable).map((key) => variable.list?.[key] ?? "");
  if (name === "PIPESTATUS") return context.process.pipeStatus.map(String);
  if (name === "FUNCNAME") return context.process.functionNames.toReversed();
  const value = variable?.value ?? special(context, name);
  return value === undefined ? [] : [value];
}

function element(variable: Variable, index: string): string | undefined {
  if (!variable.list) return index === "0" ? variable.value : undefined;
  if (variable.associative || !index.startsWith("-")) return variable.list[index];
  const largest = Math.max(-1, ...arrayKeys(variable).map(Number));
  return variable.list[String(largest + 1 + Number(index))];
}

/** The plain text value of a variable, for builtins (`HOME`, `IFS`). */
export function variableText(context: Context, name: string): string | undefined {
  return scalar(context.process.state.variables[name]);
}

/** Refuses to change a readonly variable, in bash's words. */
export function checkWritable(process: Process, name: string): void {
  if (process.state.variables[name]?.readonly) throw new ExpansionFailure(`${name}: readonly variable`);
}

export interface AssignOptions {
  readonly index?: string;
  readonly append?: boolean;
}

/** Assigns a scalar or an array element and keeps the variable's attributes. `set -a` exports it. */
export function assign(process: Process, name: string, value: string, options: AssignOptions = {}): void {
  checkWritable(process, name);
  const { state } = process;
  const old = state.variables[name] ?? {};
  const exported = state.options.allexport ? { exported: true } : {};
  const index = options.index ?? (old.list ? "0" : undefined);
  if (index === undefined) {
    const { list: _list, ...rest } = old;
    withVariable(state, name, { ...rest, ...exported, value: options.append ? (old.value ?? "") + value : value });
    return;
  }
  const list = old.list ?? (old.value === undefined ? {} : { "0": old.value });
  const key = old.associative || !index.startsWith("-") ? index : String(Math.max(-1, ...Object.keys(list).map(Number)) + 1 + Number(index));
  if (key.startsWith("-") && !old.associative) throw new ExpansionFailure(`${name}[${index}]: bad array subscript`);
  const { value: _value, ...rest } = old;
  withVariable(state, name, { ...rest, ...exported, list: { ...list, [key]: options.append ? (list[key] ?? "") + value : value } });
}

/** Assigns a whole array of `[key, value]`; keys are given already. */
export function assignList(
  process: Process,
  name: string,
  entries: readonly (readonly [string, string])[],
  options: { readonly append?: boolean } = {},
): void {
  checkWritable(process, name);
  const old = process.state.variables[name] ?? {};
  const before = options.append ? (old.list ?? (old.value === undefined ? {} : { "0": old.value })) : {};
  const { value: _value, ...rest } = old;
  withVariable(process.state, name, { ...rest, list: { ...before, ...Object.fromEntries(entries) } });
}

/** Removes a variable or one element. */
export function unset(process: Process, name: string, index?: string): void {
  checkWritable(process, name);
  const old = process.state.variables[name];
  if (index !== undefined && old?.list) {
    const { [index]: _gone, ...list } = old.list;
    withVariable(process.state, name, { ...old, list });
  } else {
    withVariable(process.state, name, undefined);
  }
}

/** Adds or takes attributes; declares the variable when it is new. */
export function attribute(process: Process, name: string, changes: Omit<Variable, "value" | "list">): void {
  withVariable(process.state, name, { ...process.state.variables[name], ...changes });
}

/** Remembers a variable's value outside the function, once per call, and hides it. */
export function makeLocal(process: Process, name: string): void {
  const frame = process.locals.at(-1);
  if (!frame || Object.hasOwn(frame, name)) return;
  frame[name] = process.state.variables[name];
  const exported = process.state.variables[name]?.exported;
  withVariable(process.state, name, exported ? { exported } : {});
}

/** Prints an expansion's failure and gives its status. */
export async function reportFailure(context: Context, failure: ExpansionFailure): Promise<number> {
  await complain(context, failure.message);
  return failure.status;
}
