/** jq's command line. */
import { ParseFailure, readOne } from "./read.ts";
import type { Value } from "./values.ts";

/** A mistake in the command line: printed with a pointer to the help, status 2. */
export class JqUsage extends Error {}

/** A file that an option names: read after all words are. */
export interface NamedFile {
  readonly option: "--slurpfile" | "--rawfile";
  readonly name: string;
  readonly file: string;
}

export interface JqOptions {
  program?: string;
  readonly operands: string[];
  readonly flags: Set<string>;
  readonly named: Map<string, Value>;
  readonly files: NamedFile[];
  readonly positional: Value[];
  /** Steps of indentation: a number of blanks, or a tab. */
  indent: number | "tab";
}

const LETTERS: Readonly<Record<string, string>> = {
  n: "null-input",
  R: "raw-input",
  s: "slurp",
  c: "compact-output",
  r: "raw-output",
  j: "join-output",
  a: "ascii-output",
  S: "sort-keys",
  C: "color-output",
  M: "monochrome-output",
  f: "from-file",
  e: "exit-status",
  V: "version",
  h: "help",
};
const LONG = new Set([...Object.values(LETTERS), "raw-output0", "unbuffered", "stream", "seq", "build-configuration", "args", "jsonargs", "tab"]);

type Take = (count: number, message: string) => readonly string[];

const VALUED: Readonly<Record<string, (options: JqOptions, take: Take) => void>> = {
  indent(options, take) {
    const [given = ""] = take(1, "jq: --indent takes one parameter");
    const indent = Number.parseInt(given, 10) || 0;
    if (indent < -1 || indent > 7) throw new JqUsage("jq: --indent takes a number between -1 and 7");
    options.indent = indent === -1 ? "tab" : indent;
  },
  arg(options, take) {
    const [name = "", value = ""] = take(2, "jq: --arg takes two parameters (e.g. --arg varname value)");
    if (!options.named.has(name)) options.named.set(name, value);
  },
  argjson(options, take) {
    const [name = "", value = ""] = take(2, "jq: --argjson takes two parameters (e.g. --argjson varname text)");
    const parsed = jsonOf(value, "--argjson");
    if (!options.named.has(name)) options.named.set(name, parsed);
  },
  slurpfile(options, take) {
    const [name = "", file = ""] = take(2, "jq: --slurpfile takes two parameters (e.g. --slurpfile varname filename)");
    options.files.push({ option: "--slurpfile", name, file });
  },
  rawfile(options, take) {
    const [name = "", file = ""] = take(2, "jq: --rawfile takes two parameters (e.g. --rawfile varname filename)");
    options.files.push({ option: "--rawfile", name, file });
  },
  L(_options, take) {
    take(1, "jq: -L takes a parameter: (e.g. -L /search/path or -L/search/path)");
  },
};

function jsonOf(text: string, option: string): Value {
  try {
    return readOne(text);
  } catch (error) {
    if (error instanceof ParseFailure) throw new JqUsage(`jq: invalid JSON text passed to ${option}`);
    throw error;
  }
}

class Words {
  readonly options: JqOptions = { operands: [], flags: new Set(), named: new Map(), files: [], positional: [], indent: 2 };
  readonly #args: readonly string[];
  #at = 0;
  #rest: "files" | "args" | "jsonargs" = "files";
  constructor(args: readonly string[]) {
    this.#args = args;
  }

  read(): JqOptions {
    let plain = false;
    while (this.#at < this.#args.length) {
      const word = this.#args[this.#at++] as string;
      if (plain || !/^-./.test(word)) this.#operand(word);
      else if (word === "--") plain = true;
      else if (word.startsWith("--")) this.#long(word.slice(2), word);
      else this.#letters(word);
    }
    return this.options;
  }

  #operand(word: string): void {
    if (this.options.program === undefined) this.options.program = word;
    else if (this.#rest === "args") this.options.positional.push(word);
    else if (this.#rest === "jsonargs") this.options.positional.push(jsonOf(word, "--jsonargs"));
    else this.options.operands.push(word);
  }

  #take: Take = (count, message) => {
    if (this.#at + count > this.#args.length) throw new JqUsage(message);
    this.#at += count;
    return this.#args.slice(this.#at - count, this.#at);
  };

  #flag(name: string): void {
    this.options.flags.add(name);
    if (name === "color-output") this.options.flags.delete("monochrome-output");
    if (name === "monochrome-output") this.options.flags.delete("color-output");
    if (name === "args" || name === "jsonargs") this.#rest = name;
    if (name === "tab") this.options.indent = "tab";
    if (name === "compact-output") this.options.indent = 0;
  }

  #long(name: string, word: string): void {
    const valued = VALUED[name];
    if (valued && name !== "L") valued(this.options, this.#take);
    else if (LONG.has(name)) this.#flag(name);
    else throw new JqUsage(`jq: Unknown option ${word}`);
  }

  #letters(word: string): void {
    if (word === "-L") VALUED.L?.(this.options, this.#take);
    if (word.startsWith("-L")) return;
    for (const letter of word.slice(1)) {
      const name = LETTERS[letter];
      if (name === undefined) throw new JqUsage(`jq: Unknown option ${word}`);
      this.#flag(name);
    }
  }
}

/** Throws `JqUsage`. */
export function readOptions(args: readonly string[]): JqOptions {
  return new Words(args).read();
}
