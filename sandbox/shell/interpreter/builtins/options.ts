/** Builtins over options: the shell's own (set, shopt) and those of a script (getopts). */
import { quoteWord } from "../quote.ts";
import { scalar } from "../state.ts";
import { assign, unset, variableText } from "../variables.ts";
import { type Builtin, fail, say, usage } from "./builtin.ts";

/** `set` options by letter. */
const SET_OPTIONS: Readonly<Record<string, string>> = {
  a: "allexport",
  b: "notify",
  e: "errexit",
  f: "noglob",
  h: "hashall",
  m: "monitor",
  n: "noexec",
  u: "nounset",
  v: "verbose",
  x: "xtrace",
  B: "braceexpand",
  C: "noclobber",
  E: "errtrace",
  H: "histexpand",
  P: "physical",
  T: "functrace",
};

const NAMED = new Set([
  ...Object.values(SET_OPTIONS),
  "pipefail",
  "posix",
  "emacs",
  "vi",
  "history",
  "ignoreeof",
  "nolog",
  "onecmd",
  "keyword",
  "privileged",
  "interactive-comments",
]);

export const set: Builtin = async (context, args) => {
  const { process } = context;
  const { state } = process;
  if (args.length === 0) {
    const entries = Object.entries(state.variables).filter(([, variable]) => scalar(variable) !== undefined);
    await say(
      context,
      entries
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, variable]) => `${name}=${quoteWord(scalar(variable) ?? "").replace(/^''$/, "")}\n`)
        .join(""),
    );
    return 0;
  }
  let at = 0;
  for (; at < args.length; at++) {
    const word = args[at] as string;
    const on = word.startsWith("-");
    if (word === "--" || word === "-") {
      process.args = args.slice(at + 1);
      return 0;
    }
    if (!/^[-+]./.test(word)) break;
    for (const letter of word.slice(1)) {
      if (letter === "o") {
        const name = args[at + 1];
        if (name === undefined) {
          await say(
            context,
            [...NAMED]
              .sort()
              .map((option) =>
                on ? `${option.padEnd(15)}\t${state.options[option] ? "on" : "off"}\n` : `set ${state.options[option] ? "-" : "+"}o ${option}\n`,
              )
              .join(""),
          );
          return 0;
        }
        at++;
        if (!NAMED.has(name)) return fail(context, `set: ${name}: invalid option name`);
        state.options = { ...state.options, [name]: on };
      } else {
        const option = SET_OPTIONS[letter];
        if (!option) return usage(context, "set", `${word.slice(0, 1)}${letter}`, "set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]");
        state.options = { ...state.options, [option]: on };
      }
    }
  }
  if (at < args.length) process.args = args.slice(at);
  return 0;
};

const SHOPTS = [
  "dotglob",
  "expand_aliases",
  "extglob",
  "failglob",
  "globstar",
  "nocaseglob",
  "nocasematch",
  "nullglob",
  "lastpipe",
  "xpg_echo",
  "histappend",
  "checkwinsize",
  "autocd",
  "cmdhist",
  "sourcepath",
  "inherit_errexit",
];

const shopt: Builtin = async (context, args) => {
  const { state } = context.process;
  const quiet = args.includes("-q");
  const mode = args.includes("-s") ? true : args.includes("-u") ? false : undefined;
  const names = args.filter((word) => !word.startsWith("-"));
  let status = 0;
  for (const name of names.length > 0 ? names : SHOPTS) {
    if (!SHOPTS.includes(name)) {
      status = await fail(context, `shopt: ${name}: invalid shell option name`);
    } else if (mode !== undefined && names.length > 0) {
      state.options = { ...state.options, [name]: mode };
    } else {
      const on = state.options[name] ?? false;
      if (!on && names.length > 0) status = 1;
      if (!quiet) await say(context, `${name.padEnd(15)}\t${on ? "on" : "off"}\n`);
    }
  }
  return status;
};

/** Position inside a cluster like `-abc`, kept beside OPTIND as bash does. */
const clusters = new WeakMap<object, { word: number; at: number }>();

const getopts: Builtin = async (context, args) => {
  const { process } = context;
  const [options = "", name = "", ...given] = args;
  if (args.length < 2) {
    await context.fds.get(2)?.output?.write("getopts: usage: getopts optstring name [arg ...]\n");
    return 2;
  }
  const words = given.length > 0 ? given : process.args;
  const quiet = options.startsWith(":");
  let index = Number(variableText(context, "OPTIND") ?? 1);
  const cluster = clusters.get(process);
  let at = cluster?.word === index ? cluster.at : 1;
  const word = words[index - 1];
  const done = word === undefined || !/^-./.test(word) || (word === "--" && at === 1);
  if (done) {
    if (word === "--") assign(process, "OPTIND", String(index + 1));
    assign(process, name, "?");
    return 1;
  }
  const letter = word[at] as string;
  at++;
  const known = letter === ":" ? -1 : options.indexOf(letter, quiet ? 1 : 0);
  let value = known < 0 ? "?" : letter;
  unset(process, "OPTARG");
  if (known < 0) {
    if (quiet) assign(process, "OPTARG", letter);
    else await context.fds.get(2)?.output?.write(`${process.name}: illegal option -- ${letter}\n`);
  } else if (options[known + 1] === ":") {
    const inline = word.slice(at);
    const argument = inline !== "" ? inline : words[index];
    if (inline === "") index++;
    at = word.length;
    if (argument !== undefined) assign(process, "OPTARG", argument);
    else {
      value = quiet ? ":" : "?";
      if (quiet) assign(process, "OPTARG", letter);
      else await context.fds.get(2)?.output?.write(`${process.name}: option requires an argument -- ${letter}\n`);
    }
  }
  if (at >= word.length) {
    index++;
    at = 1;
  }
  assign(process, "OPTIND", String(index));
  clusters.set(process, { word: index, at });
  assign(process, name, value);
  return 0;
};

export const OPTIONS: readonly (readonly [string, Builtin])[] = [
  ["set", set],
  ["shopt", shopt],
  ["getopts", getopts],
];
