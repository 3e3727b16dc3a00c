/** Starting programs: PATH, stub files, scripts, the process table, streams that stop when the program has ended. */
import { strictText, text } from "../../kernel/bytes.ts";
import { basename, join } from "../files/paths.ts";
import { BrokenPipe, type Input, type Installed, Interrupted, type Output, type ProgramContext, type SpawnOptions } from "../program.ts";
import type { Computer, Context, Process, Stream } from "./context.ts";
import { environmentOf, forkState, withVariable } from "./state.ts";
import { abortable, collector, inputOf } from "./streams.ts";
import { variableText } from "./variables.ts";

/** Names whose stub files start this interpreter itself. */
export const SHELL_NAMES: readonly string[] = ["bash", "sh"];

/** Where a command was found, or why not. */
export type Found =
  | { readonly kind: "program"; readonly installed: Installed }
  | { readonly kind: "shell" }
  | { readonly kind: "script"; readonly path: string; readonly text: string }
  | { readonly kind: "refused"; readonly status: 126 | 127; readonly message: string };

/** The path of a command found along PATH. Names with a slash are not looked up. */
export function findInPath(context: Context, name: string): string | undefined {
  const { files } = context.computer;
  for (const folder of (variableText(context, "PATH") ?? "").split(":")) {
    const path = join(context.process.state.cwd, `${folder === "" ? "." : folder}/${name}`);
    const stat = files.stat(path);
    if (stat?.kind === "file" && (stat.mode & 0o111) !== 0) return path;
  }
  return undefined;
}

/** Finds what a command name would run. */
export async function find(context: Context, name: string): Promise<Found> {
  const { files } = context.computer;
  if (!name.includes("/")) {
    const path = findInPath(context, name);
    if (!path || name === "") return { kind: "refused", status: 127, message: `${name}: command not found` };
    return load(context, path, path);
  }
  const path = join(context.process.state.cwd, name);
  const stat = files.stat(path);
  if (!stat) return { kind: "refused", status: 127, message: `${name}: No such file or directory` };
  if (stat.kind === "directory") return { kind: "refused", status: 126, message: `${name}: Is a directory` };
  if ((stat.mode & 0o111) === 0) return { kind: "refused", status: 126, message: `${name}: Permission denied` };
  return load(context, path, name);
}

async function load(context: Context, path: string, shown: string): Promise<Found> {
  const content = await context.computer.files.read(path);
  const first = text(content.subarray(0, 256)).split("\n", 1)[0] ?? "";
  const stub = /^#!gantry (\S+)/.exec(first)?.[1];
  if (stub) {
    if (SHELL_NAMES.includes(stub)) return { kind: "shell" };
    const installed = context.computer.byName.get(stub);
    return installed
      ? { kind: "program", installed }
      : { kind: "refused", status: 126, message: `${shown}: cannot execute: required file not found` };
  }
  if (first.includes("\0") || first.includes("\ufffd"))
    return { kind: "refused", status: 126, message: `${shown}: cannot execute binary file: Exec format error` };
  const interpreter = /^#!\s*(\S+)(?:\s+(\S+))?/.exec(first);
  const language = interpreter ? basename((interpreter[1]?.endsWith("/env") ? interpreter[2] : interpreter[1]) ?? "") : "sh";
  if (!["bash", "sh", "dash"].includes(language)) {
    const missing = interpreter?.[1]?.endsWith("/env");
    return missing
      ? { kind: "refused", status: 127, message: `${shown}: env: '${language}': No such file or directory` }
      : { kind: "refused", status: 127, message: `${shown}: cannot execute: required file not found` };
  }
  return { kind: "script", path: shown, text: strictText(content) ?? text(content) };
}

/** A process below `parent`, as a subshell has: its own copy of everything. */
export function forkProcess(context: Context): Process {
  const { computer, process } = context;
  return { ...process, state: forkState(process.state), pid: computer.nextPid++, parent: process.pid, locals: [...process.locals], subshell: true };
}

/** An input for a descriptor that is closed. */
const closedInput: Input = { ...inputOf(""), isTty: false };

function guardedInput(stream: Stream | undefined, alive: { on: boolean }, signal: AbortSignal): Input {
  const input = stream?.input ?? closedInput;
  const check = <T>(action: () => Promise<T>): Promise<T> => (alive.on ? abortable(action(), signal) : Promise.reject(new Interrupted()));
  return {
    isTty: input.isTty,
    read: () => check(() => input.read()),
    line: (options) => check(() => input.line(options)),
    all: () => check(() => input.all()),
  };
}

/** A program that goes on after its end (it ignored Ctrl-C) can print no more. */
function guardedOutput(stream: Stream | undefined, alive: { on: boolean }, signal: AbortSignal): Output {
  const output = stream?.output;
  return {
    isTty: output?.isTty ?? false,
    async write(content) {
      if (!alive.on || signal.aborted) throw new Interrupted();
      await output?.write(content);
    },
  };
}

/** Runs an installed program to its end: 130 after Ctrl-C, 141 when its output is gone. */
export async function runProgram(
  context: Context,
  installed: Installed,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const { computer, process, signal, fds } = context;
  const args = argv.slice(1);
  const pid = computer.nextPid++;
  const alive = { on: true };
  computer.onSpawn?.(installed.name, argv, env);
  computer.table.set(pid, { pid, parent: process.pid, argv, startedAt: computer.clock.now() });
  const programContext: ProgramContext = {
    ...surroundings(context),
    args,
    name: installed.name,
    env,
    cwd: process.state.cwd,
    stdin: guardedInput(fds.get(0), alive, signal),
    stdout: guardedOutput(fds.get(1), alive, signal),
    stderr: guardedOutput(fds.get(2), alive, signal),
    run: (other, otherArgs, options) => collectRun(context, env, other, otherArgs, options),
    spawn: (other, otherArgs, options) => spawn(context, env, other, otherArgs, options),
  };
  try {
    return (await abortable(Promise.resolve(installed.program(programContext)), signal)) & 255;
  } catch (error) {
    if (error instanceof BrokenPipe) return 141;
    if (error instanceof Interrupted || signal.aborted) return 130;
    throw error;
  } finally {
    alive.on = false;
    computer.table.delete(pid);
  }
}

function surroundings(context: Context) {
  const { computer, terminal, signal } = context;
  return {
    files: computer.files,
    terminal,
    signal,
    network: computer.network,
    clock: computer.clock,
    hasher: computer.hasher,
    awsCli: computer.awsCli?.() ?? 2,
    pace: async (milliseconds: number) => computer.pace?.(milliseconds),
    refuse: (refusal: Parameters<NonNullable<Computer["refuse"]>>[0]) => computer.refuse?.(refusal),
    processes: () => [...computer.table.values()],
    installed: () => computer.programs,
  } as const;
}

/** How a found command is run with its arguments; given by the runner, which knows scripts. */
export type Launch = (context: Context, argv: readonly string[], env: Readonly<Record<string, string>>) => Promise<number>;
let launch: Launch | undefined;

/** Wires the runner in, once. */
export function launchWith(given: Launch): void {
  launch = given;
}

/** Starts a program for another program, with streams. */
export async function spawn(
  context: Context,
  env: Readonly<Record<string, string>>,
  name: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<number> {
  const process = forkProcess(context);
  const fds = new Map(context.fds);
  if (options.stdin) fds.set(0, { input: options.stdin });
  if (options.stdout) fds.set(1, { output: options.stdout });
  if (options.stderr) fds.set(2, { output: options.stderr });
  if (options.cwd) process.state.cwd = options.cwd;
  const given = options.env ?? env;
  const path = given.PATH;
  if (path !== undefined) withVariable(process.state, "PATH", { value: path, exported: true });
  return (await launch?.({ ...context, process, fds }, [name, ...args], given)) ?? 127;
}

async function collectRun(
  context: Context,
  env: Readonly<Record<string, string>>,
  name: string,
  args: readonly string[],
  options: { stdin?: string; env?: Record<string, string> } = {},
) {
  const stdout = collector();
  const stderr = collector();
  const status = await spawn(context, env, name, args, {
    stdin: inputOf(options.stdin ?? ""),
    stdout: stdout.output,
    stderr: stderr.output,
    env: { ...env, ...options.env },
  });
  return { status, stdout: stdout.text(), stderr: stderr.text() };
}

/** The environment a command gets: exported variables and the assignments before its name. */
export function commandEnvironment(context: Context, extra: Readonly<Record<string, string>>): Record<string, string> {
  return { ...environmentOf(context.process.state), ...extra };
}
