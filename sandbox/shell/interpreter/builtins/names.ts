/** What a name means: type, `command -v`, alias, unalias. */
import type { Context } from "../context.ts";
import { findInPath } from "../process.ts";
import { quoteWord } from "../quote.ts";
import { type Builtin, fail, say } from "./builtin.ts";

const KEYWORDS = new Set([
  "if",
  "then",
  "else",
  "elif",
  "fi",
  "case",
  "esac",
  "for",
  "select",
  "while",
  "until",
  "do",
  "done",
  "in",
  "function",
  "time",
  "{",
  "}",
  "!",
  "[[",
  "]]",
  "coproc",
]);

/** What a name means, in the order bash looks. */
function meaningOf(
  context: Context,
  name: string,
  isBuiltin: (name: string) => boolean,
): { readonly kind: "alias" | "keyword" | "function" | "builtin" | "file"; readonly value: string } | undefined {
  const { state } = context.process;
  if (Object.hasOwn(state.aliases, name)) return { kind: "alias", value: state.aliases[name] as string };
  if (KEYWORDS.has(name)) return { kind: "keyword", value: name };
  if (Object.hasOwn(state.functions, name)) return { kind: "function", value: state.functions[name] as string };
  if (isBuiltin(name)) return { kind: "builtin", value: name };
  if (name.includes("/")) {
    const there = context.computer.files.stat(name.startsWith("/") ? name : `${state.cwd}/${name}`);
    return there && (there.mode & 0o111) !== 0 && there.kind === "file" ? { kind: "file", value: name } : undefined;
  }
  const path = findInPath(context, name);
  return path === undefined ? undefined : { kind: "file", value: path };
}

/** `type` of several names; `isBuiltin` knows the table. */
export function typing(isBuiltin: (name: string) => boolean): Builtin {
  return async (context, args) => {
    const short = args.includes("-t");
    const path = args.includes("-p") || args.includes("-P");
    let status = 0;
    for (const name of args.filter((word) => !/^-[atpPf]+$/.test(word))) {
      const found = meaningOf(context, name, isBuiltin);
      if (!found) {
        status = short || path ? 1 : await fail(context, `type: ${name}: not found`);
      } else if (short) {
        await say(context, `${found.kind}\n`);
      } else if (path) {
        if (found.kind === "file") await say(context, `${found.value}\n`);
      } else {
        await say(context, `${sentence(name, found)}\n`);
      }
    }
    return status;
  };
}

function sentence(name: string, found: { readonly kind: string; readonly value: string }): string {
  switch (found.kind) {
    case "alias":
      return `${name} is aliased to \`${found.value}'`;
    case "keyword":
      return `${name} is a shell keyword`;
    case "function":
      return `${name} is a function\n${found.value}`;
    case "builtin":
      return `${name} is a shell builtin`;
    default:
      return `${name} is ${found.value}`;
  }
}

/** `command -v` and `-V`. */
export async function describeCommand(
  context: Context,
  names: readonly string[],
  long: boolean,
  isBuiltin: (name: string) => boolean,
): Promise<number> {
  let status = 0;
  for (const name of names) {
    const found = meaningOf(context, name, isBuiltin);
    if (!found) {
      status = long ? await fail(context, `command: ${name}: not found`) : 1;
    } else if (long) {
      await say(context, `${sentence(name, found)}\n`);
    } else {
      await say(
        context,
        `${found.kind === "file" ? found.value : found.kind === "alias" ? `alias ${name}=${quoteWord(found.value, { always: true })}` : name}\n`,
      );
    }
  }
  return status;
}

const alias: Builtin = async (context, args) => {
  const { state } = context.process;
  const show = (name: string) => say(context, `alias ${name}=${quoteWord(state.aliases[name] ?? "", { always: true })}\n`);
  const words = args.filter((word) => word !== "-p");
  if (words.length === 0) for (const name of Object.keys(state.aliases).sort()) await show(name);
  let status = 0;
  for (const word of words) {
    const at = word.indexOf("=");
    if (at > 0) state.aliases = { ...state.aliases, [word.slice(0, at)]: word.slice(at + 1) };
    else if (Object.hasOwn(state.aliases, word)) await show(word);
    else status = await fail(context, `alias: ${word}: not found`);
  }
  return status;
};

const unalias: Builtin = async (context, args) => {
  const { state } = context.process;
  if (args.length === 0) {
    await context.fds.get(2)?.output?.write("unalias: usage: unalias [-a] name [name ...]\n");
    return 2;
  }
  let status = 0;
  if (args[0] === "-a") state.aliases = {};
  for (const name of args.filter((word) => word !== "-a")) {
    if (!Object.hasOwn(state.aliases, name)) status = await fail(context, `unalias: ${name}: not found`);
    const { [name]: _gone, ...rest } = state.aliases;
    state.aliases = rest;
  }
  return status;
};

export const NAMES: readonly (readonly [string, Builtin])[] = [
  ["alias", alias],
  ["unalias", unalias],
];
