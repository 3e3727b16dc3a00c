/** From a query's words to its tree: a parser by binding power (https://jmespath.org/specification.html), refusing in the CLI's words. */
import { repr, str, type Value } from "../python/values.ts";
import { type Kind, QueryError, type Token, tokenize } from "./tokens.ts";

export type Comparison = "eq" | "ne" | "lt" | "lte" | "gt" | "gte";

export type Node =
  | { readonly kind: "identity" | "current" }
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "literal"; readonly value: Value }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "slice"; readonly parts: readonly (number | undefined)[] }
  /** The right side is asked of what the left side gives. */
  | { readonly kind: "then"; readonly left: Node; readonly right: Node }
  | { readonly kind: "or" | "and"; readonly left: Node; readonly right: Node }
  | { readonly kind: "not" | "flatten" | "expref"; readonly of: Node }
  | { readonly kind: "compare"; readonly how: Comparison; readonly left: Node; readonly right: Node }
  | { readonly kind: "each" | "each-value"; readonly of: Node; readonly right: Node }
  | { readonly kind: "filter"; readonly of: Node; readonly right: Node; readonly when: Node }
  | { readonly kind: "list"; readonly items: readonly Node[] }
  | { readonly kind: "hash"; readonly pairs: readonly (readonly [string, Node])[] }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Node[] };

const POWER: Readonly<Partial<Record<Kind, number>>> = {
  pipe: 1,
  or: 2,
  and: 3,
  eq: 5,
  gt: 5,
  lt: 5,
  gte: 5,
  lte: 5,
  ne: 5,
  flatten: 9,
  star: 20,
  filter: 21,
  dot: 40,
  not: 45,
  lbrace: 50,
  lbracket: 55,
  lparen: 60,
};
const power = (kind: Kind): number => POWER[kind] ?? 0;
const STOPS_PROJECTION = 10;
const IDENTITY: Node = { kind: "identity" };
const IDENTIFIERS: readonly Kind[] = ["quoted_identifier", "unquoted_identifier"];

class Parser {
  readonly source: string;
  readonly tokens: readonly Token[];
  at = 0;

  constructor(source: string) {
    this.source = source;
    this.tokens = tokenize(source);
  }

  ahead(count: number): Token {
    return this.tokens[Math.min(this.at + count, this.tokens.length - 1)] as Token;
  }

  get kind(): Kind {
    return this.ahead(0).kind;
  }

  take(): Token {
    const token = this.ahead(0);
    this.at++;
    return token;
  }

  refuse(token: Token, reason: string): never {
    throw new QueryError(
      `${reason}: Parse error at column ${token.start}, token "${str(token.value)}" (${token.kind.toUpperCase()}), for expression:\n"${this.source}"\n${" ".repeat(token.start + 1)}^`,
    );
  }

  incomplete(): never {
    throw new QueryError(`Invalid jmespath expression: Incomplete expression:\n"${this.source}"\n${" ".repeat(this.source.length + 1)}^`);
  }

  match(...kinds: readonly Kind[]): Token {
    const token = this.ahead(0);
    if (kinds.includes(token.kind)) return this.take();
    if (token.kind === "eof") return this.incomplete();
    return this.refuse(token, `Expecting: ${kinds.length > 1 ? repr([...kinds]) : kinds[0]}, got: ${token.kind}`);
  }

  whole(): Node {
    const node = this.expression(0);
    if (this.kind !== "eof") this.refuse(this.ahead(0), `Unexpected token: ${str(this.ahead(0).value)}`);
    return node;
  }

  expression(binding: number): Node {
    let left = this.prefix(this.take());
    while (binding < power(this.kind)) left = this.infix(this.take(), left);
    return left;
  }

  prefix(token: Token): Node {
    switch (token.kind) {
      case "literal":
        return { kind: "literal", value: token.value };
      case "unquoted_identifier":
        return { kind: "field", name: String(token.value) };
      case "quoted_identifier":
        if (this.kind === "lparen") {
          const at = { ...this.ahead(0), start: 0 };
          this.refuse(at, "Quoted identifier not allowed for function names.");
        }
        return { kind: "field", name: String(token.value) };
      case "star":
        return { kind: "each-value", of: IDENTITY, right: this.kind === "rbracket" ? IDENTITY : this.projected(power("star")) };
      case "filter":
        return this.filter(IDENTITY);
      case "lbrace":
        return this.hash();
      case "lparen": {
        const inner = this.expression(0);
        this.match("rparen");
        return inner;
      }
      case "flatten":
        return { kind: "each", of: { kind: "flatten", of: IDENTITY }, right: this.projected(power("flatten")) };
      case "not":
        return { kind: "not", of: this.expression(power("not")) };
      case "lbracket":
        return this.bracket();
      case "current":
        return { kind: "current" };
      case "expref":
        return { kind: "expref", of: this.expression(0) };
      case "eof":
        return this.incomplete();
      default:
        return this.refuse(token, "invalid token");
    }
  }

  infix(token: Token, left: Node): Node {
    switch (token.kind) {
      case "dot":
        if (this.kind !== "star") return { kind: "then", left, right: this.afterDot(power("dot")) };
        this.take();
        return { kind: "each-value", of: left, right: this.projected(power("dot")) };
      case "pipe":
        return { kind: "then", left, right: this.expression(power("pipe")) };
      case "or":
      case "and":
        return { kind: token.kind, left, right: this.expression(power(token.kind)) };
      case "lparen":
        return this.call(left);
      case "filter":
        return this.filter(left);
      case "eq":
      case "ne":
      case "lt":
      case "lte":
      case "gt":
      case "gte":
        return { kind: "compare", how: token.kind, left, right: this.expression(power(token.kind)) };
      case "flatten":
        return { kind: "each", of: { kind: "flatten", of: left }, right: this.projected(power("flatten")) };
      case "lbracket": {
        if (this.kind === "number" || this.kind === "colon") return this.indexed(left);
        this.match("star");
        this.match("rbracket");
        return { kind: "each", of: left, right: this.projected(power("star")) };
      }
      default:
        return this.refuse(token, "invalid token");
    }
  }

  bracket(): Node {
    if (this.kind === "number" || this.kind === "colon") return this.indexed(IDENTITY);
    if (this.kind === "star" && this.ahead(1).kind === "rbracket") {
      this.at += 2;
      return { kind: "each", of: IDENTITY, right: this.projected(power("star")) };
    }
    return this.list();
  }

  indexed(left: Node): Node {
    if (this.kind !== "colon" && this.ahead(1).kind !== "colon") {
      const index = Number(this.take().value);
      this.match("rbracket");
      return { kind: "then", left, right: { kind: "index", index } };
    }
    const parts: (number | undefined)[] = [undefined, undefined, undefined];
    let part = 0;
    while (this.kind !== "rbracket" && part < 3) {
      const token = this.ahead(0);
      if (token.kind === "colon") part++;
      else if (token.kind === "number") parts[part] = Number(token.value);
      if (part === 3 || (token.kind !== "colon" && token.kind !== "number")) this.refuse(token, "syntax error");
      this.take();
    }
    this.match("rbracket");
    return { kind: "each", of: { kind: "then", left, right: { kind: "slice", parts } }, right: this.projected(power("star")) };
  }

  call(left: Node): Node {
    if (left.kind !== "field") {
      const before = this.tokens[this.at - 2] as Token;
      return this.refuse(before, `Invalid function name '${str(before.value)}'`);
    }
    const args: Node[] = [];
    while (this.kind !== "rparen") {
      args.push(this.expression(0));
      if (this.kind === "comma") this.take();
    }
    this.match("rparen");
    return { kind: "call", name: left.name, args };
  }

  filter(of: Node): Node {
    const when = this.expression(0);
    this.match("rbracket");
    return { kind: "filter", of, when, right: this.kind === "flatten" ? IDENTITY : this.projected(power("filter")) };
  }

  list(): Node {
    const items: Node[] = [this.expression(0)];
    while (this.kind !== "rbracket") {
      this.match("comma");
      items.push(this.expression(0));
    }
    this.match("rbracket");
    return { kind: "list", items };
  }

  hash(): Node {
    const pairs: [string, Node][] = [];
    for (;;) {
      const name = String(this.match(...IDENTIFIERS).value);
      this.match("colon");
      pairs.push([name, this.expression(0)]);
      if (this.kind === "comma") this.take();
      else if (this.kind === "rbrace") {
        this.take();
        return { kind: "hash", pairs };
      }
    }
  }

  /** What follows a projection: nothing, or what is asked of each element. */
  projected(binding: number): Node {
    if (power(this.kind) < STOPS_PROJECTION) return IDENTITY;
    if (this.kind === "lbracket" || this.kind === "filter") return this.expression(binding);
    if (this.kind !== "dot") this.refuse(this.ahead(0), "syntax error");
    this.take();
    return this.afterDot(binding);
  }

  afterDot(binding: number): Node {
    if (IDENTIFIERS.includes(this.kind) || this.kind === "star") return this.expression(binding);
    if (this.kind === "lbracket") {
      this.take();
      return this.list();
    }
    if (this.kind === "lbrace") {
      this.take();
      return this.hash();
    }
    return this.refuse(this.ahead(0), `Expecting: ['quoted_identifier', 'unquoted_identifier', 'lbracket', 'lbrace'], got: ${this.kind}`);
  }
}

/** The tree of a query. Throws `QueryError`. */
export function parseQuery(source: string): Node {
  return new Parser(source).whole();
}
