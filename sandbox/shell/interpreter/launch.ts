/** Starts what PATH found: installed programs, and scripts in a shell of their own. */
import { text } from "../../kernel/bytes.ts";
import { errorWords } from "../files/errors.ts";
import { join } from "../files/paths.ts";
import { type Context, complain, ExitJump, type Process } from "./context.ts";
import { runnerOf } from "./nested.ts";
import { type Found, find, launchWith, runProgram } from "./process.ts";
import { freshState, withVariable } from "./state.ts";

/** Runs a command that `find` looked up. */
export async function launchFound(context: Context, found: Found, argv: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  switch (found.kind) {
    case "program":
      return runProgram(context, found.installed, argv, env);
    case "shell":
      return runShell(context, argv, env);
    case "script":
      return runScript(context, { text: found.text, name: found.path, args: argv.slice(1) }, env, argv);
    case "refused":
      await complain(context, found.message);
      return found.status;
  }
}

interface ScriptStart {
  readonly text: string;
  readonly name: string;
  readonly args: readonly string[];
  readonly options?: Readonly<Record<string, boolean>>;
}

/** Runs a text in a new shell process that knows only the environment. */
async function runScript(context: Context, script: ScriptStart, env: Readonly<Record<string, string>>, argv: readonly string[]): Promise<number> {
  const { computer } = context;
  const process: Process = {
    state: { ...freshState(env, context.process.state.cwd), umask: context.process.state.umask, options: script.options ?? {} },
    pid: computer.nextPid++,
    parent: context.process.pid,
    mainPid: computer.nextPid - 1,
    name: script.name,
    interactive: false,
    args: script.args,
    locals: [],
    functionNames: [],
    line: 1,
    loops: 0,
    sourcing: 0,
    lastArgument: "",
    pipeStatus: [0],
    startedAt: computer.clock.now(),
    subshell: false,
    substitutionStatus: 0,
  };
  withVariable(process.state, "SHLVL", { value: String(Number(env.SHLVL ?? 0) + 1), exported: true });
  computer.onSpawn?.("bash", argv, env);
  computer.table.set(process.pid, { pid: process.pid, parent: process.parent, argv, startedAt: process.startedAt });
  try {
    return await runnerOf().whole(
      { ...context, process, fds: new Map(context.fds), lenient: false, source: { text: script.text, firstLine: 1 } },
      script.text,
    );
  } finally {
    computer.table.delete(process.pid);
  }
}

const LETTERS: Readonly<Record<string, string>> = {
  e: "errexit",
  u: "nounset",
  x: "xtrace",
  f: "noglob",
  n: "noexec",
  v: "verbose",
  a: "allexport",
  C: "noclobber",
};

/** `bash [-eux] [-o pipefail] [-c text | file | -s] [args]`. */
async function runShell(context: Context, argv: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  const [name = "bash", ...rest] = argv;
  const options: Record<string, boolean> = {};
  let inline = false;
  let at = 0;
  for (; at < rest.length; at++) {
    const word = rest[at] as string;
    if (word === "--version") {
      await context.fds.get(1)?.output?.write("GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)\n");
      return 0;
    }
    if (word === "--") {
      at++;
      break;
    }
    if (word.startsWith("--")) continue;
    if (!/^[-+]./.test(word)) break;
    for (const letter of word.slice(1)) {
      if (letter === "c") inline = true;
      else if (letter === "o") options[rest[++at] ?? ""] = word.startsWith("-");
      else if (LETTERS[letter]) options[LETTERS[letter]] = word.startsWith("-");
      else if (!"lisrp".includes(letter)) {
        await context.fds.get(2)?.output?.write(`${name}: ${word.slice(0, 1)}${letter}: invalid option\n`);
        return 2;
      }
    }
  }
  const [first, ...args] = rest.slice(at);
  if (inline) {
    if (first === undefined) {
      await context.fds.get(2)?.output?.write(`${name}: -c: option requires an argument\n`);
      return 2;
    }
    const [zero = name, ...others] = args;
    return runScript(context, { text: first, name: zero, args: others, options }, env, argv);
  }
  if (first === undefined) {
    const input = context.fds.get(0)?.input;
    return runScript(context, { text: input ? text(await input.all()) : "", name, args: [], options }, env, argv);
  }
  return runFile(context, { name, file: first, args, options }, env, argv);
}

async function runFile(
  context: Context,
  start: { readonly name: string; readonly file: string; readonly args: readonly string[]; readonly options: Readonly<Record<string, boolean>> },
  env: Readonly<Record<string, string>>,
  argv: readonly string[],
): Promise<number> {
  const { files } = context.computer;
  const path = join(context.process.state.cwd, start.file);
  const say = async (message: string) => context.fds.get(2)?.output?.write(`${start.name}: ${start.file}: ${message}\n`);
  const stat = files.stat(path);
  if (stat?.kind === "directory") {
    await say("Is a directory");
    return 126;
  }
  try {
    const content = text(await files.read(path));
    if (content.slice(0, 80).includes("\0")) {
      await context.fds.get(2)?.output?.write(`${start.file}: ${start.file}: cannot execute binary file\n`);
      return 126;
    }
    return await runScript(context, { text: content, name: start.file, args: start.args, options: start.options }, env, argv);
  } catch (error) {
    if (error instanceof ExitJump) return error.status;
    await say(errorWords(error));
    return 127;
  }
}

launchWith(async (context, argv, env) => launchFound(context, await find(context, argv[0] ?? ""), argv, env));
