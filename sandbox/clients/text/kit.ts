/** What the text tools share: GNU option parsing, opening inputs, errors in GNU's words. */
import { errorWords } from "../../shell/files/errors.ts";
import { FileError } from "../../shell/files/file-system.ts";
import { join } from "../../shell/files/paths.ts";
import { inputOf, inputOver } from "../../shell/interpreter/streams.ts";
import type { Input, Installed, Program, ProgramContext } from "../../shell/program.ts";

/** Which options a tool has. */
export interface OptionSpec {
  /** Letters without a value. */
  readonly flags?: string;
  /** Letters that take a value. */
  readonly values?: string;
  /** Letters whose value may only be attached (`-i.bak`). */
  readonly attached?: string;
  /** Long names and the letter (or own key) they stand for; `=` after the key means a value, `?` an optional one. */
  readonly long?: Readonly<Record<string, string>>;
  /** Options end at the first operand (env, xargs). */
  readonly strict?: boolean;
  /** `-5` is a value of this letter (head, tail). */
  readonly digits?: string;
  /** Exit status of a usage mistake. */
  readonly status?: number;
}

export interface Options {
  has(key: string): boolean;
  /** The last value given. */
  value(key: string): string | undefined;
  all(key: string): readonly string[];
  /** Every option in order. */
  readonly ordered: readonly (readonly [key: string, value: string])[];
  readonly operands: readonly string[];
}

/** A mistake in the command line: printed after the tool's name. */
export class Usage extends Error {
  readonly status: number | undefined;
  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }
}

/** Ends a tool with a status after its message was printed. */
export class Quit extends Error {
  readonly status: number;
  constructor(status: number) {
    super("quit");
    this.status = status;
  }
}

function longOption(
  word: string,
  spec: OptionSpec,
): { readonly key: string; readonly takes: "nothing" | "value" | "maybe"; readonly given: string | undefined; readonly name: string } {
  const equals = word.indexOf("=");
  const typed = equals < 0 ? word.slice(2) : word.slice(2, equals);
  const names = Object.keys(spec.long ?? {});
  const matching = names.includes(typed) ? [typed] : names.filter((name) => name.startsWith(typed));
  const [name] = matching;
  if (name === undefined) throw new Usage(`unrecognized option '${equals < 0 ? word : word.slice(0, equals)}'`);
  if (matching.length > 1) throw new Usage(`option '--${typed}' is ambiguous; possibilities: ${matching.map((one) => `'--${one}'`).join(" ")}`);
  const target = spec.long?.[name] as string;
  const key = target.replace(/[=?]$/, "");
  const takes = target.endsWith("?") ? "maybe" : target.endsWith("=") || (spec.values ?? "").includes(key) ? "value" : "nothing";
  if (takes === "nothing" && equals >= 0) throw new Usage(`option '--${name}' doesn't allow an argument`);
  return { key, takes, given: equals < 0 ? undefined : word.slice(equals + 1), name };
}

/** Reads options as GNU getopt_long does: clusters, `--name=value`, abbreviations, operands in between. */
export function parseOptions(args: readonly string[], spec: OptionSpec): Options {
  const ordered: (readonly [string, string])[] = [];
  const operands: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as string;
    if (word === "--") {
      operands.push(...args.slice(at + 1));
      break;
    }
    if (word.startsWith("--")) {
      const { key, takes, given, name } = longOption(word, spec);
      if (takes === "value" && given === undefined && at + 1 >= args.length) throw new Usage(`option '--${name}' requires an argument`);
      ordered.push([key, given ?? (takes === "value" ? (args[++at] as string) : "")]);
    } else if (word.startsWith("-") && word !== "-") {
      const digits = spec.digits && /^-\d+/.exec(word)?.[0];
      if (digits && spec.digits) ordered.push([spec.digits, digits.slice(1)]);
      for (let letterAt = digits ? digits.length : 1; letterAt < word.length; letterAt++) {
        const letter = word[letterAt] as string;
        if ((spec.attached ?? "").includes(letter)) {
          ordered.push([letter, word.slice(letterAt + 1)]);
          break;
        } else if ((spec.flags ?? "").includes(letter)) {
          ordered.push([letter, ""]);
        } else if ((spec.values ?? "").includes(letter)) {
          const rest = word.slice(letterAt + 1);
          if (rest === "" && at + 1 >= args.length) throw new Usage(`option requires an argument -- '${letter}'`);
          ordered.push([letter, rest === "" ? (args[++at] as string) : rest]);
          break;
        } else throw new Usage(`invalid option -- '${letter}'`);
      }
    } else if (spec.strict) {
      operands.push(...args.slice(at));
      break;
    } else {
      operands.push(word);
    }
  }
  return {
    ordered,
    operands,
    has: (key) => ordered.some(([one]) => one === key),
    value: (key) => ordered.findLast(([one]) => one === key)?.[1],
    all: (key) => ordered.filter(([one]) => one === key).map(([, value]) => value),
  };
}

export interface Tool extends OptionSpec {
  readonly name: string;
  readonly summary: string;
  /** What follows the name in `--help`. */
  readonly synopsis?: string;
  /** `GNU coreutils 9.1` and the like, for `--version`. */
  readonly package?: string;
  /** Changes the words before options are read (negative numbers, old syntax). */
  prepare?(args: readonly string[]): readonly string[];
  run(context: ProgramContext, options: Options): Promise<number>;
}

/** A tool as an installed program: parses options, answers `--help` and `--version`, prints usage mistakes. */
export function installed(tool: Tool): Installed {
  const program: Program = async (context) => {
    try {
      if (context.args.includes("--help") && !tool.long?.help) {
        await context.stdout.write(
          `Usage: ${tool.name} ${tool.synopsis ?? "[OPTION]... [FILE]..."}\n${tool.summary.slice(0, 1).toUpperCase()}${tool.summary.slice(1)}.\n`,
        );
        return 0;
      }
      if (context.args.includes("--version") && !tool.long?.version) {
        await context.stdout.write(`${tool.name} (${(tool.package ?? "GNU coreutils 9.1").replace(/ (\S+)$/, ") $1")}\n`);
        return 0;
      }
      return await tool.run(context, parseOptions(tool.prepare?.(context.args) ?? context.args, tool));
    } catch (error) {
      if (error instanceof Quit) return error.status;
      if (!(error instanceof Usage)) throw error;
      const shown = tool.name === "diff" ? "diff: Try" : "Try";
      const hint = /^(?:invalid option|unrecognized|option |missing|extra operand)/.test(error.message)
        ? `${shown} '${tool.name} --help' for more information.\n`
        : "";
      await context.stderr.write(`${tool.name}: ${error.message}\n${hint}`);
      return error.status ?? tool.status ?? 1;
    }
  };
  return { name: tool.name, summary: tool.summary, program };
}

/** The absolute path an operand means. */
export function pathOf(context: ProgramContext, operand: string): string {
  return join(context.cwd, operand);
}

/** `tool: message`. */
export async function complain(context: ProgramContext, message: string): Promise<void> {
  await context.stderr.write(`${context.name}: ${message}\n`);
}

/** errno words of a failure; anything else is thrown on. */
export const wordsOf = errorWords;

/** Opens an operand for reading; `-` is standard input. Throws `FileError`. */
export function open(context: ProgramContext, operand: string): Input {
  if (operand === "-" || operand === "/dev/stdin" || operand === "/dev/fd/0") return context.stdin;
  if (operand === "/dev/null") return inputOf("");
  const path = pathOf(context, operand);
  const stat = context.files.stat(path);
  if (stat?.kind === "directory") throw new FileError("EISDIR", path);
  if (stat && (stat.mode & 0o444) === 0) throw new FileError("EACCES", path);
  return inputOver(context.files.stream(path));
}

/** Does something with each operand's input; a file that cannot be opened is complained about and gives status 1. */
export async function eachInput(
  context: ProgramContext,
  operands: readonly string[],
  action: (input: Input, name: string) => Promise<void>,
  sentence = (name: string, words: string) => `${name}: ${words}`,
): Promise<number> {
  let status = 0;
  for (const name of operands.length > 0 ? operands : ["-"]) {
    let input: Input;
    try {
      input = open(context, name);
    } catch (error) {
      await complain(context, sentence(name, errorWords(error)));
      status = 1;
      continue;
    }
    await action(input, name);
  }
  return status;
}

/** Lines of an input with the knowledge whether the last one ended in a newline. */
export async function* lines(input: Input): AsyncIterable<{ readonly text: string; readonly ended: boolean }> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let rest = "";
  for (let piece = await input.read(); piece; piece = await input.read()) {
    const parts = (rest + decoder.decode(piece, { stream: true })).split("\n");
    rest = parts.pop() ?? "";
    for (const text of parts) yield { text, ended: true };
  }
  rest += decoder.decode();
  if (rest !== "") yield { text: rest, ended: false };
}

/** Text gathered for one write, because a write per line is slow. */
export class Page {
  readonly #context: ProgramContext;
  #text = "";
  constructor(context: ProgramContext) {
    this.#context = context;
  }
  async add(text: string): Promise<void> {
    this.#text += text;
    if (this.#text.length >= 16_384 || this.#context.stdout.isTty) await this.flush();
  }
  async flush(): Promise<void> {
    const text = this.#text;
    this.#text = "";
    if (text !== "") await this.#context.stdout.write(text);
  }
}

/** `1K`, `5M`, `2kB` as a number of bytes, or undefined. */
export function sizeOf(text: string): number | undefined {
  const match = /^(\d+)(?:([KMGT])(iB|B)?|(kB|b))?$/.exec(text);
  if (!match) return undefined;
  const power = " KMGT".indexOf(match[2] ?? " ");
  const factor = match[4] === "kB" ? 1000 : match[4] === "b" ? 512 : (match[3] === "B" ? 1000 : 1024) ** power;
  return Number(match[1]) * factor;
}

/** Sizes as `-h` prints them: `4.0K`, `12M`. */
export function human(bytes: number): string {
  if (bytes < 1024) return String(bytes);
  let value = bytes;
  let unit = -1;
  while (value >= 1024 && unit < 4) {
    value /= 1024;
    unit++;
  }
  const shown = value < 10 ? (Math.ceil(value * 10) / 10).toFixed(1) : String(Math.ceil(value));
  return `${shown}${"KMGTP"[unit]}`;
}

/** `-rw-r--r--`. */
export function modeText(kind: "directory" | "file" | "symlink", mode: number): string {
  const bits = "rwxrwxrwx".replace(/./g, (letter, index: number) => ((mode >> (8 - index)) & 1 ? letter : "-"));
  return (kind === "directory" ? "d" : kind === "symlink" ? "l" : "-") + bits;
}
