/** Command-line completion: commands, what a program's own completer knows, variables, file names. Quotes are kept. */
import type { Handle } from "../../kernel/exchange.ts";
import type { Hasher } from "../../kernel/hash.ts";
import type { FileSystem } from "../files/file-system.ts";
import { join } from "../files/paths.ts";
import { builtins } from "../interpreter/builtins/index.ts";
import { escapeWord } from "../interpreter/quote.ts";
import { environmentOf, type ShellState, scalar } from "../interpreter/state.ts";
import type { Clock, Completion, Installed } from "../program.ts";
import { type Cut, cutLine } from "./cut.ts";

export interface CompletionRequest {
  readonly line: string;
  /** In UTF-16 units. */
  readonly cursor: number;
  readonly state: ShellState;
  readonly files: FileSystem;
  readonly programs: readonly Installed[];
  /** A fork's: completing leaves no trace (decision 10). */
  readonly network: Handle;
  readonly clock: Clock;
  readonly hasher: Hasher;
  readonly awsCli: 1 | 2;
}

/** `value` replaces the line from `from` to the cursor. */
export interface Completions {
  readonly from: number;
  readonly options: readonly Completion[];
}

const MOST = 500;
const KEYWORDS = ["if", "then", "else", "elif", "fi", "for", "while", "until", "do", "done", "case", "esac", "function", "select", "time"];
/** Builtins and programs whose operands are directories. */
const DIRECTORIES = new Set(["cd", "pushd", "rmdir"]);

/** What Tab offers at the cursor. */
export async function completeLine(request: CompletionRequest): Promise<Completions> {
  const { state } = request;
  const cut = cutLine(request.line, request.cursor, (name) => scalar(state.variables[name]));
  if (cut.words[0] === "#") return { from: cut.from, options: [] };
  if (cut.variable) return variables(state, cut.variable);
  const first = cut.words.length === 0 && !cut.redirect;
  const found = first ? commands(request, cut.prefix) : await operands(request, cut);
  return { from: cut.from, options: found.slice(0, MOST).map((option) => quoted(option, cut)) };
}

function variables(state: ShellState, { from, name, braced }: NonNullable<Cut["variable"]>): Completions {
  const options = Object.keys(state.variables)
    .filter((one) => one.startsWith(name))
    .sort()
    .map((one): Completion => ({ value: braced ? `\${${one}}` : `$${one}` }));
  return { from, options };
}

function commands(request: CompletionRequest, prefix: string): Completion[] {
  if (prefix.includes("/")) return files(request, prefix, "executable");
  const { state, programs } = request;
  const notes = new Map(programs.map(({ name, summary }) => [name, summary]));
  const names = new Set<string>([
    ...builtins.keys(),
    ...Object.keys(state.functions),
    ...Object.keys(state.aliases),
    ...(prefix === "" ? [] : KEYWORDS),
  ]);
  for (const folder of (scalar(state.variables.PATH) ?? "").split(":")) {
    const path = join(state.cwd, folder);
    if (request.files.stat(path)?.kind !== "directory") continue;
    for (const name of request.files.list(path)) if (name.startsWith(prefix)) names.add(name);
  }
  return [...names]
    .filter((name) => name.startsWith(prefix) && /\w/.test(name))
    .sort()
    .map((value) => {
      const note = notes.get(value);
      return note === undefined ? { value } : { value, note };
    });
}

/** Aliases stand for the words of their text. */
function spelledOut(state: ShellState, words: readonly string[]): readonly string[] {
  const [name = "", ...rest] = words;
  const alias = state.aliases[name];
  return alias === undefined ? words : [...alias.trim().split(/\s+/), ...rest];
}

async function operands(request: CompletionRequest, cut: Cut): Promise<readonly Completion[]> {
  const { state, programs, network, clock, hasher, awsCli } = request;
  const words = spelledOut(state, cut.words);
  const [name = ""] = words;
  if (!cut.redirect) {
    const program = programs.find((one) => one.name === name.replace(/^.*\//, ""));
    if (program?.complete) {
      const found = await program.complete({
        words,
        prefix: cut.prefix,
        env: environmentOf(state),
        cwd: state.cwd,
        files: request.files,
        network,
        clock,
        hasher,
        awsCli,
      });
      if (found.length > 0) return found;
    }
    const known = builtinOperands(request, name, cut.prefix);
    if (known) return known;
  }
  return files(request, cut.prefix, DIRECTORIES.has(name) && !cut.redirect ? "directory" : "any");
}

function builtinOperands(request: CompletionRequest, name: string, prefix: string): readonly Completion[] | undefined {
  const { state } = request;
  const among = (names: readonly string[]) =>
    names
      .filter((one) => one.startsWith(prefix))
      .sort()
      .map((value) => ({ value }));
  if (["export", "unset", "readonly", "declare", "local", "read", "printenv"].includes(name) && !prefix.includes("="))
    return among(Object.keys(state.variables));
  if (name === "unalias") return among(Object.keys(state.aliases));
  if (["type", "which", "man", "help"].includes(name)) return commands(request, prefix);
  return undefined;
}

/** File names that begin with a prefix; directories stay open. */
function files(request: CompletionRequest, prefix: string, want: "any" | "directory" | "executable"): Completion[] {
  const { state } = request;
  const slash = prefix.lastIndexOf("/") + 1;
  const folder = prefix.slice(0, slash);
  const start = prefix.slice(slash);
  const home = scalar(state.variables.HOME) ?? "/";
  if (prefix === "~") return [{ value: "~/", open: true }];
  const path = join(state.cwd, folder.replace(/^~(?=\/)/, home) || ".");
  if (request.files.stat(path)?.kind !== "directory") return [];
  const found: Completion[] = [];
  for (const name of request.files.list(path)) {
    if (!name.startsWith(start) || (name.startsWith(".") && !start.startsWith("."))) continue;
    const stat = request.files.stat(join(path, name));
    const directory = stat?.kind === "directory";
    if (want === "directory" && !directory) continue;
    if (want === "executable" && !directory && ((stat?.mode ?? 0) & 0o111) === 0) continue;
    found.push(directory ? { value: `${folder}${name}/`, open: true } : { value: folder + name });
  }
  return found;
}

/** The value as it must stand in the line: inside the open quote, or with backslashes. */
function quoted(option: Completion, cut: Cut): Completion {
  const { value, open } = option;
  if (cut.quote === "'") return { ...option, value: `'${value.replace(/'/g, "'\\''")}${open ? "" : "'"}` };
  if (cut.quote === '"') return { ...option, value: `"${value.replace(/["\\$`]/g, "\\$&")}${open ? "" : '"'}` };
  const tilde = value.startsWith("~/") ? "~" : "";
  const plain = value.slice(tilde.length);
  return plain === "" ? option : { ...option, value: tilde + escapeWord(plain) };
}
