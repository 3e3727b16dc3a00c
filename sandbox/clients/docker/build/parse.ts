/** A Dockerfile as a list of instructions; `dockerfile-ast` finds them, words and variables are read here as BuildKit reads them. */
import * as ast from "dockerfile-ast";
import { decodeJson } from "../words/json.ts";
import { FLAGS, wrongWith } from "./check.ts";

export interface Heredoc {
  readonly name: string;
  readonly content: string;
  /** A quoted delimiter: variables stay as they are. */
  readonly raw: boolean;
}

export interface Instruction {
  /** Upper case. */
  readonly keyword: string;
  readonly flags: Readonly<Record<string, string>>;
  /** What follows keyword and flags, continuation lines joined, comments inside left out. */
  readonly text: string;
  /** The arguments of the JSON form. */
  readonly json: readonly string[] | undefined;
  readonly heredocs: readonly Heredoc[];
  /** First and last line, from 1. */
  readonly line: number;
  readonly lastLine: number;
}

export class BadDockerfile extends Error {
  readonly line: number | undefined;
  /** An instruction that is none; else what it says cannot be done. */
  readonly isSyntax: boolean;
  constructor(message: string, line?: number, isSyntax = false) {
    super(message);
    this.line = line;
    this.isSyntax = isSyntax;
  }
}

/** Throws `BadDockerfile`. */
export function parseDockerfile(source: string): readonly Instruction[] {
  if (source === "") throw new BadDockerfile("the Dockerfile cannot be empty");
  const lines = source.split("\n");
  const instructions = parser()
    .parse(source)
    .getInstructions()
    .map((instruction) => {
      const { start, end } = instruction.getRange();
      return readInstruction(instruction.getKeyword(), lines.slice(start.line, end.line + 1), start.line + 1, end.line + 1);
    });
  if (instructions.length === 0) throw new BadDockerfile("file with no instructions");
  return instructions;
}

/** The package is CommonJS: its names are members, or members of `default`, depending on who loads it. */
function parser(): typeof ast.DockerfileParser {
  const module = ast as typeof ast & { default?: typeof ast };
  return module.DockerfileParser ?? (module.default as typeof ast).DockerfileParser;
}

function readInstruction(keyword: string, lines: readonly string[], line: number, lastLine: number): Instruction {
  const { first, rest } = joinLines(lines);
  let text = first.trim().slice(keyword.length).trim();
  const flags: Record<string, string> = {};
  for (let flag = /^--([a-z-]+)(?:=(\S*))?(\s+|$)/.exec(text); flag && FLAGS[keyword]; flag = /^--([a-z-]+)(?:=(\S*))?(\s+|$)/.exec(text)) {
    flags[flag[1] as string] = flag[2] ?? "true";
    text = text.slice(flag[0].length);
  }
  const json = WITH_JSON.has(keyword) ? jsonForm(text, line) : undefined;
  const word = (lines[0] ?? "").trim().split(/\s/)[0] ?? "";
  const wrong = wrongWith({ keyword, word, flags, text, json });
  if (wrong !== undefined) throw new BadDockerfile(wrong, line, true);
  return { keyword, flags, text, json, heredocs: WITH_HEREDOC.has(keyword) ? readHeredocs(text, rest, line) : [], line, lastLine };
}

const WITH_JSON = new Set(["ADD", "CMD", "COPY", "ENTRYPOINT", "RUN", "SHELL", "VOLUME"]);
const WITH_HEREDOC = new Set(["ADD", "COPY", "RUN"]);

/** The logical line, and the lines after it (bodies of here-documents). */
function joinLines(lines: readonly string[]): { first: string; rest: readonly string[] } {
  let first = "";
  let at = 0;
  for (; at < lines.length; at++) {
    const line = lines[at] as string;
    if (first !== "" && /^\s*#/.test(line)) continue;
    if (!/\\\s*$/.test(line)) {
      first += line;
      at++;
      break;
    }
    first += line.replace(/\\\s*$/, "");
  }
  return { first, rest: lines.slice(at) };
}

/** The list of texts that this begins with in JSON, for Go's decoder reads no further; undefined for anything else. Throws `BadDockerfile`. */
export function jsonForm(text: string, line: number): readonly string[] | undefined {
  const list = text.startsWith("[") ? decodeJson(text, { whole: false }).value : undefined;
  if (!Array.isArray(list)) return undefined;
  if (list.every((item) => typeof item === "string")) return list;
  throw new BadDockerfile("when using JSON array syntax, arrays must be comprised of strings only", line);
}

function readHeredocs(text: string, body: readonly string[], instruction: number): Heredoc[] {
  const found: Heredoc[] = [];
  let at = 0;
  for (const [, dash, quote, name] of text.matchAll(/<<(-?)(["']?)([A-Za-z_][\w.]*)\2/g)) {
    const lines: string[] = [];
    for (; at < body.length; at++) {
      const line = dash ? (body[at] as string).replace(/^\t+/, "") : (body[at] as string);
      if (line === name) break;
      lines.push(line);
    }
    if (at++ >= body.length) throw new BadDockerfile("unterminated heredoc", instruction);
    found.push({ name: name as string, content: lines.map((line) => `${line}\n`).join(""), raw: quote !== "" });
  }
  return found;
}
