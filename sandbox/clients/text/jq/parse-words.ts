/** A parser's place among the words of a program, and what it says when another word should stand there. */
import { CompileFailure, type Mistake } from "./mistakes.ts";
import { nameOf, type Token } from "./tokens.ts";
import type { Node } from "./tree.ts";

const END: Token = { kind: "end of file", text: "", at: 0 };

export class Words {
  protected tokens: readonly Token[];
  protected readonly text: string;
  protected place = 0;
  constructor(text: string, tokens: readonly Token[]) {
    this.text = text;
    this.tokens = tokens;
  }

  protected look(): Token {
    return this.tokens[this.place] ?? this.tokens.at(-1) ?? END;
  }

  protected next(): Token {
    const token = this.look();
    this.place++;
    return token;
  }

  protected isMark(mark: string): boolean {
    return this.look().kind === "mark" && this.look().text === mark;
  }

  protected isKeyword(word: string): boolean {
    return this.look().kind === "keyword" && this.look().text === word;
  }

  /** Fails at the current token; `expecting` as jq names what could have stood there (when that is few things). */
  protected unexpected(expecting = "", token: Token = this.look()): never {
    const place = this.#nothingRead(token) && expecting === "" && token.kind !== "end of file" ? "end of file" : expecting;
    const rest = place === "" ? "" : `, expecting ${place}`;
    throw new CompileFailure([{ message: `syntax error, unexpected ${nameOf(token)}${rest} (Unix shell quoting issues?)`, at: token.at }]);
  }

  #nothingRead(token: Token): boolean {
    return token === this.tokens[0];
  }

  protected expectMark(mark: string, expecting = `'${mark}'`): void {
    if (!this.isMark(mark)) this.unexpected(expecting);
    this.next();
  }

  /** A failure inside gets jq's hint as a second one. */
  protected hinted(hint: Mistake, read: () => Node): Node {
    try {
      return read();
    } catch (error) {
      if (error instanceof CompileFailure && !error.mistakes.some(({ message }) => message === hint.message))
        throw new CompileFailure([...error.mistakes, hint]);
      throw error;
    }
  }
}
