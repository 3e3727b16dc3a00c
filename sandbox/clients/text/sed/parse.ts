/** sed scripts: addresses and commands, read once. */
import { posixRegExp, RegexError } from "../regex.ts";

export type Address =
  | { readonly kind: "line"; readonly line: number }
  | { readonly kind: "last" }
  | { readonly kind: "match"; readonly expression: RegExp }
  | { readonly kind: "step"; readonly first: number; readonly step: number }
  | { readonly kind: "plus"; readonly count: number };

export interface Substitution {
  readonly expression: RegExp;
  readonly replacement: readonly ReplacementPart[];
  readonly global: boolean;
  readonly nth: number;
  readonly print: boolean;
  readonly file?: string;
}

/** A piece of a replacement: text, a group, or a change of case. */
export type ReplacementPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "group"; readonly group: number }
  | { readonly kind: "case"; readonly turn: "U" | "L" | "u" | "l" | "E" };

export interface SedCommand {
  readonly from?: Address;
  readonly to?: Address;
  readonly negated: boolean;
  readonly name: string;
  /** Text of a, i, c; label of b, t, :; file of r, w. */
  readonly text?: string;
  readonly substitution?: Substitution;
  readonly table?: ReadonlyMap<string, string>;
  /** Index of the matching brace. */
  jump?: number;
  /** Whether the range is open, and where a `+n` range ends. */
  open?: boolean;
  until?: number;
}

/** A script sed refuses, in its words. */
export class SedError extends Error {}

export class SedReader {
  readonly #script: string;
  readonly #extended: boolean;
  #at = 0;
  #last: RegExp | undefined;

  constructor(script: string, extended: boolean) {
    this.#script = script;
    this.#extended = extended;
  }

  #fail(message: string, at = this.#at): never {
    throw new SedError(`-e expression #1, char ${at}: ${message}`);
  }

  #skip(what: RegExp): void {
    while (this.#at < this.#script.length && what.test(this.#script[this.#at] as string)) this.#at++;
  }

  read(): SedCommand[] {
    const commands: SedCommand[] = [];
    const open: number[] = [];
    for (;;) {
      this.#skip(/[\s;]/);
      if (this.#at >= this.#script.length) break;
      if (this.#script[this.#at] === "#") {
        this.#skip(/[^\n]/);
        continue;
      }
      const command = this.#command();
      if (command.name === "{") open.push(commands.length);
      if (command.name === "}") {
        const start = open.pop();
        if (start === undefined) this.#fail("unexpected `}'");
        (commands[start] as SedCommand).jump = commands.length;
      }
      commands.push(command);
    }
    if (open.length > 0) throw new SedError("-e expression #1, char 0: unmatched `{'");
    return commands;
  }

  #address(): Address | undefined {
    const rest = this.#script.slice(this.#at);
    const step = /^(\d+)~(\d+)/.exec(rest);
    if (step) {
      this.#at += step[0].length;
      return { kind: "step", first: Number(step[1]), step: Number(step[2]) };
    }
    const number = /^\d+/.exec(rest)?.[0];
    if (number !== undefined) {
      this.#at += number.length;
      return { kind: "line", line: Number(number) };
    }
    if (rest.startsWith("$")) {
      this.#at++;
      return { kind: "last" };
    }
    if (rest.startsWith("/") || rest.startsWith("\\")) {
      if (rest.startsWith("\\")) this.#at++;
      const delimiter = this.#script[this.#at++] as string;
      const pattern = this.#delimited(delimiter, "unterminated address regex");
      const insensitive = this.#script[this.#at] === "I";
      if (insensitive) this.#at++;
      return { kind: "match", expression: this.#expression(pattern, insensitive ? "i" : "") };
    }
    return undefined;
  }

  #expression(pattern: string, flags: string): RegExp {
    if (pattern === "") {
      if (!this.#last) this.#fail("no previous regular expression");
      return this.#last;
    }
    try {
      this.#last = posixRegExp(pattern, { extended: this.#extended, flags });
      return this.#last;
    } catch (error) {
      if (error instanceof RegexError) this.#fail(error.message);
      throw error;
    }
  }

  /** Text up to an unescaped delimiter. */
  #delimited(delimiter: string, problem: string, keepNewline = false): string {
    let out = "";
    let set = false;
    for (; this.#at < this.#script.length; this.#at++) {
      const char = this.#script[this.#at] as string;
      if (char === "\\") {
        const next = this.#script[++this.#at];
        if (next === delimiter && delimiter !== "&") out += /[|()+?{}.*]/.test(delimiter) ? `\\${next}` : (next ?? "");
        else if (next === "\n" && !keepNewline) out += "\n";
        else out += `\\${next ?? ""}`;
        continue;
      }
      if (char === "[" && !set && !keepNewline) set = true;
      else if (char === "]" && set && !/\[\^?$/.test(out)) set = false;
      if (char === delimiter && !set) {
        this.#at++;
        return out;
      }
      out += char;
    }
    return this.#fail(problem, this.#script.length);
  }

  #command(): SedCommand {
    const from = this.#address();
    this.#skip(/\s/);
    let to: Address | undefined;
    if (from && this.#script[this.#at] === ",") {
      this.#at++;
      this.#skip(/\s/);
      const plus = /^\+(\d+)/.exec(this.#script.slice(this.#at));
      if (plus) {
        this.#at += plus[0].length;
        to = { kind: "plus", count: Number(plus[1]) };
      } else {
        to = this.#address() ?? this.#fail("unexpected `,'", this.#at + 1);
      }
    }
    this.#skip(/\s/);
    let negated = false;
    while (this.#script[this.#at] === "!") {
      negated = true;
      this.#at++;
      this.#skip(/\s/);
    }
    const name = this.#script[this.#at++];
    if (name === undefined) this.#fail("missing command", this.#script.length);
    const base = { ...(from ? { from } : {}), ...(to ? { to } : {}), negated, name };
    if ("aic".includes(name)) return { ...base, text: this.#text() };
    if (":btTrRwW".includes(name)) {
      this.#skip(/[ \t]/);
      const start = this.#at;
      this.#skip("rRwW".includes(name) ? /[^\n]/ : name === ":" ? /[^\n;]/ : /[^\n;}]/);
      return { ...base, text: this.#script.slice(start, this.#at).trim() };
    }
    if (name === "s") return this.#ended({ ...base, substitution: this.#substitution() });
    if (name === "y") return this.#ended({ ...base, table: this.#table() });
    if (name === "{") return base;
    if (name === "q" || name === "Q" || name === "l") {
      this.#skip(/[ \t]/);
      const code = /^\d+/.exec(this.#script.slice(this.#at))?.[0] ?? "";
      this.#at += code.length;
      return this.#ended({ ...base, text: code });
    }
    if (!"}=dDgGhHlnNpPxFz".includes(name)) this.#fail(`unknown command: \`${name}'`);
    return this.#ended(base);
  }

  #ended(command: SedCommand): SedCommand {
    this.#skip(/[ \t]/);
    const next = this.#script[this.#at];
    if (next !== undefined && !"\n;}#".includes(next)) this.#fail("extra characters after command", this.#at + 1);
    return command;
  }

  #text(): string {
    this.#skip(/[ \t]/);
    if (this.#script[this.#at] === "\\") {
      this.#at++;
      this.#skip(/[ \t]/);
      if (this.#script[this.#at] === "\n") this.#at++;
    }
    if (this.#at >= this.#script.length) this.#fail("expected \\ after `a', `c' or `i'", this.#script.length);
    let out = "";
    for (; this.#at < this.#script.length && this.#script[this.#at] !== "\n"; this.#at++) {
      if (this.#script[this.#at] === "\\") this.#at++;
      out += this.#script[this.#at] ?? "";
    }
    return out;
  }

  #substitution(): Substitution {
    const delimiter = this.#script[this.#at++];
    if (delimiter === undefined || delimiter === "\n" || delimiter === "\\") this.#fail("unterminated `s' command");
    const pattern = this.#delimited(delimiter, "unterminated `s' command");
    const replacement = this.#delimited(delimiter, "unterminated `s' command", true);
    let flags = "";
    let nth = 1;
    let global = false;
    let print = false;
    let file: string | undefined;
    for (; this.#at < this.#script.length; this.#at++) {
      const char = this.#script[this.#at] as string;
      const digits = /^\d+/.exec(this.#script.slice(this.#at))?.[0];
      if (digits) {
        nth = Number(digits);
        this.#at += digits.length - 1;
      } else if (char === "g") global = true;
      else if (char === "p") print = true;
      else if (char === "i" || char === "I") flags += "i";
      else if (char === "m" || char === "M") flags += "m";
      else if (char === "w") {
        file = this.#script
          .slice(this.#at + 1)
          .split("\n", 1)[0]
          ?.trim();
        this.#at = this.#script.length;
        break;
      } else if (/[\s;}#]/.test(char)) break;
      else this.#fail("unknown option to `s'", this.#at + 1);
    }
    const found = this.#expression(pattern, flags);
    return {
      expression: new RegExp(found.source, `g${found.flags.replace("g", "")}`),
      replacement: replacementOf(replacement),
      global,
      nth,
      print,
      ...(file === undefined ? {} : { file }),
    };
  }

  #table(): ReadonlyMap<string, string> {
    const delimiter = this.#script[this.#at++] ?? "/";
    const plain = (text: string) => [...text.replace(/\\n/g, "\n").replace(/\\\\/g, "\\")];
    const from = plain(this.#delimited(delimiter, "unterminated `y' command", true));
    const to = plain(this.#delimited(delimiter, "unterminated `y' command", true));
    if (from.length !== to.length) this.#fail("strings for `y' command are different lengths");
    return new Map(from.map((char, index) => [char, to[index] as string]));
  }
}

function replacementOf(text: string): ReplacementPart[] {
  const parts: ReplacementPart[] = [];
  let plain = "";
  const flush = () => {
    if (plain !== "") parts.push({ kind: "text", text: plain });
    plain = "";
  };
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (char === "&") {
      flush();
      parts.push({ kind: "group", group: 0 });
    } else if (char !== "\\") plain += char;
    else {
      const next = text[++at] ?? "\\";
      if (/\d/.test(next)) {
        flush();
        parts.push({ kind: "group", group: Number(next) });
      } else if (/[ULulE]/.test(next)) {
        flush();
        parts.push({ kind: "case", turn: next as "U" });
      } else plain += next === "n" ? "\n" : next === "t" ? "\t" : next;
    }
  }
  flush();
  return parts;
}
