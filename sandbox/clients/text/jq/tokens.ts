/** A program's words. Names of kinds are those of jq's own messages. */

export type TokenKind =
  | "IDENT"
  | "FIELD"
  | "BINDING"
  | "LITERAL"
  | "FORMAT"
  | "QQSTRING_START"
  | "mark"
  | "keyword"
  | "end of file"
  | "INVALID_CHARACTER";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Where it begins in the program. */
  readonly at: number;
  /** Where its last part begins, when that is not where it begins itself. */
  readonly lastAt?: number;
  /** Of strings: pieces of text as written, and tokens of interpolated programs between them. */
  readonly parts?: readonly (string | readonly Token[])[];
  /** Of strings that do not end: what was met instead. */
  readonly broken?: Token;
}

const KEYWORDS = new Set([
  ...["and", "as", "break", "catch", "def", "elif", "else", "end", "foreach", "if", "import", "include", "label", "or", "reduce", "then", "try"],
  "__loc__",
]);
const MARKS = /\?\/\/=?|\/\/=|[|+\-*/%]=|==|!=|<=|>=|\/\/|\.\.|[|,:;()[\]{}=<>+\-*/%.?$]/y;
const NAME = /(?:[a-zA-Z_]\w*::)*[a-zA-Z_]\w*/y;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;

function matched(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

const CLOSES: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** Reads from `start` up to the end, or up to the `)` that ends an interpolation. */
class Lexer {
  readonly #text: string;
  #at: number;
  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  get at(): number {
    return this.#at;
  }

  /** Tokens up to `until` (not included) or the end; brackets must pair, else the closing one is an invalid character. */
  all(until?: ")"): Token[] {
    const tokens: Token[] = [];
    const open: string[] = [];
    for (;;) {
      this.#skip();
      const token = this.#token(tokens.at(-1));
      const closing = token.kind === "mark" && /^[)\]}]$/.test(token.text);
      if (closing && open.length === 0 && token.text === until) return tokens;
      if (token.kind === "mark" && CLOSES[token.text]) open.push(CLOSES[token.text] as string);
      if (closing && open.pop() !== token.text) tokens.push({ ...token, kind: "INVALID_CHARACTER" });
      else tokens.push(token);
      if (token.kind === "end of file") return tokens;
    }
  }

  #blankAt: number | undefined;

  #skip(): void {
    this.#blankAt = undefined;
    for (;;) {
      const blank = matched(/\s+|#[^\n]*/y, this.#text, this.#at);
      if (blank === undefined) return;
      this.#blankAt = this.#at;
      this.#at += blank.length;
    }
  }

  #take(kind: TokenKind, text: string, from = 0): Token {
    const at = this.#at;
    this.#at += text.length;
    return { kind, text: text.slice(from), at };
  }

  /** The end stands where the last word stood, as jq's messages say. */
  #token(last: Token | undefined): Token {
    const text = this.#text;
    if (this.#at >= text.length) return { kind: "end of file", text: "", at: this.#blankAt ?? last?.lastAt ?? last?.at ?? 0 };
    if (text[this.#at] === '"') return this.#string();
    const field = matched(/\.[a-zA-Z_]\w*/y, text, this.#at);
    if (field !== undefined) return this.#take("FIELD", field, 1);
    const binding = matched(/\$(?:[a-zA-Z_]\w*::)*[a-zA-Z_]\w*/y, text, this.#at);
    if (binding !== undefined) return this.#take("BINDING", binding, 1);
    const format = matched(/@[a-zA-Z0-9_]+/y, text, this.#at);
    if (format !== undefined) return this.#take("FORMAT", format);
    const number = matched(NUMBER, text, this.#at);
    if (number !== undefined) return this.#take("LITERAL", number);
    const name = matched(NAME, text, this.#at);
    if (name !== undefined) return this.#take(KEYWORDS.has(name) ? "keyword" : "IDENT", name);
    const mark = matched(MARKS, text, this.#at);
    if (mark !== undefined) return this.#take("mark", mark);
    return this.#take("INVALID_CHARACTER", text[this.#at] as string);
  }

  #string(): Token {
    const start = this.#at++;
    const parts: (string | readonly Token[])[] = [];
    for (;;) {
      const piece = matched(/(?:[^"\\]|\\[^(])+/y, this.#text, this.#at);
      if (piece !== undefined) {
        parts.push(piece);
        this.#at += piece.length;
      }
      const text = this.#text.slice(this.#at, this.#at + 2);
      if (text.startsWith('"')) {
        this.#at++;
        return { kind: "QQSTRING_START", text: "", at: start, parts, lastAt: this.#at - 1 };
      }
      if (text !== "\\(") {
        const at = piece === undefined ? start : this.#at - piece.length;
        this.#at = this.#text.length;
        return { kind: "QQSTRING_START", text: "", at: start, parts, broken: { kind: "end of file", text: "", at } };
      }
      const inner = new Lexer(this.#text, this.#at + 2);
      const tokens = inner.all(")");
      parts.push(tokens);
      this.#at = inner.at;
      const last = tokens.at(-1);
      if (last?.kind === "end of file") return { kind: "QQSTRING_START", text: "", at: start, parts, broken: last };
      tokens.push({ kind: "mark", text: ")", at: this.#at - 1 });
    }
  }
}

export function tokensOf(program: string): Token[] {
  return new Lexer(program, 0).all();
}

/** A token as jq's messages name it. */
export function nameOf(token: Token): string {
  if (token.kind === "mark") return token.text.length === 1 ? `'${token.text}'` : token.text;
  return token.kind === "keyword" ? token.text : token.kind;
}
