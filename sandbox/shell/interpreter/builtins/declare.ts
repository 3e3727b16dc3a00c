/** Builtins over variables: export, readonly, declare, local, unset, set, shopt, let, getopts. */
import { assignArray } from "../command.ts";
import type { Context } from "../context.ts";
import { arithmetic } from "../expand/words.ts";
import { doubleQuote, quoteWord } from "../quote.ts";
import { arrayKeys, NAME, scalar, type Variable } from "../state.ts";
import { assign, attribute, makeLocal, unset, variableText } from "../variables.ts";
import { type Builtin, type Extras, fail, say, usage } from "./builtin.ts";

interface Wanted {
  readonly name: string;
  readonly attributes: Omit<Variable, "value" | "list">;
  readonly remove: readonly ("exported" | "readonly" | "integer")[];
  readonly local: boolean;
  readonly array: boolean;
}

function letters(variable: Variable): string {
  const set = `${variable.list ? (variable.associative ? "A" : "a") : ""}${variable.integer ? "i" : ""}${variable.readonly ? "r" : ""}${variable.exported ? "x" : ""}`;
  return set === "" ? "--" : `-${set}`;
}

/** A variable as `declare -p` prints it. */
function described(name: string, variable: Variable): string {
  if (variable.list) {
    const elements = arrayKeys(variable).map((key) => `[${key}]=${doubleQuote(variable.list?.[key] ?? "")}`);
    return `declare ${letters(variable)} ${name}=(${elements.join(" ")}${variable.associative && elements.length > 0 ? " " : ""})`;
  }
  return `declare ${letters(variable)} ${name}${variable.value === undefined ? "" : `=${doubleQuote(variable.value)}`}`;
}

async function list(context: Context, keep: (variable: Variable) => boolean): Promise<number> {
  const entries = Object.entries(context.process.state.variables).filter(([, variable]) => keep(variable));
  await say(
    context,
    entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, variable]) => `${described(name, variable)}\n`)
      .join(""),
  );
  return 0;
}

async function declareEach(context: Context, words: readonly string[], from: number, extras: Extras, wanted: Wanted): Promise<number> {
  const { process } = context;
  let status = 0;
  for (const [offset, word] of words.entries()) {
    const match = /^([^=[+]*)(?:\[(.*?)\])?(\+?=)?([\s\S]*)$/.exec(word);
    const [, name = "", index, operator, value = ""] = match ?? [];
    if (!NAME.test(name) || (operator === undefined && value !== "")) {
      status = await fail(context, `${wanted.name}: \`${word}': not a valid identifier`);
      continue;
    }
    if (process.state.variables[name]?.readonly && (operator !== undefined || wanted.local)) {
      status = await fail(context, `${wanted.name === "export" ? "" : `${wanted.name}: `}${name}: readonly variable`);
      continue;
    }
    if (wanted.local) makeLocal(process, name);
    const { readonly, ...others } = wanted.attributes;
    attribute(process, name, others);
    if (wanted.array && !process.state.variables[name]?.list) {
      const { value: before, ...rest } = process.state.variables[name] ?? {};
      process.state.variables = { ...process.state.variables, [name]: { ...rest, list: before === undefined ? {} : { "0": before } } };
    }
    const array = extras.arrays.get(from + offset);
    if (array) await assignArray(context, name, array.elements, array.append);
    else if (operator) await assignScalar(context, name, value, operator === "+=", index);
    if (readonly) attribute(process, name, { readonly });
    for (const gone of wanted.remove) attribute(process, name, { [gone]: false });
  }
  return status;
}

async function assignScalar(context: Context, name: string, value: string, append: boolean, index: string | undefined): Promise<void> {
  const { process } = context;
  const variable = process.state.variables[name];
  if (variable?.integer) {
    const before = append ? `${scalar(variable) ?? "0"}+` : "";
    assign(process, name, String(await arithmetic(context, `${before}(${value === "" ? "0" : value})`)));
  } else {
    assign(process, name, value, { append, ...(index === undefined ? {} : { index }) });
  }
}

function declaring(name: string): Builtin {
  return async (context, args, extras) => {
    const { process } = context;
    if (name === "local" && process.locals.length === 0) return fail(context, "local: can only be used in a function");
    const attributes: { -readonly [K in keyof Omit<Variable, "value" | "list">]: Variable[K] } = {};
    if (name === "export") attributes.exported = true;
    if (name === "readonly") attributes.readonly = true;
    const remove: ("exported" | "readonly" | "integer")[] = [];
    let print = false;
    let functions = false;
    let global = false;
    let array = false;
    let at = 0;
    for (; at < args.length && /^[-+]./.test(args[at] as string); at++) {
      const word = args[at] as string;
      if (word === "--") {
        at++;
        break;
      }
      for (const letter of word.slice(1)) {
        const on = word.startsWith("-");
        if (letter === "x" || letter === "r" || letter === "i") {
          const key = letter === "x" ? "exported" : letter === "r" ? "readonly" : "integer";
          if (on) attributes[key] = true;
          else remove.push(key);
        } else if (letter === "n" && name === "export") {
          delete attributes.exported;
          remove.push("exported");
        } else if (letter === "A") {
          attributes.associative = true;
          array = true;
        } else if (letter === "a") array = true;
        else if (letter === "p") print = true;
        else if (letter === "f" || letter === "F") functions = true;
        else if (letter === "g") global = true;
        else if (!"ulnt".includes(letter))
          return usage(context, name, `${word.slice(0, 1)}${letter}`, SYNOPSES[name] ?? `${name} [-aAfFgiIlnrtux] [name[=value] ...]`);
      }
    }
    const words = args.slice(at);
    if (functions) return showFunctions(context, words, name);
    if (print && words.length > 0 && name !== "export") {
      let status = 0;
      for (const word of words) {
        const variable = process.state.variables[word];
        if (variable) await say(context, `${described(word, variable)}\n`);
        else status = await fail(context, `${name}: ${word}: not found`);
      }
      return status;
    }
    if (words.length === 0)
      return list(
        context,
        (variable) => (!attributes.exported || variable.exported === true) && (!attributes.readonly || variable.readonly === true),
      );
    const local = name === "local" || ((name === "declare" || name === "typeset") && process.locals.length > 0 && !global);
    return declareEach(context, words, at, extras, { name, attributes, remove, local, array });
  };
}

const SYNOPSES: Readonly<Record<string, string>> = {
  export: "export [-fn] [name[=value] ...] or export -p",
  readonly: "readonly [-aAf] [name[=value] ...] or readonly -p",
  local: "local [option] name[=value] ...",
};

async function showFunctions(context: Context, words: readonly string[], name: string): Promise<number> {
  const { functions } = context.process.state;
  let status = 0;
  for (const word of words.length > 0 ? words : Object.keys(functions)) {
    const text = functions[word];
    if (text === undefined) status = name === "export" ? await fail(context, `export: ${word}: not a function`) : 1;
    else if (name !== "export") await say(context, `${text}\n`);
  }
  return status;
}

const unsets: Builtin = async (context, args) => {
  const { process } = context;
  let only: "f" | "v" | undefined;
  let status = 0;
  for (const word of args) {
    if (word === "-f" || word === "-v") {
      only = word === "-f" ? "f" : "v";
      continue;
    }
    if (word === "--" || word === "-n") continue;
    if (word.startsWith("-")) return usage(context, "unset", word.slice(0, 2), "unset [-f] [-v] [-n] [name ...]");
    const match = /^([^[]+)(?:\[(.*)\])?$/.exec(word);
    const name = match?.[1] ?? word;
    if (!NAME.test(name) && only !== "f") {
      status = await fail(context, `unset: \`${word}': not a valid identifier`);
    } else if (process.state.variables[name]?.readonly && only !== "f") {
      status = await fail(context, `unset: ${name}: cannot unset: readonly variable`);
    } else if (only === "f" || (only === undefined && !process.state.variables[name])) {
      const { [name]: _gone, ...rest } = process.state.functions;
      process.state.functions = rest;
    } else {
      unset(process, name, match?.[2]);
    }
  }
  return status;
};

/** `set` options by letter. */
export const SET_OPTIONS: Readonly<Record<string, string>> = {
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

const set: Builtin = async (context, args) => {
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

const lets: Builtin = async (context, args) => {
  if (args.length === 0) return fail(context, "let: expression expected");
  let value = 0n;
  for (const word of args) value = await arithmetic(context, word);
  return value === 0n ? 1 : 0;
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

export const DECLARE: readonly (readonly [string, Builtin])[] = [
  ["export", declaring("export")],
  ["readonly", declaring("readonly")],
  ["declare", declaring("declare")],
  ["typeset", declaring("typeset")],
  ["local", declaring("local")],
  ["unset", unsets],
  ["set", set],
  ["shopt", shopt],
  ["let", lets],
  ["getopts", getopts],
];
