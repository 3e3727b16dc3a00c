/** JMESPath's words. Positions are kept as the CLI's own library keeps them, because its messages point at them. */
import { JsonError, loads } from "../python/json.ts";
import type { Value } from "../python/values.ts";

/** A query that is refused; the message is the one the CLI prints. */
export class QueryError extends Error {}

export type Kind =
  | "dot"
  | "star"
  | "rbracket"
  | "comma"
  | "colon"
  | "current"
  | "lparen"
  | "rparen"
  | "lbrace"
  | "rbrace"
  | "lbracket"
  | "flatten"
  | "filter"
  | "or"
  | "pipe"
  | "and"
  | "expref"
  | "number"
  | "lte"
  | "lt"
  | "gte"
  | "gt"
  | "ne"
  | "not"
  | "eq"
  | "literal"
  | "quoted_identifier"
  | "unquoted_identifier"
  | "eof";

export interface Token {
  readonly kind: Kind;
  readonly value: Value;
  readonly start: number;
}

const SIMPLE: Readonly<Record<string, Kind>> = {
  ".": "dot",
  "*": "star",
  "]": "rbracket",
  ",": "comma",
  ":": "colon",
  "@": "current",
  "(": "lparen",
  ")": "rparen",
  "{": "lbrace",
  "}": "rbrace",
};
/** A character, what may follow it, and what the pair and the character alone mean. */
const PAIRS: Readonly<Record<string, readonly [next: string, both: Kind, alone: Kind]>> = {
  "|": ["|", "or", "pipe"],
  "&": ["&", "and", "expref"],
  "<": ["=", "lte", "lt"],
  ">": ["=", "gte", "gt"],
  "!": ["=", "ne", "not"],
};
const WORD = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /-?\d+/y;

function refuse(source: string, position: number, message: string): never {
  throw new QueryError(`Bad jmespath expression: ${message}:\n${source}\n${" ".repeat(position)}^`);
}

/** The text up to the closing delimiter, backslashes kept, and the place after it. */
function delimited(source: string, start: number, delimiter: string): [text: string, after: number] {
  let at = start + 1;
  while (source[at] !== delimiter) {
    if (source[at] === "\\") at++;
    if (source[at] === undefined) refuse(source, start, `Unclosed ${delimiter} delimiter`);
    at++;
  }
  return [source.slice(start + 1, at), at + 1];
}

function literal(source: string, start: number, text: string): Value {
  const lexeme = text.replaceAll("\\`", "`");
  for (const candidate of [lexeme, `"${lexeme.trimStart()}"`]) {
    try {
      return loads(candidate);
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
    }
  }
  return refuse(source, start, `Bad token ${lexeme}`);
}

function quoted(source: string, start: number): [Token, number] {
  const delimiter = source[start] as string;
  const [text, after] = delimited(source, start, delimiter);
  if (delimiter === "'") return [{ kind: "literal", value: text.replaceAll("\\'", "'"), start }, after];
  if (delimiter === "`") return [{ kind: "literal", value: literal(source, start, text), start }, after];
  try {
    return [{ kind: "quoted_identifier", value: loads(`"${text}"`), start }, after];
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return refuse(source, start, error.message.split(":")[0] ?? "");
  }
}

/** All words of a query, the end last. Throws `QueryError`. */
export function tokenize(source: string): Token[] {
  if (source === "") throw new QueryError("Invalid JMESPath expression: cannot be empty.");
  const tokens: Token[] = [];
  let at = 0;
  const add = (kind: Kind, value: Value, length: number, start = at): void => {
    tokens.push({ kind, value, start });
    at += length;
  };
  while (at < source.length) {
    const character = source[at] as string;
    const next = source[at + 1];
    const simple = SIMPLE[character];
    const pair = PAIRS[character];
    WORD.lastIndex = at;
    NUMBER.lastIndex = at;
    const word = WORD.exec(source)?.[0];
    const number = NUMBER.exec(source)?.[0];
    if (simple) add(simple, character, 1);
    else if (word !== undefined) add("unquoted_identifier", word, word.length);
    else if (" \t\n\r".includes(character)) at++;
    else if (character === "[") {
      if (next === "]") add("flatten", "[]", 2);
      else if (next === "?") add("filter", "[?", 2);
      else add("lbracket", "[", 1);
    } else if (pair) {
      if (next === pair[0]) add(pair[1], character + next, 2);
      else add(pair[2], character, 1);
    } else if (number !== undefined) add("number", Number(number), number.length);
    else if (character === "'" || character === '"' || character === "`") {
      const [token, after] = quoted(source, at);
      tokens.push(token);
      at = after;
    } else if (character === "=" && next === "=") add("eq", "==", 2);
    else if (character === "=" || character === "-") refuse(source, at, `Unknown token '${character}'`);
    else refuse(source, at, `Unknown token ${character}`);
  }
  tokens.push({ kind: "eof", value: "", start: source.length });
  return tokens;
}
