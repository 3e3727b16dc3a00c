/** Where the shell is: cd, pwd, pushd, popd, dirs, umask. */
import { dirname, join, normalise } from "../../files/paths.ts";
import type { Context } from "../context.ts";
import { assign, attribute, variableText } from "../variables.ts";
import { type Builtin, fail, say, usage } from "./builtin.ts";

/** Goes to a directory, or says why not (without the builtin's name). */
function enter(context: Context, target: string): string | undefined {
  const { process, computer } = context;
  const path = join(process.state.cwd, target);
  const stat = computer.files.stat(path);
  if (!stat) {
    const above = computer.files.stat(dirname(path));
    return above && above.kind !== "directory" ? "Not a directory" : "No such file or directory";
  }
  if (stat.kind !== "directory") return "Not a directory";
  if ((stat.mode & 0o111) === 0) return "Permission denied";
  assign(process, "OLDPWD", process.state.cwd);
  process.state.cwd = normalise(path);
  assign(process, "PWD", process.state.cwd);
  attribute(process, "PWD", { exported: true });
  attribute(process, "OLDPWD", { exported: true });
  return undefined;
}

const cd: Builtin = async (context, args) => {
  const words = [...args];
  while (words[0] === "-L" || words[0] === "-P" || words[0] === "--") words.shift();
  if (words.length > 1) return fail(context, "cd: too many arguments");
  let target = words[0];
  if (target?.startsWith("-") && target !== "-") return usage(context, "cd", target.slice(0, 2), "cd [-L|[-P [-e]] [-@]] [dir]");
  if (target === undefined) {
    target = variableText(context, "HOME");
    if (target === undefined) return fail(context, "cd: HOME not set");
  }
  if (target === "") return 0;
  const back = target === "-";
  if (back) {
    target = variableText(context, "OLDPWD");
    if (target === undefined) return fail(context, "cd: OLDPWD not set");
  }
  const problem = enter(context, target);
  if (problem) return fail(context, `cd: ${target}: ${problem}`);
  if (back) await say(context, `${context.process.state.cwd}\n`);
  return 0;
};

const pwd: Builtin = async (context, args) => {
  const option = args.find((word) => word.startsWith("-") && !/^-[LP]+$/.test(word));
  if (option) return usage(context, "pwd", option.slice(0, 2), "pwd [-LP]");
  await say(context, `${context.process.state.cwd}\n`);
  return 0;
};

function shown(context: Context): string {
  const home = variableText(context, "HOME") ?? "";
  const { cwd, stack } = context.process.state;
  return [cwd, ...stack]
    .map((path) => (home !== "" && (path === home || path.startsWith(`${home}/`)) ? `~${path.slice(home.length)}` : path))
    .join(" ");
}

const pushd: Builtin = async (context, args) => {
  const { state } = context.process;
  const from = state.cwd;
  const target = args[0] ?? state.stack[0];
  if (target === undefined) return fail(context, "pushd: no other directory");
  const problem = enter(context, target);
  if (problem) return fail(context, `pushd: ${target}: ${problem}`);
  state.stack = [from, ...(args[0] === undefined ? state.stack.slice(1) : state.stack)];
  await say(context, `${shown(context)}\n`);
  return 0;
};

const popd: Builtin = async (context) => {
  const { state } = context.process;
  const [target, ...rest] = state.stack;
  if (target === undefined) return fail(context, "popd: directory stack empty");
  const problem = enter(context, target);
  if (problem) return fail(context, `popd: ${target}: ${problem}`);
  state.stack = rest;
  await say(context, `${shown(context)}\n`);
  return 0;
};

const dirs: Builtin = async (context, args) => {
  if (args[0] === "-c") context.process.state.stack = [];
  else await say(context, `${shown(context)}\n`);
  return 0;
};

const umask: Builtin = async (context, args) => {
  const { state } = context.process;
  const [word] = args;
  if (word === undefined || word === "-p") {
    await say(context, `${word ? "umask " : ""}${state.umask.toString(8).padStart(4, "0")}\n`);
    return 0;
  }
  if (word === "-S") {
    const bits = (shift: number) => ["r", "w", "x"].filter((_letter, index) => ((~state.umask >> (shift + 2 - index)) & 1) === 1).join("");
    await say(context, `u=${bits(6)},g=${bits(3)},o=${bits(0)}\n`);
    return 0;
  }
  if (!/^[0-7]{1,4}$/.test(word)) return fail(context, `umask: ${word}: octal number out of range`);
  state.umask = Number.parseInt(word, 8) & 0o777;
  return 0;
};

export const DIRECTORIES: readonly (readonly [string, Builtin])[] = [
  ["cd", cd],
  ["pwd", pwd],
  ["pushd", pushd],
  ["popd", popd],
  ["dirs", dirs],
  ["umask", umask],
];
