/** Builtins that look things up or read: read, test, type, alias, history, jobs, ulimit, mapfile. */
import { concat, text, utf8 } from "../../../kernel/bytes.ts";
import type { Input } from "../../program.ts";
import { ConditionError, testArguments } from "../conditions.ts";
import type { Context } from "../context.ts";
import { findInPath } from "../process.ts";
import { quoteWord } from "../quote.ts";
import { NAME } from "../state.ts";
import type { Rewindable } from "../streams.ts";
import { assign, assignList, variableText } from "../variables.ts";
import { type Builtin, fail, say, usage } from "./builtin.ts";

const test =
  (closing: boolean): Builtin =>
  async (context, args) => {
    const name = closing ? "[" : "test";
    if (closing && args.at(-1) !== "]") return fail(context, "[: missing `]'", 2);
    try {
      return testArguments(context, closing ? args.slice(0, -1) : args) ? 0 : 1;
    } catch (error) {
      if (!(error instanceof ConditionError)) throw error;
      return fail(context, `${name}: ${error.message}`, 2);
    }
  };

interface ReadOptions {
  raw: boolean;
  hidden: boolean;
  prompt: string;
  array?: string;
  delimiter: string;
  count?: number;
}

/** Reads up to a delimiter or a number of characters; the rest stays for the next reader. */
async function readUntil(input: Input, options: ReadOptions): Promise<{ readonly text: string; readonly ended: boolean }> {
  if (input.isTty || !("unread" in input)) {
    const line = await input.line(options.hidden ? { hidden: true } : {});
    return line === undefined ? { text: "", ended: true } : { text: line, ended: false };
  }
  const rewindable = input as Rewindable;
  const stop = utf8(options.delimiter === "" ? "\0" : options.delimiter)[0] ?? 0;
  const parts: Uint8Array[] = [];
  for (let piece = await input.read(); piece; piece = await input.read()) {
    if (options.count !== undefined) {
      const chars = [...text(concat([...parts, piece]))];
      if (chars.length >= options.count) {
        rewindable.unread(utf8(chars.slice(options.count).join("")));
        return { text: chars.slice(0, options.count).join(""), ended: false };
      }
    } else {
      const at = piece.indexOf(stop);
      if (at >= 0) {
        rewindable.unread(piece.subarray(at + 1));
        return { text: text(concat([...parts, piece.subarray(0, at)])), ended: false };
      }
    }
    parts.push(piece);
  }
  return { text: text(concat(parts)), ended: true };
}

const read: Builtin = async (context, args) => {
  const options: ReadOptions = { raw: false, hidden: false, prompt: "", delimiter: "\n" };
  let at = 0;
  for (; at < args.length && /^-./.test(args[at] as string); at++) {
    const word = args[at] as string;
    if (word === "--") {
      at++;
      break;
    }
    for (let letterAt = 1; letterAt < word.length; letterAt++) {
      const letter = word[letterAt] as string;
      if (letter === "r") options.raw = true;
      else if (letter === "s") options.hidden = true;
      else if (letter === "e") continue;
      else if ("padnNtui".includes(letter)) {
        const value = word.slice(letterAt + 1) || args[++at] || "";
        if (letter === "p") options.prompt = value;
        if (letter === "a") options.array = value;
        if (letter === "d") options.delimiter = value.slice(0, 1);
        if (letter === "n" || letter === "N") options.count = Number(value);
        break;
      } else
        return usage(
          context,
          "read",
          `-${letter}`,
          "read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]",
        );
    }
  }
  const names = args.slice(at);
  for (const name of names) if (!NAME.test(name)) return fail(context, `read: \`${name}': not a valid identifier`);
  const input = context.fds.get(0)?.input;
  if (!input) return fail(context, "read: read error: 0: Bad file descriptor");
  if (options.prompt !== "" && input.isTty) await context.fds.get(2)?.output?.write(options.prompt);
  let { text: line, ended } = await readUntil(input, options);
  while (!options.raw && !ended && /(?:^|[^\\])(?:\\\\)*\\$/.test(line)) {
    const more = await readUntil(input, options);
    line = line.slice(0, -1) + more.text;
    ended = more.ended;
  }
  store(context, line, names, options);
  return ended ? 1 : 0;
};

/** Splits a line into variables; the last takes the rest. */
function store(context: Context, line: string, names: readonly string[], options: ReadOptions): void {
  const { process } = context;
  const ifs = variableText(context, "IFS") ?? " \t\n";
  const unescaped = (field: string) => (options.raw ? field : field.replace(/\\([\s\S])/g, "$1"));
  if (names.length === 0 && options.array === undefined) {
    assign(process, "REPLY", unescaped(line));
    return;
  }
  const fields = splitLine(line, ifs, options.array === undefined ? names.length : Number.POSITIVE_INFINITY, options.raw).map(unescaped);
  if (options.array !== undefined) {
    assignList(
      process,
      options.array,
      fields.map((field, index) => [String(index), field]),
    );
    return;
  }
  for (const [index, name] of names.entries()) assign(process, name, fields[index] ?? "");
}

function splitLine(line: string, ifs: string, limit: number, raw: boolean): string[] {
  const blank = [...ifs].filter((char) => /[ \t\n]/.test(char)).join("");
  const hard = [...ifs].filter((char) => !/[ \t\n]/.test(char)).join("");
  const strip = (value: string) => {
    let from = 0;
    let to = value.length;
    while (from < to && blank.includes(value[from] as string)) from++;
    while (to > from && blank.includes(value[to - 1] as string) && (raw || value[to - 2] !== "\\")) to--;
    return value.slice(from, to);
  };
  const fields: string[] = [];
  let rest = strip(line);
  while (rest !== "" && fields.length < limit - 1) {
    let at = 0;
    while (at < rest.length && !ifs.includes(rest[at] as string)) at += !raw && rest[at] === "\\" ? 2 : 1;
    fields.push(rest.slice(0, at));
    let next = at;
    while (next < rest.length && blank.includes(rest[next] as string)) next++;
    if (next < rest.length && hard.includes(rest[next] as string)) next++;
    while (next < rest.length && blank.includes(rest[next] as string)) next++;
    rest = rest.slice(next);
  }
  if (rest !== "") {
    const last = [...hard].find((char) => rest.endsWith(char) && rest.indexOf(char) === rest.length - 1);
    fields.push(last ? rest.slice(0, -1) : rest);
  }
  return fields;
}

const mapfile: Builtin = async (context, args) => {
  const trim = args.includes("-t");
  const name = args.filter((word) => !word.startsWith("-")).at(-1) ?? "MAPFILE";
  const input = context.fds.get(0)?.input;
  const entries: [string, string][] = [];
  for (let line = await input?.line(); line !== undefined; line = await input?.line())
    entries.push([String(entries.length), trim ? line : `${line}\n`]);
  assignList(context.process, name, entries);
  return 0;
};

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
export function meaningOf(
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

const history: Builtin = async (context, args) => {
  const { process, computer } = context;
  const { state } = process;
  const file = variableText(context, "HISTFILE") ?? `${variableText(context, "HOME") ?? ""}/.bash_history`;
  const [word] = args;
  if (word === "-c") {
    state.history = [];
    return 0;
  }
  if (word === "-d") {
    const given = Number(args[1]);
    const at = given < 0 ? state.history.length + given : given - 1;
    if (!Number.isInteger(given) || at < 0 || at >= state.history.length)
      return fail(context, `history: ${args[1] ?? "-d"}: history position out of range`);
    state.history = state.history.toSpliced(at, 1);
    return 0;
  }
  if (word === "-w" || word === "-a") {
    await computer.files.write(file, state.history.map((line) => `${line}\n`).join(""));
    return 0;
  }
  if (word === "-r" || word === "-n") return 0;
  if (word !== undefined && !/^\d+$/.test(word)) {
    return word.startsWith("-")
      ? usage(context, "history", word.slice(0, 2), "history [-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]")
      : fail(context, `history: ${word}: numeric argument required`);
  }
  const from = word === undefined ? 0 : Math.max(0, state.history.length - Number(word));
  await say(
    context,
    state.history
      .slice(from)
      .map((line, index) => `${String(from + index + 1).padStart(5)}  ${line}\n`)
      .join(""),
  );
  return 0;
};

const LIMITS: readonly (readonly [string, string, string])[] = [
  ["-c", "core file size              (blocks, -c)", "0"],
  ["-f", "file size                   (blocks, -f)", "unlimited"],
  ["-n", "open files                          (-n)", "1024"],
  ["-s", "stack size                  (kbytes, -s)", "8192"],
  ["-u", "max user processes                  (-u)", "unlimited"],
  ["-v", "virtual memory              (kbytes, -v)", "unlimited"],
];

const ulimit: Builtin = async (context, args) => {
  if (args.includes("-a")) await say(context, LIMITS.map(([, label, value]) => `${label} ${value}\n`).join(""));
  else await say(context, `${LIMITS.find(([letter]) => letter === (args[0] ?? "-f"))?.[2] ?? "unlimited"}\n`);
  return 0;
};

export const ASK: readonly (readonly [string, Builtin])[] = [
  ["test", test(false)],
  ["[", test(true)],
  ["read", read],
  ["mapfile", mapfile],
  ["readarray", mapfile],
  ["alias", alias],
  ["unalias", unalias],
  ["history", history],
  ["ulimit", ulimit],
  ["jobs", async () => 0],
  ["hash", async () => 0],
  ["times", async (context) => (await say(context, "0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n"), 0)],
];
