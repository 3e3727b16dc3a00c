/** Conditions on JSON messages: `{ $.detail.image-tag = "1.*" && ($.a.b > 3 || $.c IS NULL) }`. `&&` binds before `||`. */
import { FilterTrouble } from "./trouble.ts";

export type Condition = (value: unknown) => boolean;

type Token = { readonly kind: "selector" | "text" | "word"; readonly text: string } | { readonly kind: "sign"; readonly text: string };

const TOKEN = /\s*(?:(\$(?:\.[\w-]+|\[(?:\d+|"[^"]+"|'[^']+')\])*)|"((?:[^"\\]|\\.)*)"|(&&|\|\||!=|<=|>=|[=<>(){}])|([^\s"(){}&|=<>!]+))/y;

function tokensOf(pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < pattern.length) {
    const found = TOKEN.exec(pattern);
    if (!found) throw new FilterTrouble("Invalid filter pattern");
    const [, selector, text, sign, word = ""] = found;
    if (selector !== undefined) tokens.push({ kind: "selector", text: selector });
    else if (text !== undefined) tokens.push({ kind: "text", text: text.replace(/\\(.)/g, "$1") });
    else tokens.push(sign === undefined ? { kind: "word", text: word } : { kind: "sign", text: sign });
  }
  return tokens;
}

const STEP = /\.([\w-]+)|\[(\d+)\]|\["([^"]+)"\]|\['([^']+)'\]/g;

function selected(value: unknown, selector: string): unknown {
  let current = value;
  for (const found of selector.matchAll(STEP)) {
    const step = found.slice(1).find((one) => one !== undefined) ?? "";
    current =
      typeof current === "object" && current !== null && Object.hasOwn(current, step) ? (current as Record<string, unknown>)[step] : undefined;
  }
  return current;
}

/** Stars stand for anything. */
function likeText(wanted: string): (value: unknown) => boolean {
  const pattern = new RegExp(
    `^${wanted
      .split("*")
      .map((piece) => piece.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join("[^]*?")}$`,
  );
  return (value) => (typeof value === "string" || typeof value === "number" || typeof value === "boolean") && pattern.test(String(value));
}

const NUMERIC: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  "=": (value, limit) => value === limit,
  "!=": (value, limit) => value !== limit,
  "<": (value, limit) => value < limit,
  ">": (value, limit) => value > limit,
  "<=": (value, limit) => value <= limit,
  ">=": (value, limit) => value >= limit,
};

const IS: Readonly<Record<string, unknown>> = { TRUE: true, FALSE: false, NULL: null };

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Condition {
    this.#expect("{");
    const condition = this.#either();
    this.#expect("}");
    if (this.#at < this.#tokens.length) throw new FilterTrouble("Invalid filter pattern");
    return condition;
  }

  #either(): Condition {
    const all = [this.#both()];
    while (this.#takes("||")) all.push(this.#both());
    return (value) => all.some((one) => one(value));
  }

  #both(): Condition {
    const all = [this.#single()];
    while (this.#takes("&&")) all.push(this.#single());
    return (value) => all.every((one) => one(value));
  }

  #single(): Condition {
    if (this.#takes("(")) {
      const inner = this.#either();
      this.#expect(")");
      return inner;
    }
    const selector = this.#next("selector").text;
    const test = this.#comparison();
    return (value) => test(selected(value, selector));
  }

  /** What is asked of the selected value, which is undefined when there is none. */
  #comparison(): (value: unknown) => boolean {
    const operator = this.#tokens[this.#at++];
    if (operator?.text.toUpperCase() === "NOT") {
      if (this.#next("word").text.toUpperCase() !== "EXISTS") throw new FilterTrouble("Invalid filter pattern");
      return (value) => value === undefined;
    }
    if (operator?.text.toUpperCase() === "IS") {
      const name = this.#next("word").text.toUpperCase();
      if (!Object.hasOwn(IS, name)) throw new FilterTrouble("Invalid filter pattern");
      return (value) => value === IS[name];
    }
    const compare = operator?.kind === "sign" ? NUMERIC[operator.text] : undefined;
    const given = this.#tokens[this.#at++];
    if (!operator || !compare || !given || (given.kind !== "text" && given.kind !== "word")) throw new FilterTrouble("Invalid filter pattern");
    if (given.text.startsWith("%")) throw new FilterTrouble("regular expressions in filter patterns", "lacks");
    if (given.kind === "word" && /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(given.text))
      return (value) => typeof value === "number" && compare(value, Number(given.text));
    const like = likeText(given.text);
    if (operator.text === "=") return like;
    if (operator.text === "!=") return (value) => value !== undefined && !like(value);
    throw new FilterTrouble("Invalid filter pattern");
  }

  #takes(sign: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== "sign" || token.text !== sign) return false;
    this.#at++;
    return true;
  }

  #expect(sign: string): void {
    if (!this.#takes(sign)) throw new FilterTrouble("Invalid filter pattern");
  }

  #next(kind: Token["kind"]): Token {
    const token = this.#tokens[this.#at++];
    if (token?.kind !== kind) throw new FilterTrouble("Invalid filter pattern");
    return token;
  }
}

export function readCondition(pattern: string): Condition {
  return new Reader(tokensOf(pattern.trim())).whole();
}
