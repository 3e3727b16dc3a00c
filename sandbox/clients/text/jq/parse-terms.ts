/** Terms of a program: what stands between operators. */
import { CompileFailure, type Mistake } from "./mistakes.ts";
import { readNumber } from "./numbers.ts";
import { ObjectParser } from "./parse-objects.ts";
import { ParseFailure, readOne, unescaped } from "./read.ts";
import type { Token } from "./tokens.ts";
import type { Node } from "./tree.ts";

const STRING_PARTS = "QQSTRING_TEXT or QQSTRING_INTERP_START or QQSTRING_END";

const CONSTANTS = new Map<string, null | boolean>([
  ["null", null],
  ["true", true],
  ["false", false],
]);

/** `?` right after an index belongs to that index alone. */
function questioned(node: Node, at: number): Node {
  if ((node.kind === "index" || node.kind === "slice" || node.kind === "each") && !node.optional) return { ...node, optional: true };
  return { kind: "try", body: node, handler: undefined, at };
}

export abstract class TermParser extends ObjectParser {
  /** Reads tokens of an interpolation as a program of their own. */
  #inside(tokens: readonly Token[]): Node {
    const [outer, at] = [this.tokens, this.place];
    [this.tokens, this.place] = [tokens, 0];
    const node = this.pipe();
    if (this.place < tokens.length - 1) this.unexpected();
    [this.tokens, this.place] = [outer, at];
    return node;
  }

  #piece(raw: string, at: number): string {
    try {
      return unescaped(raw);
    } catch (error) {
      if (!(error instanceof ParseFailure)) throw error;
      throw new CompileFailure([this.#badEscape(raw, at)]);
    }
  }

  /** jq reads runs of escapes one by one, and complains about the first bad run. */
  #badEscape(raw: string, at: number): Mistake {
    for (const match of raw.matchAll(/(?:\\[^u]|\\u[a-zA-Z0-9]{0,4})+/g)) {
      try {
        readOne(`"${match[0]}"`);
      } catch (error) {
        if (error instanceof ParseFailure) return { message: `${error.message} (while parsing '"${match[0]}"')`, at: at + match.index };
        throw error;
      }
    }
    return { message: "Invalid escape", at };
  }

  protected string(format: string | undefined): Node {
    const token = this.next();
    let at = token.at + 1;
    if (token.broken && typeof token.parts?.at(-1) !== "object") this.unexpected(STRING_PARTS, token.broken);
    const parts = (token.parts ?? []).map((part) => {
      if (typeof part !== "string") {
        const node = this.#inside(part);
        at = (part.at(-1)?.at ?? at) + 1;
        return node;
      }
      const piece = this.#piece(part, at);
      at += part.length;
      return piece;
    });
    if (token.broken) this.unexpected("", token.broken);
    if (parts.every((part) => typeof part === "string")) return { kind: "literal", value: parts.join(""), at: token.at };
    return { kind: "text", format, parts, at: token.at };
  }

  #format(): Node {
    const token = this.next();
    if (this.look().kind === "QQSTRING_START") return this.string(token.text);
    return { kind: "format", name: token.text, at: token.at };
  }

  /** A term with everything that hangs on it: `.a`, `[0]`, `?`. */
  protected term(): Node {
    let node = this.#primary();
    for (;;) {
      const { kind, at } = this.look();
      if (kind === "FIELD") node = { kind: "index", of: node, key: { kind: "literal", value: this.next().text, at }, at };
      else if (this.isMark(".")) {
        this.next();
        node = this.#dotted(node);
      } else if (this.isMark("[")) node = this.#bracket(node);
      else if (this.isMark("?")) {
        this.next();
        node = questioned(node, at);
      } else return node;
    }
  }

  /** After `.`: a string or a bracket. */
  #dotted(of: Node): Node {
    const { at } = this.look();
    if (this.isMark("[")) return this.#bracket(of);
    if (this.look().kind === "QQSTRING_START") return { kind: "index", of, key: this.string(undefined), at };
    if (this.look().kind === "FORMAT" && this.tokens[this.place + 1]?.kind === "QQSTRING_START")
      return { kind: "index", of, key: this.#format(), at };
    return this.unexpected("FORMAT or QQSTRING_START or '['");
  }

  #bracket(of: Node): Node {
    const { at } = this.next();
    if (this.isMark("]")) {
      this.next();
      return { kind: "each", of, at };
    }
    const from = this.isMark(":") ? undefined : this.pipe();
    if (from && this.isMark("]")) {
      this.next();
      return { kind: "index", of, key: from, at };
    }
    this.expectMark(":", "");
    const to = from && this.isMark("]") ? undefined : this.pipe();
    this.expectMark("]", "");
    return { kind: "slice", of, from, to, at };
  }

  #primary(): Node {
    const token = this.look();
    if (token.kind === "mark") return this.#marked(token);
    if (token.kind === "QQSTRING_START") return this.string(undefined);
    if (token.kind === "FORMAT") return this.#format();
    if (token.kind === "IDENT") return this.#call();
    if (token.kind === "keyword" && token.text === "break") return this.#break();
    if (token.kind !== "LITERAL" && token.kind !== "FIELD" && token.kind !== "BINDING") return this.unexpected();
    this.next();
    const { at, text } = token;
    if (token.kind === "LITERAL") return { kind: "literal", value: readNumber(text) ?? null, at };
    if (token.kind === "FIELD") return { kind: "index", of: { kind: "identity", at }, key: { kind: "literal", value: text, at }, at };
    return text === "__loc__" ? this.location(at) : { kind: "variable", name: text, at };
  }

  #break(): Node {
    const { at } = this.next();
    if (this.look().kind === "BINDING") return { kind: "break", name: this.next().text, at };
    return this.hinted({ message: "break requires a label to break to", at }, () => this.unexpected("BINDING"));
  }

  #marked(token: Token): Node {
    const { at } = token;
    if (token.text === ".") {
      this.next();
      const starts = this.look().kind === "QQSTRING_START" || this.isMark("[") || this.look().kind === "FORMAT";
      return starts ? this.#dotted({ kind: "identity", at }) : { kind: "identity", at };
    }
    if (token.text === "..") {
      this.next();
      return { kind: "recurse", at };
    }
    if (token.text === "(") {
      this.next();
      const node = this.pipe();
      this.expectMark(")", "");
      return node;
    }
    if (token.text === "[") {
      this.next();
      const body = this.isMark("]") ? undefined : this.pipe();
      this.expectMark("]", "");
      return { kind: "array", body, at };
    }
    if (token.text === "{") return this.object();
    if (token.text === "$") {
      this.next();
      return this.unexpected("'$'");
    }
    return this.unexpected();
  }

  #call(): Node {
    const { at, text } = this.next();
    const args: Node[] = [];
    if (this.isMark("(")) {
      do {
        this.next();
        args.push(this.pipe());
      } while (this.isMark(";"));
      this.expectMark(")", "';' or ')'");
    } else if (CONSTANTS.has(text)) return { kind: "literal", value: CONSTANTS.get(text) ?? null, at };
    return { kind: "call", name: text, args, at };
  }
}
