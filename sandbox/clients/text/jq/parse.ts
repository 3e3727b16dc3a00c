/** Reads a program (jq 1.7's grammar): operators here, terms in `parse-terms.ts`. */
import { CompileFailure } from "./mistakes.ts";
import { TermParser } from "./parse-terms.ts";
import { tokensOf } from "./tokens.ts";
import type { BinaryOperator, Definition, Node, UpdateOperator } from "./tree.ts";

/** How tightly an operator binds, and to which side equals group. */
const OPERATORS: Readonly<Record<string, readonly [level: number, side: "left" | "right" | "none"]>> = {
  ",": [1, "left"],
  "//": [2, "right"],
  ...Object.fromEntries(["=", "|=", "+=", "-=", "*=", "/=", "%=", "//="].map((mark) => [mark, [3, "none"] as const])),
  or: [4, "left"],
  and: [5, "left"],
  ...Object.fromEntries(["==", "!=", "<", "<=", ">", ">="].map((mark) => [mark, [6, "none"] as const])),
  "+": [7, "left"],
  "-": [7, "left"],
  "*": [8, "left"],
  "/": [8, "left"],
  "%": [8, "left"],
};

function joined(mark: string, left: Node, right: Node, at: number): Node {
  if (mark === ",") return { kind: "comma", left, right, at };
  if (mark === "//") return { kind: "otherwise", left, right, at };
  if (mark === "or" || mark === "and") return { kind: mark, left, right, at };
  if (OPERATORS[mark]?.[0] === 3) return { kind: "update", operator: mark as UpdateOperator, left, right, at };
  return { kind: "binary", operator: mark as BinaryOperator, left, right, at };
}

export class Parser extends TermParser {
  /** The whole program; `definitions` are functions before nothing, which is allowed for a library only. */
  program(): Node {
    if (this.isKeyword("import") || this.isKeyword("include")) {
      const name = this.tokens[1]?.parts?.[0];
      throw new CompileFailure([{ message: `module not found: ${typeof name === "string" ? name : ""}\n` }]);
    }
    const definitions: Definition[] = [];
    while (this.isKeyword("def")) definitions.push(this.definition());
    if (this.look().kind === "end of file") throw new CompileFailure([{ message: 'Top-level program not given (try ".")' }]);
    const body = this.pipe();
    if (this.look().kind !== "end of file") this.unexpected("end of file");
    return definitions.reduceRight<Node>((rest, definition) => ({ kind: "define", definition, body: rest, at: 0 }), body);
  }

  /** Definitions alone: the functions that are written in the language itself. */
  library(): Definition[] {
    const definitions: Definition[] = [];
    while (this.look().kind !== "end of file") definitions.push(this.definition());
    return definitions;
  }

  protected pipe(): Node {
    const { at } = this.look();
    if (this.isKeyword("def")) return this.defined();
    const left = this.binary(1);
    if (!this.isMark("|")) return left;
    this.next();
    return { kind: "pipe", left, right: this.pipe(), at };
  }

  protected binary(least: number): Node {
    let left = this.operand();
    let refused = 0;
    for (;;) {
      const token = this.look();
      const [level, side] = (token.kind === "mark" || token.kind === "keyword" ? OPERATORS[token.text] : undefined) ?? [0, "left"];
      if (level < least || level === 0) return left;
      if (level === refused) this.unexpected();
      this.next();
      const right = this.binary(side === "right" ? level : level + 1);
      left = joined(token.text, left, right, token.at);
      refused = side === "none" ? level : 0;
    }
  }

  #prefixed(): Node | undefined {
    const token = this.look();
    if (token.kind === "mark" && token.text === "-") {
      this.next();
      return { kind: "negate", body: this.binary(8), at: token.at };
    }
    if (token.kind !== "keyword") return undefined;
    if (token.text === "def") return this.defined();
    if (token.text === "if") return this.conditional();
    if (token.text === "try") return this.attempt();
    if (token.text === "reduce" || token.text === "foreach") return this.folded(token.text);
    return token.text === "label" ? this.labelled() : undefined;
  }

  #questioned(node: Node): Node {
    let body = node;
    while (this.isMark("?")) {
      body = { kind: "try", body, handler: undefined, at: this.look().at };
      this.next();
    }
    return body;
  }

  protected operand(): Node {
    const prefixed = this.#prefixed();
    if (prefixed) return this.#questioned(prefixed);
    const { at } = this.look();
    const source = this.term();
    if (!this.isKeyword("as")) return source;
    this.next();
    const patterns = this.patterns();
    this.expectMark("|");
    return { kind: "as", source, patterns, body: this.pipe(), at };
  }

  protected defined(): Node {
    const { at } = this.look();
    const definition = this.definition();
    return { kind: "define", definition, body: this.pipe(), at };
  }

  protected definition(): Definition {
    this.next();
    if (this.look().kind !== "IDENT" && this.look().kind !== "keyword") this.unexpected("IDENT");
    const name = this.next().text;
    const parameters: string[] = [];
    if (this.isMark("(")) {
      do {
        this.next();
        const { kind, text } = this.look();
        if (kind !== "IDENT" && kind !== "BINDING" && kind !== "keyword") this.unexpected("IDENT or BINDING");
        parameters.push(kind === "BINDING" ? `$${text}` : text);
        this.next();
      } while (this.isMark(";"));
      this.expectMark(")", "';' or ')'");
    }
    this.expectMark(":", parameters.length > 0 ? "':'" : "'(' or ':'");
    const body = this.pipe();
    this.expectMark(";", "");
    return { name, parameters, body };
  }

  protected conditional(): Node {
    const start = this.next();
    const condition = this.pipe();
    if (!this.isKeyword("then")) this.unexpected();
    this.next();
    return this.hinted({ message: "Possibly unterminated 'if' statement", at: start.at }, () => this.#branches(condition, start.at));
  }

  #branches(condition: Node, at: number): Node {
    const then = this.pipe();
    let otherwise: Node | undefined;
    if (this.isKeyword("elif")) {
      const inner = this.next();
      const next = this.pipe();
      if (!this.isKeyword("then")) this.unexpected();
      this.next();
      return { kind: "if", condition, then, otherwise: this.#branches(next, inner.at), at };
    }
    if (this.isKeyword("else")) {
      this.next();
      otherwise = this.pipe();
    }
    if (!this.isKeyword("end")) this.unexpected();
    this.next();
    return { kind: "if", condition, then, otherwise, at };
  }

  protected attempt(): Node {
    const { at } = this.next();
    const body = this.operand();
    if (!this.isKeyword("catch")) return { kind: "try", body, handler: undefined, at };
    this.next();
    return { kind: "try", body, handler: this.operand(), at };
  }

  protected folded(kind: "reduce" | "foreach"): Node {
    const { at } = this.next();
    const source = this.term();
    if (!this.isKeyword("as")) this.unexpected("FIELD or as or '.' or '['");
    this.next();
    const patterns = this.patterns();
    this.expectMark("(");
    const start = this.pipe();
    this.expectMark(";", "");
    const update = this.pipe();
    let extract: Node | undefined;
    if (kind === "foreach" && this.isMark(";")) {
      this.next();
      extract = this.pipe();
    }
    this.expectMark(")", "");
    return kind === "reduce" ? { kind, source, patterns, start, update, at } : { kind, source, patterns, start, update, extract, at };
  }

  protected labelled(): Node {
    const { at } = this.next();
    if (this.look().kind !== "BINDING") this.unexpected("BINDING");
    const name = this.next().text;
    this.expectMark("|");
    return { kind: "label", name, body: this.pipe(), at };
  }
}

/** Throws `CompileFailure`. */
export function parseProgram(text: string): Node {
  return new Parser(text, tokensOf(text)).program();
}

export function parseLibrary(text: string): Definition[] {
  return new Parser(text, tokensOf(text)).library();
}
