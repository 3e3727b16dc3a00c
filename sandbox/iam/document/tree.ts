/** The text of a policy as a tree with positions, read as far as it can be. */
import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";

export type { Node } from "jsonc-parser";

export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface SyntaxProblem extends Range {
  readonly message: string;
  readonly why: string;
  /** The parser's name of the error; left out for those that are not the parser's. */
  readonly name?: string;
}

export interface Parsed {
  readonly root?: Node;
  readonly errors: readonly SyntaxProblem[];
}

/** Deeper documents are no policies, and would be too deep for the parser. */
const MAX_DEPTH = 60;

/** Brackets at the deepest place, those in strings not counted. */
export function depthOf(text: string): number {
  let [depth, deepest, inString] = [0, 0, false];
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (inString) {
      if (letter === "\\") i++;
      else if (letter === '"' || letter === "\n") inString = false;
    } else if (letter === '"') inString = true;
    else if (letter === "{" || letter === "[") deepest = Math.max(deepest, ++depth);
    else if (letter === "}" || letter === "]") depth--;
  }
  return deepest;
}

const SENTENCES: Readonly<Record<string, readonly [message: string, why: string]>> = {
  InvalidSymbol: ["This word is no JSON.", "Texts stand in double quotes; only true, false and null do not."],
  InvalidNumberFormat: ["This is no number.", "JSON writes numbers as 7, -7 or 7.5."],
  PropertyNameExpected: [
    "A name in double quotes belongs here.",
    "After a comma another element must follow; remove the comma if this was the last.",
  ],
  ValueExpected: ["A value belongs here.", "After a colon or a comma something must follow; remove the comma if this was the last."],
  ColonExpected: ["A colon belongs here.", "Each element is a name, a colon and a value."],
  CommaExpected: ["A comma is missing before this.", "Commas stand between elements."],
  CloseBraceExpected: ["A closing } is missing.", "Each { needs its }."],
  CloseBracketExpected: ["A closing ] is missing.", "Each [ needs its ]."],
  EndOfFileExpected: ["The policy ended before this.", "A document is one { … } and nothing after it."],
  InvalidCommentToken: ["JSON has no comments.", "Use Sid to say what a statement is for."],
  UnexpectedEndOfComment: ["JSON has no comments.", "Use Sid to say what a statement is for."],
  UnexpectedEndOfString: ["The closing quote is missing.", "A text begins and ends with a double quote, on one line."],
  UnexpectedEndOfNumber: ["This number is not finished.", "JSON writes numbers as 7, -7 or 7.5."],
  InvalidUnicode: ["This is no character.", "\\u is followed by four hexadecimal digits."],
  InvalidEscapeCharacter: ["This escape does not exist.", 'After a backslash comes one of " \\ / b f n r t u.'],
  InvalidCharacter: ["This character cannot stand here.", "Tabs and line ends in texts are written as \\t and \\n."],
};

/** Reads as much as can be read. A text without errors is JSON. */
export function readTree(text: string): Parsed {
  if (text.trim() === "") {
    return {
      errors: [
        {
          from: 0,
          to: text.length,
          message: "There is no policy yet.",
          why: 'A policy begins with { "Version": "2012-10-17", "Statement": [ … ] }.',
        },
      ],
    };
  }
  if (depthOf(text) > MAX_DEPTH) {
    return {
      errors: [{ from: 0, to: 1, message: "This is nested too deeply for a policy.", why: "The deepest place of a policy is six brackets in." }],
    };
  }
  const found: ParseError[] = [];
  const root = parseTree(text, found, { disallowComments: true, allowTrailingComma: false });
  const last = text.trimEnd().length;
  const errors = found.map(({ error, offset, length }): SyntaxProblem => {
    const name = printParseErrorCode(error);
    const [message, why] = SENTENCES[name] ?? ["This is no JSON.", "A policy is written in JSON."];
    const from = Math.min(offset, last - 1);
    return { from, to: Math.min(Math.max(offset + length, from + 1), last), message, why, name };
  });
  if (errors.length === 0 && !isJson(text)) {
    errors.push({ from: 0, to: text.length, message: "This is no JSON.", why: "Some character in it is not allowed." });
  }
  return { ...(root ? { root } : {}), errors };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** An element: its name, and its value unless the text ends before it. */
export interface Member {
  readonly name: string;
  readonly key: Node;
  readonly value?: Node;
  /** The whole of it. */
  readonly node: Node;
}

export function membersOf(node: Node | undefined): readonly Member[] {
  if (node?.type !== "object") return [];
  return (node.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    return key ? [{ name: String(key.value), key, ...(value ? { value } : {}), node: property }] : [];
  });
}

/** The last member of that name, as JSON has it. */
export function memberOf(node: Node | undefined, name: string): Member | undefined {
  return membersOf(node).findLast((member) => member.name === name);
}

/** A lone value, or the values of a list. */
export function valuesOf(node: Node | undefined): readonly Node[] {
  return node === undefined ? [] : node.type === "array" ? (node.children ?? []) : [node];
}

export function rangeOf(node: Node): Range {
  return { from: node.offset, to: node.offset + node.length };
}
