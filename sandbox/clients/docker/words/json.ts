/** What Go's `encoding/json` says of a text that is no JSON (https://go.dev/src/encoding/json/scanner.go). */

/** Where a text stops being JSON; `undefined` stands for its end. */
class Unexpected extends Error {
  readonly character: string | undefined;
  constructor(character: string | undefined, where: string) {
    super(where);
    this.character = character;
  }
}

interface Manner {
  /** Nothing may follow the first value (`json.Unmarshal`); else only that is read (`json.Decoder`). */
  readonly whole: boolean;
}

/** The first value of a text, or why Go cannot read it. */
export function decodeJson(text: string, { whole }: Manner): { readonly value?: unknown; readonly problem?: string } {
  try {
    return { value: JSON.parse(text) };
  } catch {
    // Read once more, letter by letter, to say where it ends or goes wrong.
  }
  const scanner = new Scanner(text);
  try {
    scanner.value();
    const value: unknown = JSON.parse(text.slice(0, scanner.at));
    if (whole) scanner.end();
    return { value };
  } catch (error) {
    if (!(error instanceof Unexpected)) throw error;
    if (error.character !== undefined) return { problem: `invalid character ${quoted(error.character)} ${error.message}` };
    if (whole) return { problem: "unexpected end of JSON input" };
    return { problem: text.trim() === "" ? "EOF" : "unexpected EOF" };
  }
}

/** What Go calls the type of a value, for example in "cannot unmarshal array". */
export function goKind(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return typeof value === "boolean" ? "bool" : typeof value;
}

/** As `%q` of a byte: two characters are told from their delimiter. */
function quoted(character: string): string {
  if (character === "'") return `'\\''`;
  return character === '"' ? `'"'` : `'${JSON.stringify(character).slice(1, -1)}'`;
}

class Scanner {
  readonly #text: string;
  /** How far it has read. */
  at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): void {
    this.#blanks();
    const first = this.#text[this.at];
    if (first === "{") this.#list("}", "object key:value pair", () => this.#member());
    else if (first === "[") this.#list("]", "array element", () => this.value());
    else if (first === '"') this.#string();
    else if (first === "t") this.#literal("true");
    else if (first === "f") this.#literal("false");
    else if (first === "n") this.#literal("null");
    else if (first !== undefined && /[-\d]/.test(first)) this.#number();
    else this.#fail("looking for beginning of value");
  }

  end(): void {
    this.#blanks();
    if (this.at < this.#text.length) this.#fail("after top-level value");
  }

  /** From the bracket on. Only at once may it close again: after a comma another item has to come. */
  #list(close: string, item: string, read: () => void): void {
    this.at++;
    this.#blanks();
    if (this.#take(close)) return;
    do {
      read();
      this.#blanks();
      if (this.#take(close)) return;
    } while (this.#take(","));
    this.#fail(`after ${item}`);
  }

  #member(): void {
    this.#blanks();
    if (this.#text[this.at] !== '"') this.#fail("looking for beginning of object key string");
    this.#string();
    this.#blanks();
    if (!this.#take(":")) this.#fail("after object key");
    this.value();
  }

  #string(): void {
    this.at++;
    while (!this.#take('"')) {
      if (this.#take("\\")) this.#escape();
      else if ((this.#text[this.at] ?? "") < " ") this.#fail("in string literal");
      else this.at++;
    }
  }

  #escape(): void {
    if (!this.#take("u")) this.#one(/["\\/bfnrt]/, "in string escape code");
    else for (let digit = 0; digit < 4; digit++) this.#one(/[\da-fA-F]/, "in \\u hexadecimal character escape");
  }

  #number(): void {
    this.#take("-");
    if (!this.#take("0")) this.#digits("in numeric literal");
    if (this.#take(".")) this.#digits("after decimal point in numeric literal");
    if (!this.#take("e") && !this.#take("E")) return;
    if (!this.#take("+")) this.#take("-");
    this.#digits("in exponent of numeric literal");
  }

  #digits(where: string): void {
    this.#one(/\d/, where);
    while (/\d/.test(this.#text[this.at] ?? "")) this.at++;
  }

  #literal(word: string): void {
    for (const letter of word) if (!this.#take(letter)) this.#fail(`in literal ${word} (expecting '${letter}')`);
  }

  #one(wanted: RegExp, where: string): void {
    if (!wanted.test(this.#text[this.at] ?? "")) this.#fail(where);
    this.at++;
  }

  #take(character: string): boolean {
    if (this.#text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  #blanks(): void {
    while (/[ \t\r\n]/.test(this.#text[this.at] ?? "")) this.at++;
  }

  #fail(where: string): never {
    throw new Unexpected(this.#text[this.at], where);
  }
}
