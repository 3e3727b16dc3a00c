/** Builtins that steer: break, continue, return, exit, eval, source, exec, trap, wait, shift, the truth. */
import { text } from "../../../kernel/bytes.ts";
import { errorWords } from "../../files/errors.ts";
import { join } from "../../files/paths.ts";
import { ExitJump, LoopJump, ReturnJump, type Stream } from "../context.ts";
import { launchFound } from "../launch.ts";
import { runnerOf } from "../nested.ts";
import { commandEnvironment, find, findInPath } from "../process.ts";
import { quoteWord } from "../quote.ts";
import { type Builtin, fail, say, usage } from "./builtin.ts";

function loopJump(kind: "break" | "continue"): Builtin {
  return async (context, args) => {
    if (context.process.loops === 0) {
      await fail(context, `${kind}: only meaningful in a \`for', \`while', or \`until' loop`);
      return 0;
    }
    const levels = args[0] === undefined ? 1 : Number(args[0]);
    if (!Number.isInteger(levels)) {
      await fail(context, `${kind}: ${args[0]}: numeric argument required`);
      throw new ExitJump(128);
    }
    if (levels < 1) return fail(context, `${kind}: ${args[0]}: loop count out of range`);
    throw new LoopJump(kind, Math.min(levels, context.process.loops));
  };
}

const statusOf = (argument: string) => Number(BigInt.asUintN(8, BigInt(argument)));

const exit: Builtin = async (context, args) => {
  const [argument] = args;
  if (context.process.interactive && !context.process.subshell) await context.fds.get(2)?.output?.write("exit\n");
  if (argument === undefined) throw new ExitJump(context.process.state.status);
  if (!/^[-+]?\d+$/.test(argument)) {
    await fail(context, `exit: ${argument}: numeric argument required`);
    throw new ExitJump(2);
  }
  if (args.length > 1) return fail(context, "exit: too many arguments");
  throw new ExitJump(statusOf(argument));
};

const returns: Builtin = async (context, args) => {
  const { process } = context;
  if (process.locals.length === 0 && process.sourcing === 0) return fail(context, "return: can only `return' from a function or sourced script", 2);
  const [argument] = args;
  if (argument === undefined) throw new ReturnJump(process.state.status);
  if (!/^[-+]?\d+$/.test(argument)) {
    await fail(context, `return: ${argument}: numeric argument required`);
    throw new ReturnJump(2);
  }
  throw new ReturnJump(statusOf(argument));
};

const evaluate: Builtin = async (context, args) => {
  const line = args.join(" ");
  return line.trim() === "" ? 0 : runnerOf().text(context, line, context.process.line);
};

const source: Builtin = async (context, args) => {
  const { process, computer } = context;
  const [name, ...rest] = args;
  if (name === undefined) {
    await fail(context, "source: filename argument required");
    await context.fds.get(2)?.output?.write("source: usage: source filename [arguments]\n");
    return 2;
  }
  const found = name.includes("/") ? undefined : findInPath(context, name);
  const path = found ?? join(process.state.cwd, name);
  if (computer.files.stat(path)?.kind === "directory") return fail(context, `source: ${name}: is a directory`);
  let content: string;
  try {
    content = text(await computer.files.read(path));
  } catch (error) {
    return fail(context, `${name}: ${errorWords(error)}`);
  }
  const before = { name: process.name, args: process.args, line: process.line };
  process.sourcing++;
  process.name = name;
  if (rest.length > 0) process.args = rest;
  try {
    return await runnerOf().text(context, content);
  } catch (error) {
    if (error instanceof ReturnJump) return error.status;
    throw error;
  } finally {
    process.sourcing--;
    process.name = before.name;
    process.line = before.line;
    if (rest.length > 0) process.args = before.args;
  }
};

/** What `exec` opens stays open, so nothing may wait in it. */
function unbuffered(stream: Stream): Stream {
  const { output, flush } = stream;
  if (!output || !flush) return stream;
  const write = async (content: Uint8Array | string) => {
    await output.write(content);
    await flush();
  };
  return { ...stream, output: { ...output, write } };
}

const exec: Builtin = async (context, args, extras) => {
  const words = [...args];
  while (words[0] === "--" || words[0] === "-c" || words[0] === "-l") words.shift();
  if (words[0] === "-a") words.splice(0, 2);
  const [name] = words;
  if (name === undefined) {
    extras.outer.fds.clear();
    for (const [number, stream] of context.fds) extras.outer.fds.set(number, unbuffered(stream));
    return 0;
  }
  const found = await find(context, name);
  if (found.kind === "refused") {
    await fail(context, `exec: ${found.message.replace(/: command not found$/, ": not found")}`);
    if (context.process.interactive) return found.status;
    throw new ExitJump(found.status);
  }
  throw new ExitJump(await launchFound(context, found, words, commandEnvironment(context, {})));
};

const trap: Builtin = async (context, args) => {
  const { state } = context.process;
  const words = args[0] === "--" ? args.slice(1) : args;
  if (words.length === 0 || words[0] === "-p") {
    for (const [name, command] of Object.entries(state.traps))
      await say(context, `trap -- ${quoteWord(command, { always: true })} ${name === "EXIT" ? name : `SIG${name}`}\n`);
    return 0;
  }
  if (words[0] === "-l") {
    await say(context, " 1) SIGHUP\t 2) SIGINT\t 3) SIGQUIT\t 9) SIGKILL\t15) SIGTERM\n");
    return 0;
  }
  const reset = words.length === 1 || words[0] === "-";
  const command = words[0] ?? "";
  let status = 0;
  for (const signal of words.length === 1 ? words : words.slice(1)) {
    const name =
      signal === "0" ? "EXIT" : signal.toUpperCase().replace(/^SIG/, "").replace(/^2$/, "INT").replace(/^15$/, "TERM").replace(/^1$/, "HUP");
    if (!/^(?:EXIT|INT|TERM|HUP|QUIT|ERR|DEBUG|RETURN|PIPE|USR1|USR2|ALRM|CHLD|WINCH)$/.test(name)) {
      status = await fail(context, `trap: ${signal}: invalid signal specification`);
      continue;
    }
    const { [name]: _old, ...rest } = state.traps;
    state.traps = reset ? rest : { ...rest, [name]: command };
  }
  return status;
};

const shift: Builtin = async (context, args) => {
  const count = Number(args[0] ?? 1);
  if (!Number.isInteger(count)) return fail(context, `shift: ${args[0]}: numeric argument required`);
  if (count < 0) return fail(context, `shift: ${args[0]}: shift count out of range`);
  if (count > context.process.args.length) return 1;
  context.process.args = context.process.args.slice(count);
  return 0;
};

/** Jobs have ended when `wait` is typed; their statuses are known. */
export function waiting(statusOfJob: (pid: number) => number | undefined): Builtin {
  return async (context, args) => {
    let status = 0;
    for (const word of args.filter((argument) => !argument.startsWith("-"))) {
      const pid = word.startsWith("%") ? (context.process.lastBackground ?? 0) : Number(word);
      if (Number.isNaN(pid)) return fail(context, `wait: \`${word}': not a pid or valid job spec`, 1);
      const known = statusOfJob(pid);
      status = known ?? (await fail(context, `wait: pid ${pid} is not a child of this shell`, 127));
    }
    return status;
  };
}

const command: Builtin = async (context, args, extras) => {
  const words = [...args];
  while (words[0] === "-p" || words[0] === "--") words.shift();
  if (words[0] === "-v" || words[0] === "-V") return runnerOf().describe(context, words.slice(1), words[0] === "-V");
  if (words[0]?.startsWith("-")) return usage(context, "command", words[0], "command [-pVv] command [arg ...]");
  const [name, ...rest] = words;
  if (name === undefined) return 0;
  const builtin = runnerOf().builtin(name);
  if (builtin) return builtin(context, rest, extras);
  return launchFound(context, await find(context, name), words, commandEnvironment(context, {}));
};

const builtin: Builtin = async (context, args, extras) => {
  const [name, ...rest] = args;
  if (name === undefined) return 0;
  const found = runnerOf().builtin(name);
  return found ? found(context, rest, extras) : fail(context, `builtin: ${name}: not a shell builtin`);
};

export const FLOW: readonly (readonly [string, Builtin])[] = [
  [":", async () => 0],
  ["true", async () => 0],
  ["false", async () => 1],
  ["break", loopJump("break")],
  ["continue", loopJump("continue")],
  ["exit", exit],
  ["logout", exit],
  ["return", returns],
  ["eval", evaluate],
  ["source", source],
  [".", source],
  ["exec", exec],
  ["trap", trap],
  ["shift", shift],
  ["command", command],
  ["builtin", builtin],
];
