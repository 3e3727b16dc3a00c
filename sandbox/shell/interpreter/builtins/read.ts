/** Builtins that read input into variables: read, mapfile. */
import { concat, text, utf8 } from "../../../kernel/bytes.ts";
import type { Input } from "../../program.ts";
import type { Context } from "../context.ts";
import { NAME } from "../state.ts";
import type { Rewindable } from "../streams.ts";
import { assign, assignList, variableText } from "../variables.ts";
import { type Builtin, fail, usage } from "./builtin.ts";

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

export const READ: readonly (readonly [string, Builtin])[] = [
  ["read", read],
  ["mapfile", mapfile],
  ["readarray", mapfile],
];
