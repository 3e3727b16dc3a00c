/** Builtins over variables: export, readonly, declare, typeset, local, unset, let. */
import { assignArray } from "../command.ts";
import type { Context } from "../context.ts";
import { arithmetic } from "../expand/words.ts";
import { doubleQuote } from "../quote.ts";
import { arrayKeys, NAME, scalar, type Variable } from "../state.ts";
import { assign, attribute, makeLocal, unset } from "../variables.ts";
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

interface DeclareOptions {
  readonly attributes: { -readonly [K in keyof Omit<Variable, "value" | "list">]: Variable[K] };
  readonly remove: ("exported" | "readonly" | "integer")[];
  print: boolean;
  functions: boolean;
  global: boolean;
  array: boolean;
}

const KEYS: Readonly<Record<string, "exported" | "readonly" | "integer">> = { x: "exported", r: "readonly", i: "integer" };

/** Takes one letter of an option word; false when the builtin has no such option. */
function takeLetter(options: DeclareOptions, name: string, letter: string, on: boolean): boolean {
  const { attributes, remove } = options;
  const key = KEYS[letter];
  if (key) {
    if (on) attributes[key] = true;
    else remove.push(key);
  } else if (letter === "n" && name === "export") {
    delete attributes.exported;
    remove.push("exported");
  } else if (letter === "A") {
    attributes.associative = true;
    options.array = true;
  } else if (letter === "a") options.array = true;
  else if (letter === "p") options.print = true;
  else if (letter === "f" || letter === "F") options.functions = true;
  else if (letter === "g") options.global = true;
  else return "ulnt".includes(letter);
  return true;
}

/** The option words at the start of the arguments, and where the others begin; an option that is none is returned as it was typed. */
function readOptions(name: string, args: readonly string[]): { readonly options: DeclareOptions; readonly at: number; readonly invalid?: string } {
  const options: DeclareOptions = { attributes: {}, remove: [], print: false, functions: false, global: false, array: false };
  if (name === "export") options.attributes.exported = true;
  if (name === "readonly") options.attributes.readonly = true;
  let at = 0;
  for (; at < args.length; at++) {
    const word = args[at] as string;
    if (word === "--") return { options, at: at + 1 };
    if (!/^[-+]./.test(word)) break;
    for (const letter of word.slice(1))
      if (!takeLetter(options, name, letter, word.startsWith("-"))) return { options, at, invalid: `${word.slice(0, 1)}${letter}` };
  }
  return { options, at };
}

async function printEach(context: Context, words: readonly string[], name: string): Promise<number> {
  let status = 0;
  for (const word of words) {
    const variable = context.process.state.variables[word];
    if (variable) await say(context, `${described(word, variable)}\n`);
    else status = await fail(context, `${name}: ${word}: not found`);
  }
  return status;
}

function declaring(name: string): Builtin {
  return async (context, args, extras) => {
    const { locals } = context.process;
    if (name === "local" && locals.length === 0) return fail(context, "local: can only be used in a function");
    const { options, at, invalid } = readOptions(name, args);
    if (invalid !== undefined) return usage(context, name, invalid, SYNOPSES[name] ?? `${name} [-aAfFgiIlnrtux] [name[=value] ...]`);
    const { attributes, remove, array } = options;
    const words = args.slice(at);
    if (options.functions) return showFunctions(context, words, name);
    if (options.print && words.length > 0 && name !== "export") return printEach(context, words, name);
    if (words.length === 0)
      return list(
        context,
        (variable) => (!attributes.exported || variable.exported === true) && (!attributes.readonly || variable.readonly === true),
      );
    const local = name === "local" || ((name === "declare" || name === "typeset") && locals.length > 0 && !options.global);
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

const lets: Builtin = async (context, args) => {
  if (args.length === 0) return fail(context, "let: expression expected");
  let value = 0n;
  for (const word of args) value = await arithmetic(context, word);
  return value === 0n ? 1 : 0;
};

export const DECLARE: readonly (readonly [string, Builtin])[] = [
  ["export", declaring("export")],
  ["readonly", declaring("readonly")],
  ["declare", declaring("declare")],
  ["typeset", declaring("typeset")],
  ["local", declaring("local")],
  ["unset", unsets],
  ["let", lets],
];
