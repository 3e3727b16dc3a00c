/** `$((…))`: bash arithmetic on 64-bit integers over text whose `$` expansions are done already. */

/** How the evaluator reads and writes variables. */
export interface Numbers {
  get(name: string, index?: string): string | undefined;
  set(name: string, value: string, index?: string): void;
}

/** Its message is what bash prints after the expression's text. */
export class ArithmeticError extends Error {}

const TOKEN =
  /\s*(?:(0[xX][0-9a-fA-F]+|\d+#[0-9a-zA-Z@_]+|\d+[0-9a-zA-Z_]*)|([A-Za-z_]\w*)|(\*\*=|<<=|>>=|\*\*|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[-+*/%<>=!~&|^?:,()[\]]))/y;

const BINARY: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["|"],
  ["^"],
  ["&"],
  ["==", "!="],
  ["<", "<=", ">", ">="],
  ["<<", ">>"],
  ["+", "-"],
  ["*", "/", "%"],
];
const ASSIGN = new Set(["=", "+=", "-=", "*=", "/=", "%=", "<<=", ">>=", "&=", "^=", "|=", "**="]);
const DEEPEST = 64;

interface Token {
  readonly kind: "number" | "name" | "operator" | "end";
  readonly text: string;
  readonly at: number;
}

type Operand = { readonly kind: "value"; readonly value: bigint } | { readonly kind: "variable"; readonly name: string; readonly index?: string };

const wrap = (value: bigint) => BigInt.asIntN(64, value);

class Evaluator {
  readonly #text: string;
  readonly #numbers: Numbers;
  readonly #depth: number;
  #tokens: Token[] = [];
  #at = 0;
  /** Inside a branch that is not taken nothing is assigned. */
  #skipping = 0;

  constructor(text: string, numbers: Numbers, depth: number) {
    this.#text = text;
    this.#numbers = numbers;
    this.#depth = depth;
    this.#scan();
  }

  #scan(): void {
    let at = 0;
    while (this.#text.slice(at).trim() !== "") {
      TOKEN.lastIndex = at;
      const match = TOKEN.exec(this.#text);
      if (!match)
        throw new ArithmeticError(`${this.#text.trim()}: syntax error: operand expected (error token is "${this.#text.slice(at).trimStart()}")`);
      const token = match[1] ?? match[2] ?? (match[3] as string);
      this.#tokens.push({ kind: match[1] ? "number" : match[2] ? "name" : "operator", text: token, at: TOKEN.lastIndex - token.length });
      at = TOKEN.lastIndex;
    }
    this.#tokens.push({ kind: "end", text: "", at: this.#text.length });
  }

  #peek(): Token {
    return this.#tokens[this.#at] as Token;
  }

  #take(operators: readonly string[]): string | undefined {
    const token = this.#peek();
    if (token.kind !== "operator" || !operators.includes(token.text)) return undefined;
    this.#at++;
    return token.text;
  }

  #fail(what: string): never {
    const from = this.#peek().kind === "end" ? (this.#tokens.at(-2)?.at ?? 0) : this.#peek().at;
    throw new ArithmeticError(`${this.#text.trimStart()}: ${what} (error token is "${this.#text.slice(from)}")`);
  }

  whole(): bigint {
    if (this.#peek().kind === "end") return 0n;
    const value = this.#comma();
    if (this.#peek().kind !== "end") this.#fail("syntax error in expression");
    return value;
  }

  #comma(): bigint {
    let value = this.#assignment();
    while (this.#take([","])) value = this.#assignment();
    return value;
  }

  #assignment(): bigint {
    const start = this.#at;
    if (this.#peek().kind === "name") {
      const target = this.#primary();
      const operator =
        target.kind === "variable" && this.#peek().kind === "operator" && ASSIGN.has(this.#peek().text) ? this.#peek().text : undefined;
      if (operator && target.kind === "variable") {
        this.#at++;
        const right = this.#assignment();
        const value = operator === "=" ? right : this.#apply(operator.slice(0, -1), this.#value(target), right);
        this.#store(target, value);
        return value;
      }
      this.#at = start;
    }
    return this.#ternary();
  }

  #store(target: { readonly name: string; readonly index?: string }, value: bigint): void {
    if (this.#skipping === 0) this.#numbers.set(target.name, String(value), target.index);
  }

  #ternary(): bigint {
    const test = this.#binary(0);
    if (!this.#take(["?"])) return test;
    const yes = this.#branch(test !== 0n, () => this.#assignment());
    if (!this.#take([":"])) this.#fail("`:' expected for conditional expression");
    const no = this.#branch(test === 0n, () => this.#assignment());
    return test !== 0n ? yes : no;
  }

  #branch(taken: boolean, evaluate: () => bigint): bigint {
    if (!taken) this.#skipping++;
    const value = evaluate();
    if (!taken) this.#skipping--;
    return value;
  }

  #binary(level: number): bigint {
    const operators = BINARY[level];
    if (!operators) return this.#power();
    let left = this.#binary(level + 1);
    for (let operator = this.#take(operators); operator; operator = this.#take(operators)) {
      if (operator === "&&") {
        const right = this.#branch(left !== 0n, () => this.#binary(level + 1));
        left = left !== 0n && right !== 0n ? 1n : 0n;
      } else if (operator === "||") {
        const right = this.#branch(left === 0n, () => this.#binary(level + 1));
        left = left !== 0n || right !== 0n ? 1n : 0n;
      } else {
        left = this.#apply(operator, left, this.#binary(level + 1));
      }
    }
    return left;
  }

  #power(): bigint {
    const base = this.#unary();
    return this.#take(["**"]) ? this.#apply("**", base, this.#power()) : base;
  }

  #unary(): bigint {
    const operator = this.#take(["++", "--", "+", "-", "!", "~"]);
    if (operator === "++" || operator === "--") {
      const target = this.#primary();
      if (target.kind !== "variable") return operator === "--" || operator === "++" ? this.#value(target) : 0n;
      const value = wrap(this.#value(target) + (operator === "++" ? 1n : -1n));
      this.#store(target, value);
      return value;
    }
    if (operator === "-") return wrap(-this.#unary());
    if (operator === "+") return this.#unary();
    if (operator === "!") return this.#unary() === 0n ? 1n : 0n;
    if (operator === "~") return ~this.#unary();
    const target = this.#primary();
    const value = this.#value(target);
    const after = target.kind === "variable" ? this.#take(["++", "--"]) : undefined;
    if (after && target.kind === "variable") this.#store(target, wrap(value + (after === "++" ? 1n : -1n)));
    return value;
  }

  #primary(): Operand {
    const token = this.#peek();
    if (token.kind === "number") {
      this.#at++;
      return { kind: "value", value: this.#number(token.text) };
    }
    if (token.kind === "name") {
      this.#at++;
      if (!this.#take(["["])) return { kind: "variable", name: token.text };
      const from = this.#peek().at;
      const index = this.#comma();
      const raw = this.#text.slice(from, this.#peek().at).trim();
      if (!this.#take(["]"])) this.#fail("bad array subscript");
      return { kind: "variable", name: token.text, index: this.#numbers.get(token.text, raw) !== undefined ? raw : String(index) };
    }
    if (this.#take(["("])) {
      const value = this.#comma();
      if (!this.#take([")"])) this.#fail("missing `)'");
      return { kind: "value", value };
    }
    this.#fail("syntax error: operand expected");
  }

  #number(text: string): bigint {
    const based = /^(\d+)#(.+)$/.exec(text);
    if (based) {
      const digits = "0123456789abcdefghijklmnopqrstuvwxyz";
      const base = BigInt(based[1] as string);
      let value = 0n;
      for (const digit of (based[2] as string).toLowerCase()) {
        const worth = BigInt(digits.indexOf(digit));
        if (worth < 0n || worth >= base) throw new ArithmeticError(`${text}: value too great for base (error token is "${text}")`);
        value = value * base + worth;
      }
      return wrap(value);
    }
    if (/^0[xX]/.test(text)) return wrap(BigInt(text));
    if (!/^\d+$/.test(text) || (/^0\d/.test(text) && /[89]/.test(text))) {
      throw new ArithmeticError(`${text}: value too great for base (error token is "${text}")`);
    }
    return wrap(/^0\d/.test(text) ? BigInt(`0o${text.slice(1)}`) : BigInt(text));
  }

  #value(operand: Operand): bigint {
    if (operand.kind === "value") return operand.value;
    const text = this.#numbers.get(operand.name, operand.index) ?? "";
    if (text.trim() === "") return 0n;
    if (/^\s*-?\d+\s*$/.test(text) && !/^\s*-?0\d/.test(text)) return wrap(BigInt(text.trim()));
    if (this.#depth > DEEPEST) throw new ArithmeticError(`${operand.name}: expression recursion level exceeded (error token is "${operand.name}")`);
    return new Evaluator(text, this.#numbers, this.#depth + 1).whole();
  }

  #apply(operator: string, a: bigint, b: bigint): bigint {
    if ((operator === "/" || operator === "%") && b === 0n) {
      if (this.#skipping > 0) return 0n;
      throw new ArithmeticError(
        `${this.#text.trimStart()}: division by 0 (error token is "${this.#text.slice(this.#tokens[this.#at - 1]?.at ?? 0)}")`,
      );
    }
    return wrap(calculate(operator, a, b));
  }
}

function calculate(operator: string, a: bigint, b: bigint): bigint {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "%":
      return a % b;
    case "**":
      if (b < 0n) throw new ArithmeticError("exponent less than 0");
      return power(a, b);
    case "<<":
      return a << (b & 63n);
    case ">>":
      return a >> (b & 63n);
    case "&":
      return a & b;
    case "|":
      return a | b;
    case "^":
      return a ^ b;
    case "==":
      return a === b ? 1n : 0n;
    case "!=":
      return a !== b ? 1n : 0n;
    case "<":
      return a < b ? 1n : 0n;
    case "<=":
      return a <= b ? 1n : 0n;
    case ">":
      return a > b ? 1n : 0n;
    default:
      return a >= b ? 1n : 0n;
  }
}

/** By squaring, on 64 bits all the way: `2**1000000` is as quick as bash's. */
function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = wrap(result * square);
    square = wrap(square * square);
  }
  return result;
}

/** The value of an expression. Throws `ArithmeticError`. */
export function evaluate(text: string, numbers: Numbers): bigint {
  return new Evaluator(text, numbers, 0).whole();
}
