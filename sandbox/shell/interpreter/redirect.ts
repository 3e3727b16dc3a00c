/** Redirections: opening files and duplicating descriptors for one command. */
import type { HereDoc, Redirection } from "unbash";
import { errorWords } from "../files/errors.ts";
import { join } from "../files/paths.ts";
import { type Context, complain, ExpansionFailure, lineAt, type Stream } from "./context.ts";
import { expandTemplate, expandText, expandWord } from "./expand/words.ts";
import { fileOutput, inputOf, inputOver, nowhere } from "./streams.ts";
import { assign } from "./variables.ts";

/** The context of a redirected command; `close` writes what is left. */
export interface Redirected {
  readonly context: Context;
  close(): Promise<void>;
}

type Direction = "read" | "write" | "append";

/** Opens a path as a stream. Throws `ExpansionFailure` with bash's message. */
async function openPath(context: Context, target: string, direction: Direction, force: boolean): Promise<Stream> {
  const { files } = context.computer;
  const { state } = context.process;
  const special = /^\/dev\/(?:(null)|(tty)|std(in|out|err)|fd\/(\d+))$/.exec(target);
  if (special) {
    if (special[1]) return { input: inputOf(""), output: nowhere };
    const names: Readonly<Record<string, number>> = { in: 0, out: 1, err: 2 };
    const number = special[2] ? (direction === "read" ? 0 : 2) : special[3] ? names[special[3]] : Number(special[4]);
    const stream = context.fds.get(number ?? -1);
    if (!stream) throw new ExpansionFailure(`${target}: No such file or directory`);
    return stream;
  }
  if (target === "") throw new ExpansionFailure(": No such file or directory");
  const path = join(state.cwd, target);
  try {
    const there = files.stat(path);
    if (direction === "read") {
      if (there?.kind === "directory") return { input: inputOver(failing(path)) };
      if (!there) await files.read(path);
      return { input: inputOver(files.stream(path)) };
    }
    if (there?.kind === "file" && direction === "write" && state.options.noclobber && !force)
      throw new ExpansionFailure(`${target}: cannot overwrite existing file`);
    if (!there) await files.write(path, "", 0o666 & ~state.umask);
    else if (direction === "write") await files.write(path, "");
    else if (there.kind === "directory") throw new ExpansionFailure(`${target}: Is a directory`);
  } catch (error) {
    if (error instanceof ExpansionFailure) throw error;
    throw new ExpansionFailure(`${target}: ${errorWords(error)}`);
  }
  return fileOutput(files, path);
}

/** A directory opens, but reading it fails. */
async function* failing(_path: string): AsyncIterable<Uint8Array> {
  // Nothing arrives: programs see an empty input where Linux says EISDIR.
}

/** Applies redirections from left to right. On failure nothing stays open. */
export async function redirect(context: Context, list: readonly Redirection[]): Promise<Redirected> {
  const fds = new Map(context.fds);
  const opened: Stream[] = [];
  const derived = { ...context, fds };
  for (const one of list) await apply(derived, one, opened);
  return {
    context: derived,
    async close() {
      for (const stream of opened) await stream.flush?.();
    },
  };
}

function descriptorOf(context: Context, one: Redirection, usual: number): number {
  if (!one.descriptor) return usual;
  if (one.descriptor.type === "FileDescriptor") return one.descriptor.value;
  let free = 10;
  while (context.fds.has(free)) free++;
  assign(context.process, one.descriptor.name, String(free));
  return free;
}

async function apply(context: Context, one: Redirection, opened: Stream[]): Promise<void> {
  const { fds } = context;
  if (one.type === "HereDoc") {
    const raw = one.closing || one.body.text.endsWith("\n") ? one.body.text : `${one.body.text}\n`;
    const body = one.operator === "<<-" ? raw.replace(/^\t+/gm, "") : raw;
    if (!one.closing) await warnOpen(context, one);
    const quoted = one.delimiter?.quoted ?? false;
    const parts = one.operator === "<<-" ? undefined : (one.body.parts ?? []);
    const text =
      quoted || !/[$`\\]/.test(body)
        ? body
        : parts
          ? await expandTemplate(context, body, parts)
          : (await expandTemplate(context, body)).replace(/\n$/, "");
    fds.set(descriptorOf(context, one, 0), { input: inputOf(text) });
    return;
  }
  if (one.type === "HereString") {
    fds.set(descriptorOf(context, one, 0), { input: inputOf(`${one.target ? await expandText(context, one.target) : ""}\n`) });
    return;
  }
  if (!one.target) return;
  const words = await expandWord(context, one.target);
  if (words.length !== 1) throw new ExpansionFailure(`${one.target.text}: ambiguous redirect`);
  const target = words[0] as string;
  if (one.operator === "<&" || (one.operator === ">&" && /^(?:\d+-?|-)$/.test(target))) {
    duplicate(context, descriptorOf(context, one, one.operator === "<&" ? 0 : 1), target);
    return;
  }
  const both = one.operator === "&>" || one.operator === "&>>" || one.operator === ">&";
  const direction: Direction =
    one.operator === "<" ? "read" : one.operator === ">>" || one.operator === "&>>" || one.operator === "<>" ? "append" : "write";
  const stream = await openPath(context, target, direction, one.operator === ">|");
  opened.push(stream);
  fds.set(descriptorOf(context, one, direction === "read" ? 0 : 1), stream);
  if (both) fds.set(2, stream);
}

/** Bash goes on at the end of a script, and says so. */
async function warnOpen(context: Context, one: HereDoc): Promise<void> {
  const { process, source } = context;
  const start = process.line;
  process.line = lineAt(source, one.body.end);
  await complain(context, `warning: here-document at line ${start} delimited by end-of-file (wanted \`${one.delimiter?.value ?? ""}')`);
  process.line = start;
}

function duplicate(context: Context, to: number, target: string): void {
  if (target === "-") {
    context.fds.delete(to);
    return;
  }
  const from = Number(target.replace(/-$/, ""));
  const stream = context.fds.get(from);
  if (!stream) throw new ExpansionFailure(`${target}: Bad file descriptor`);
  context.fds.set(to, stream);
  if (target.endsWith("-")) context.fds.delete(from);
}
