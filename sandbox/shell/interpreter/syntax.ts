/** Parsing with bash's own words for what is wrong, and the question whether a line wants to go on. */
import { forEachChild, type ParsedScript, parse, type Script, type SyntaxNode, type Word } from "unbash";

/** What bash says about a text it cannot read; `line` counts from the text's first line, which is 1. */
export interface SyntaxProblem {
  readonly message: string;
  readonly line: number;
  /** The source line bash quotes below its message in scripts, if it does. */
  readonly quoted?: string;
  readonly position: number;
  /** The text ends too early: more lines could repair it. */
  readonly unfinished: boolean;
}

export interface Parsed {
  readonly script: Script;
  readonly problem?: SyntaxProblem;
}

const QUOTES: Readonly<Record<string, string>> = {
  "unterminated double quote": '"',
  "unterminated single quote": "'",
  "unterminated backtick": "`",
  "unterminated command substitution": ")",
  "unterminated parameter expansion": "}",
  "unterminated arithmetic expansion": ")",
  "unterminated extended glob": ")",
};
const OPERATOR = /^(?:&&|\|\||;;&|;;|;&|&>>|&>|<<<|<<-|<<|>>|\|&|<&|>&|<>|>\||[;&|()<>])/;

/** The token that stands at a position, as bash names it. */
function tokenAt(text: string, position: number): string | undefined {
  const rest = text.slice(position).replace(/^(?:[ \t]|\\\n)+/, "");
  if (rest === "") return undefined;
  if (rest.startsWith("\n")) return "newline";
  return OPERATOR.exec(rest)?.[0] ?? /^[^\s;&|()<>]+/.exec(rest)?.[0];
}

function lineOf(text: string, position: number): number {
  return text.slice(0, position).split("\n").length;
}

function problemOf(text: string, error: { readonly message: string; readonly pos: number }): SyntaxProblem {
  const line = lineOf(text, error.pos);
  const end = text.trimEnd().length;
  const lines = text.replace(/\n$/, "").split("\n");
  const quote = Object.entries(QUOTES).find(([message]) => error.message.startsWith(message))?.[1];
  if (quote || error.message.startsWith("unterminated")) {
    return { message: `unexpected EOF while looking for matching \`${quote ?? ")"}'`, line, position: error.pos, unfinished: true };
  }
  const unexpected = /^unexpected token '([\s\S]+)'$/.exec(error.message)?.[1];
  const missingTarget = error.message === "expected redirect target";
  // An empty group is reported at its bracket: nothing but the end of the text follows.
  const atEnd = error.pos >= end || /^[{(]\s*$/.test(text.slice(error.pos));
  if (!unexpected && atEnd && !missingTarget) {
    return { message: "syntax error: unexpected end of file", line: lines.length + 1, position: error.pos, unfinished: true };
  }
  const token = unexpected === "\n" ? "newline" : (unexpected ?? tokenAt(text, error.pos) ?? "newline");
  return { message: `syntax error near unexpected token \`${token}'`, line, quoted: lines[line - 1] ?? "", position: error.pos, unfinished: false };
}

/** Parses a text; a problem beside it when bash would refuse it. */
export function parseScript(text: string): Parsed {
  const script: ParsedScript = parse(text);
  const first = script.errors?.[0];
  return first ? { script, problem: problemOf(text, first) } : { script };
}

function openHereDoc(node: SyntaxNode): boolean {
  if (node.type === "HereDoc") return node.closing === undefined;
  let found = false;
  forEachChild(node, (child) => {
    if (!found) found = openHereDoc(child);
  });
  return found;
}

/** Whether the line editor should ask for another line (PS2) before the text is run. */
export function needsMore(text: string): "complete" | "continuation" {
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(text) && !/^\s*#/.test(text.slice(text.lastIndexOf("\n") + 1))) return "continuation";
  const script: ParsedScript = parse(text);
  const first = script.errors?.[0];
  if (first) return problemOf(text, first).unfinished ? "continuation" : "complete";
  return text.includes("<<") && openHereDoc(script) ? "continuation" : "complete";
}

const words = new Map<string, Word>();

/** A piece of text read as one word (after brace expansion). */
export function wordOf(text: string): Word {
  const known = words.get(text);
  if (known) return known;
  const command = parse(`: ${text}`).commands[0]?.command;
  const found = command?.type === "Command" ? command.suffix.find((part) => part.type === "Word") : undefined;
  const word: Word = found?.type === "Word" ? found : { type: "Word", text, value: text, pos: 0, end: text.length };
  if (words.size > 500) words.clear();
  words.set(text, word);
  return word;
}

/** The parts of a text in which only `$` and backticks act, as in a here-document. */
export function templateOf(text: string): Word["parts"] {
  const mark = "_GANTRY_END_";
  const command = parse(`: <<${mark}\n${text}\n${mark}\n`).commands[0]?.command;
  const document = command?.type === "Command" ? command.redirects[0] : undefined;
  return document?.type === "HereDoc" ? document.body.parts : undefined;
}

/** Puts aliases in place of command names, as bash does while it reads. An alias is not looked up again inside itself. */
export function expandAliases(text: string, aliases: Readonly<Record<string, string>>): string {
  if (Object.keys(aliases).length === 0) return text;
  const edits: { readonly at: number; readonly end: number; readonly text: string }[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === "Command" && node.name && Object.hasOwn(aliases, node.name.text)) {
      edits.push({ at: node.name.pos, end: node.name.end, text: resolve(node.name.text, aliases, new Set()) });
      const next = node.suffix[0];
      if (aliases[node.name.text]?.endsWith(" ") && next?.type === "Word" && Object.hasOwn(aliases, next.text)) {
        edits.push({ at: next.pos, end: next.end, text: resolve(next.text, aliases, new Set()) });
      }
    }
    if (node.type !== "Word" && node.type !== "HereDoc") forEachChild(node, visit);
  };
  visit(parse(text));
  let result = text;
  for (const edit of edits.sort((a, b) => b.at - a.at)) result = result.slice(0, edit.at) + edit.text + result.slice(edit.end);
  return result;
}

function resolve(name: string, aliases: Readonly<Record<string, string>>, seen: Set<string>): string {
  const value = aliases[name] ?? name;
  seen.add(name);
  const first = /^\S+/.exec(value)?.[0];
  if (!first || seen.has(first) || !Object.hasOwn(aliases, first)) return value;
  return resolve(first, aliases, seen) + value.slice(first.length);
}
