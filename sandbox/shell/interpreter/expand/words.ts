/** Words to arguments: tilde, parameters, substitutions, arithmetic, splitting, globbing, quote removal, in bash's order. */
import type { Word, WordPart } from "unbash";
import { type Context, ExpansionFailure } from "../context.ts";
import { scalar } from "../state.ts";
import { templateOf, wordOf } from "../syntax.ts";
import { assign, parameter, variableText } from "../variables.ts";
import { ArithmeticError, evaluate } from "./arithmetic.ts";
import { expandBraces } from "./brace.ts";
import { expandParameter } from "./parameters.ts";
import { glob, isPattern, type Marked, patternText, unescapePattern } from "./pattern.ts";

/** A stretch of expanded text. `split` text came from an unquoted expansion and is cut at IFS; a `cut` ends a field, as between elements of "$@". */
export type Piece = { readonly kind: "text"; readonly text: string; readonly quoted: boolean; readonly split: boolean } | { readonly kind: "cut" };

export const quotedText = (text: string): Piece => ({ kind: "text", text, quoted: true, split: false });
const plainText = (text: string): Piece => ({ kind: "text", text, quoted: false, split: false });
export const splitText = (text: string): Piece => ({ kind: "text", text, quoted: false, split: true });

/** Runs `$(…)` and `<(…)`; given by the runner, because expansion knows no commands. */
export interface Substituter {
  command(context: Context, part: WordPart & { readonly type: "CommandExpansion" }): Promise<string>;
  process(context: Context, part: WordPart & { readonly type: "ProcessSubstitution" }): Promise<string>;
}

let substituter: Substituter | undefined;

/** Wires the runner in, once. */
export function substituteWith(given: Substituter): void {
  substituter = given;
}

/** Literal text outside quotes: a backslash quotes the next character. */
function literal(text: string): Piece[] {
  if (!text.includes("\\")) return [plainText(text)];
  const pieces: Piece[] = [];
  let plain = "";
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== "\\") {
      plain += text[at];
      continue;
    }
    const next = text[++at];
    if (next === "\n") continue;
    if (plain !== "") pieces.push(plainText(plain));
    plain = "";
    pieces.push(quotedText(next ?? "\\"));
  }
  if (plain !== "" || pieces.length === 0) pieces.push(plainText(plain));
  return pieces;
}

/** `~` and `~user` at the start of a word (in assignments also after a colon). */
function tilde(context: Context, text: string, assignment: boolean): string {
  const home = (whole: string, name: string) => {
    if (name === "") return variableText(context, "HOME") ?? "/root";
    if (name === "+") return context.process.state.cwd;
    if (name === "-") return variableText(context, "OLDPWD") ?? whole;
    if (name === "root") return "/root";
    return name === variableText(context, "USER") ? (variableText(context, "HOME") ?? whole) : whole;
  };
  if (!assignment) return text.replace(/^~([^/\\]*)(?=\/|$)/, home);
  return text.replace(/(^|:)~([^/:\\]*)(?=[/:]|$)/g, (whole, before: string, name: string) => before + home(whole.slice(before.length), name));
}

export interface ExpandOptions {
  readonly quoted?: boolean;
  readonly assignment?: boolean;
}

/** The pieces of a word, before splitting. */
export async function pieces(context: Context, word: Word, options: ExpandOptions = {}): Promise<Piece[]> {
  const { quoted = false, assignment = false } = options;
  const parts = word.parts;
  if (!parts) return quoted ? [quotedText(word.value)] : tildeLiteral(context, word.text, assignment, true);
  const result: Piece[] = [];
  for (const [index, part] of parts.entries()) {
    if (part.type === "Literal" && !quoted) result.push(...tildeLiteral(context, part.text, assignment, index === 0, parts.length > index + 1));
    else result.push(...(await partPieces(context, part, quoted)));
  }
  return result;
}

/** A `~name` that runs on into an expansion is no tilde prefix. */
function tildeLiteral(context: Context, text: string, assignment: boolean, first: boolean, more = false): Piece[] {
  const assigned = first && !assignment && !more ? /^([A-Za-z_]\w*=)(~.*)$/s.exec(text) : null;
  if (assigned) return [plainText(assigned[1] as string), ...tildeLiteral(context, assigned[2] as string, true, true)];
  if (!text.includes("~") || !(first || assignment) || (more && !text.includes("/") && !assignment)) return literal(text);
  const expanded = tilde(context, text, assignment);
  return expanded === text ? literal(text) : [quotedText(expanded.replace(/\\(.)/g, "$1"))];
}

async function partPieces(context: Context, part: WordPart, quoted: boolean): Promise<Piece[]> {
  switch (part.type) {
    case "Literal":
      return [quotedText(part.value)];
    case "Glob":
    case "ExtendedGlob":
      return part.type === "Glob" && part.kind === "bracket" && !quoted
        ? bracketPieces(context, part.parts)
        : [quoted ? quotedText(part.text) : plainText(part.text)];
    case "BraceExpansion":
      return [quoted ? quotedText(part.text) : plainText(part.text)];
    case "SingleQuoted":
    case "AnsiCQuoted":
      return [quotedText(part.value)];
    case "DoubleQuoted":
    case "LocaleString":
      return doubleQuoted(context, part.parts);
    case "SimpleExpansion":
    case "ParameterExpansion":
      return expandParameter(context, part, quoted);
    case "CommandExpansion": {
      const output = (await substituter?.command(context, part)) ?? "";
      return [quoted ? quotedText(output) : splitText(output)];
    }
    case "ArithmeticExpansion": {
      const value = String(await arithmetic(context, part.text.startsWith("$[") ? part.text.slice(2, -1) : part.text.slice(3, -2)));
      return [quoted ? quotedText(value) : splitText(value)];
    }
    case "ProcessSubstitution":
      return [quotedText((await substituter?.process(context, part)) ?? "")];
  }
}

async function bracketPieces(context: Context, parts: readonly WordPart[]): Promise<Piece[]> {
  const result: Piece[] = [plainText("[")];
  for (const part of parts) result.push(...(part.type === "Literal" ? literal(part.text) : await partPieces(context, part, false)));
  result.push(plainText("]"));
  const first = result[1];
  return first?.kind === "text" && first.text.startsWith("[") ? result.slice(1, -1) : result;
}

async function doubleQuoted(context: Context, parts: readonly WordPart[]): Promise<Piece[]> {
  const result: Piece[] = [];
  let vanishing = false;
  for (const part of parts) {
    const found = await partPieces(context, part, true);
    if (found.length === 0) vanishing = true;
    result.push(...found);
  }
  return result.length === 0 && !vanishing ? [quotedText("")] : result;
}

/** One text without splitting: for assignments, here-documents, `case`, redirections. Elements of "$@" are joined by a space. */
export async function expandText(context: Context, word: Word, options: ExpandOptions = {}): Promise<string> {
  return joinPieces(await pieces(context, word, options));
}

export function joinPieces(found: readonly Piece[]): string {
  return found.map((piece) => (piece.kind === "cut" ? " " : piece.text)).join("");
}

/** A word as a pattern text: quoted characters are escaped. */
export async function expandPattern(context: Context, word: Word): Promise<string> {
  return patternText((await pieces(context, word)).map((piece) => (piece.kind === "cut" ? { text: " ", quoted: true } : piece)));
}

/** Text in which only `$` and backticks act: here-documents and arithmetic. */
export async function expandTemplate(context: Context, text: string, parts = templateOf(text)): Promise<string> {
  if (!parts) return text;
  let result = "";
  for (const part of parts) result += joinPieces(await partPieces(context, part, true));
  return result;
}

/** The value of an arithmetic text, assignments included. */
export async function arithmetic(context: Context, source: string): Promise<bigint> {
  const text = /[$`\\]/.test(source) ? (await expandTemplate(context, source)).replace(/\n$/, "") : source;
  const { process } = context;
  try {
    return evaluate(text.replace(/"/g, ""), {
      get: (name, index) => {
        const found = parameter(context, name, index);
        const value = found.kind === "one" ? found.value : found.values[0];
        if (value === undefined && process.state.options.nounset) throw new ExpansionFailure(`${name}: unbound variable`, { fatal: true });
        return value;
      },
      set: (name, value, index) => assign(process, name, value, index === undefined ? {} : { index }),
    });
  } catch (error) {
    if (error instanceof ArithmeticError) throw new ExpansionFailure(error.message);
    throw error;
  }
}

interface Field {
  readonly marks: Marked[];
  /** Something quoted is in it, so it stays even when empty. */
  kept: boolean;
}

/** Cuts pieces into fields at unquoted IFS characters and at cuts. */
function splitFields(found: readonly Piece[], ifs: string): Field[] {
  const fields: Field[] = [];
  let current: Field | undefined;
  const open = () => {
    current ??= { marks: [], kept: false };
    return current;
  };
  const close = () => {
    if (current) fields.push(current);
    current = undefined;
  };
  const blank = [...ifs].filter((char) => /[ \t\n]/.test(char)).join("");
  for (const piece of found) {
    if (piece.kind === "cut") {
      close();
    } else if (!piece.split) {
      const field = open();
      field.marks.push(piece);
      field.kept ||= piece.quoted;
    } else {
      splitInto(piece.text, ifs, blank, open, close);
    }
  }
  close();
  return fields.filter((field) => field.kept || field.marks.some((mark) => mark.text !== ""));
}

function splitInto(text: string, ifs: string, blank: string, open: () => Field, close: () => void): void {
  let run = "";
  /** Blanks just ended a field: a separator right after them belongs to that end. */
  let ended = false;
  const flush = () => {
    if (run !== "") open().marks.push({ text: run, quoted: false });
    ended ||= run !== "";
    run = "";
  };
  for (const char of text) {
    if (!ifs.includes(char)) {
      if (run === "") ended = false;
      run += char;
    } else if (blank.includes(char)) {
      flush();
      close();
    } else {
      const had = run !== "";
      flush();
      if (had || !ended) open().kept = true;
      close();
      ended = false;
    }
  }
  if (run !== "") open().marks.push({ text: run, quoted: false });
}

/** The fields of one word: what a command gets as arguments. */
export async function expandWord(context: Context, word: Word): Promise<string[]> {
  if (word.parts?.some((part) => part.type === "BraceExpansion" || (part.type === "Literal" && part.text.includes("{")))) {
    const texts = expandBraces(word.text);
    if (texts.length > 1 || texts[0] !== word.text) {
      const result: string[] = [];
      for (const text of texts) result.push(...(text === "" ? [] : await expandOne(context, wordOf(text))));
      return result;
    }
  }
  return expandOne(context, word);
}

async function expandOne(context: Context, word: Word): Promise<string[]> {
  if (!word.parts && !/[\\~]/.test(word.text)) return [word.value];
  const ifs = scalar(context.process.state.variables.IFS) ?? " \t\n";
  const result: string[] = [];
  for (const field of splitFields(await pieces(context, word), ifs)) result.push(...paths(context, field));
  return result;
}

function paths(context: Context, field: Field): string[] {
  const plain = field.marks.map((mark) => mark.text).join("");
  const { options, cwd } = context.process.state;
  if (options.noglob || !field.marks.some((mark) => !mark.quoted && /[*?[]|[@+!]\(/.test(mark.text))) return [plain];
  const pattern = patternText(field.marks);
  if (!isPattern(pattern)) return [unescapePattern(pattern)];
  const found = glob(context.computer.files, cwd, pattern, { dot: options.dotglob ?? false });
  if (found.length > 0) return found;
  if (options.failglob) throw new ExpansionFailure(`no match: ${plain}`);
  return options.nullglob ? [] : [plain];
}

/** All arguments of a command. */
export async function expandWords(context: Context, list: readonly Word[]): Promise<string[]> {
  const result: string[] = [];
  for (const word of list) result.push(...(await expandWord(context, word)));
  return result;
}
