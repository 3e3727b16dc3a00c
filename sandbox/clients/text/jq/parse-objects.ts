/** Objects of a program, and the patterns that take values apart. */
import { CompileFailure } from "./mistakes.ts";
import { Words } from "./parse-words.ts";
import type { Token } from "./tokens.ts";
import type { Node, Pattern, PatternEntry } from "./tree.ts";

const PATTERN_STARTS = "BINDING or '[' or '{'";

type ObjectEntry = { readonly key: Node; readonly value: Node };

export abstract class ObjectParser extends Words {
  protected abstract pipe(): Node;
  protected abstract term(): Node;
  protected abstract string(format: string | undefined): Node;

  protected location(at: number): Node {
    const line = this.text.slice(0, at).split("\n").length;
    const value = new Map<string, string | number>([
      ["file", "<top-level>"],
      ["line", line],
    ]);
    return { kind: "literal", value, at };
  }

  protected object(): Node {
    const { at } = this.next();
    const first = this.look().at;
    try {
      const entries = this.#entries();
      this.expectMark("}");
      return { kind: "object", entries, at };
    } catch (error) {
      if (!(error instanceof CompileFailure) || !this.#colonAhead()) throw error;
      return this.hinted({ message: "May need parentheses around object key expression", at: first }, () => {
        throw error;
      });
    }
  }

  /** jq looks for a colon after a mistake in an object, and when there is one takes what came before for a key. */
  #colonAhead(): boolean {
    const next = this.tokens.slice(this.place).find(({ kind, text }) => kind === "mark" && (text === ":" || text === ","));
    return next?.text === ":";
  }

  #entries(): ObjectEntry[] {
    const entries: ObjectEntry[] = [];
    while (!this.isMark("}")) {
      entries.push(this.#entry());
      if (!this.isMark(",")) break;
      this.next();
    }
    return entries;
  }

  #entry(): ObjectEntry {
    const token = this.look();
    const { at, kind, text } = token;
    if (kind === "BINDING") {
      this.next();
      const value: Node = text === "__loc__" ? this.location(at) : { kind: "variable", name: text, at };
      if (text !== "__loc__" && this.isMark(":")) return { key: value, value: this.#entryValue() };
      return { key: { kind: "literal", value: text, at }, value };
    }
    const key = this.#key();
    if (this.isMark(":")) return { key, value: this.#entryValue() };
    if (this.#mustHaveValue(token)) this.unexpected("':'");
    return { key, value: { kind: "index", of: { kind: "identity", at }, key, at } };
  }

  #mustHaveValue(token: Token): boolean {
    return token.kind === "mark";
  }

  /** A key of an object or of a pattern: a name, a string, or any expression in parentheses. */
  #key(): Node {
    const { at, kind, text } = this.look();
    if (kind === "IDENT" || kind === "keyword") {
      this.next();
      return { kind: "literal", value: text, at };
    }
    if (kind === "QQSTRING_START") return this.string(undefined);
    if (kind === "FORMAT") {
      const token = this.next();
      if (this.look().kind === "QQSTRING_START") return this.string(token.text);
      return this.unexpected("QQSTRING_START");
    }
    if (!this.isMark("(")) return this.unexpected();
    this.next();
    const node = this.pipe();
    this.expectMark(")", "");
    if (node.kind === "literal" && typeof node.value !== "string" && this.isMark(":")) this.#refuseKey(node.value, at);
    return node;
  }

  #refuseKey(value: unknown, at: number): never {
    const kind = value === null ? "null" : typeof value === "boolean" ? "boolean" : value instanceof Map ? "object" : "number";
    const shown = typeof value === "object" && value !== null && "text" in value ? String(value.text) : String(value);
    throw new CompileFailure([{ message: `Cannot use ${kind} (${shown}) as object key`, at }]);
  }

  /** After `:`: terms joined by `|` and negated, no other operators. */
  #entryValue(): Node {
    const { at } = this.next();
    const read = (): Node => {
      const start = this.look();
      if (!this.isMark("-")) return this.term();
      this.next();
      return { kind: "negate", body: read(), at: start.at };
    };
    const left = read();
    return this.isMark("|") ? { kind: "pipe", left, right: this.#entryValue(), at } : left;
  }

  /** `$a ?// [$a] ?// …`. */
  protected patterns(): Pattern[] {
    const patterns = [this.#pattern()];
    while (this.isMark("?//")) {
      this.next();
      patterns.push(this.#pattern());
    }
    return patterns;
  }

  #pattern(): Pattern {
    if (this.look().kind === "BINDING") return { kind: "variable", name: this.next().text };
    if (this.isMark("[")) {
      const elements: Pattern[] = [];
      do {
        this.next();
        elements.push(this.#pattern());
      } while (this.isMark(","));
      this.expectMark("]", "',' or ']'");
      return { kind: "array", elements };
    }
    if (!this.isMark("{")) return this.unexpected(PATTERN_STARTS);
    const entries: PatternEntry[] = [];
    do {
      this.next();
      entries.push(this.#patternEntry());
    } while (this.isMark(","));
    this.expectMark("}", "',' or '}'");
    return { kind: "object", entries };
  }

  #patternEntry(): PatternEntry {
    const { at, kind, text } = this.look();
    if (kind === "BINDING") {
      this.next();
      const key: Node = { kind: "literal", value: text, at };
      if (!this.isMark(":")) return { variable: text, key };
      this.next();
      return { variable: text, key, pattern: this.#pattern() };
    }
    const key = this.#key();
    this.expectMark(":");
    return { key, pattern: this.#pattern() };
  }
}
