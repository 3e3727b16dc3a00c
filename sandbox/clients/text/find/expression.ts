/** find's expression: and, or, not, brackets, and the actions. */
import { basename, dirname } from "../../../shell/files/paths.ts";
import { strftime } from "../../../shell/interpreter/strftime.ts";
import type { ProgramContext } from "../../../shell/program.ts";
import { complain, modeText, wordsOf } from "../kit.ts";
import { FindError, type Found, propertyTest, type Test } from "./properties.ts";

/** What a command line asks for. */
export interface Plan {
  readonly test: Test;
  readonly minDepth: number;
  readonly maxDepth: number;
  readonly depthFirst: boolean;
  readonly finish: () => Promise<void>;
}

/** Reads the words of an expression; its tests act when they are called. */
export class Expression {
  readonly #context: ProgramContext;
  readonly #words: readonly string[];
  #at = 0;
  #acts = false;
  minDepth = 0;
  maxDepth = Number.POSITIVE_INFINITY;
  depthFirst = false;
  status = 0;
  readonly #batches: { readonly command: readonly string[]; readonly paths: string[] }[] = [];

  constructor(context: ProgramContext, words: readonly string[]) {
    this.#context = context;
    this.#words = words;
  }

  whole(): Plan {
    const test = this.#words.length === 0 ? async () => true : this.#or();
    if (this.#at < this.#words.length)
      throw new FindError(this.#words[this.#at] === ")" ? "you have too many ')'" : `paths must precede expression: \`${this.#words[this.#at]}'`);
    const print = this.#acts ? test : async (found: Found) => ((await test(found)) ? this.#print(found.shown, "\n") : false);
    return { test: print, minDepth: this.minDepth, maxDepth: this.maxDepth, depthFirst: this.depthFirst, finish: () => this.#runBatches() };
  }

  async #print(text: string, end: string): Promise<boolean> {
    await this.#context.stdout.write(text + end);
    return true;
  }

  #or(): Test {
    let left = this.#and();
    while (this.#words[this.#at] === "-o" || this.#words[this.#at] === "-or") {
      this.#at++;
      const a = left;
      const b = this.#and();
      left = async (found) => (await a(found)) || b(found);
    }
    return left;
  }

  #and(): Test {
    let left = this.#not();
    while (this.#at < this.#words.length && !["-o", "-or", ")"].includes(this.#words[this.#at] as string)) {
      if (this.#words[this.#at] === "-a" || this.#words[this.#at] === "-and") this.#at++;
      const a = left;
      const b = this.#not();
      left = async (found) => (await a(found)) && b(found);
    }
    return left;
  }

  #not(): Test {
    if (this.#words[this.#at] === "!" || this.#words[this.#at] === "-not") {
      this.#at++;
      const test = this.#not();
      return async (found) => !(await test(found));
    }
    if (this.#words[this.#at] === "(") {
      this.#at++;
      const test = this.#or();
      if (this.#words[this.#at++] !== ")") throw new FindError("invalid expression; I was expecting to find a ')' somewhere but did not see one.");
      return test;
    }
    return this.#primary();
  }

  #value(option: string): string {
    const value = this.#words[this.#at++];
    if (value === undefined) throw new FindError(`missing argument to \`${option}'`);
    return value;
  }

  #primary(): Test {
    const option = this.#words[this.#at++] ?? "";
    const property = propertyTest(this.#context, option, () => this.#value(option));
    if (property) return property;
    switch (option) {
      case "-maxdepth":
      case "-mindepth": {
        const text = this.#value(option);
        if (!/^\d+$/.test(text)) throw new FindError(`Expected a positive decimal integer argument to ${option}, but got '${text}'`);
        if (option === "-maxdepth") this.maxDepth = Number(text);
        else this.minDepth = Number(text);
        return async () => true;
      }
      case "-depth":
        this.depthFirst = true;
        return async () => true;
      case "-prune":
        return async (found) => {
          found.prune = true;
          return true;
        };
      default:
        return this.#action(option);
    }
  }

  #action(option: string): Test {
    const { files, stdout } = this.#context;
    this.#acts = true;
    switch (option) {
      case "-print":
        return async ({ shown }) => this.#print(shown, "\n");
      case "-print0":
        return async ({ shown }) => this.#print(shown, "\0");
      case "-printf": {
        const format = this.#value(option);
        return async (found) => {
          await stdout.write(formatted(format, found));
          return true;
        };
      }
      case "-delete":
        this.depthFirst = true;
        return async ({ path, shown }) => {
          try {
            files.remove(path);
            return true;
          } catch (error) {
            await complain(this.#context, `cannot delete '${shown}': ${wordsOf(error)}`);
            this.status = 1;
            return false;
          }
        };
      case "-exec":
      case "-execdir":
        return this.#exec(option);
      case "-quit":
        return async () => {
          throw new FindError("");
        };
      default:
        throw new FindError(`unknown predicate \`${option}'`);
    }
  }

  #exec(option: string): Test {
    const command: string[] = [];
    for (;;) {
      const word = this.#words[this.#at++];
      if (word === undefined) throw new FindError(`missing argument to \`${option}'`);
      if (word === ";") break;
      if (word === "+" && command.at(-1) === "{}") {
        const batch = { command: command.slice(0, -1), paths: [] as string[] };
        this.#batches.push(batch);
        return async ({ shown }) => {
          batch.paths.push(shown);
          return true;
        };
      }
      command.push(word);
    }
    return async ({ shown }) => {
      const [name = "", ...args] = command.map((word) => word.replaceAll("{}", shown));
      return ((await this.#context.spawn?.(name, args)) ?? 127) === 0;
    };
  }

  async #runBatches(): Promise<void> {
    for (const { command, paths } of this.#batches) {
      const [name = "", ...args] = command;
      if (paths.length > 0 && ((await this.#context.spawn?.(name, [...args, ...paths])) ?? 127) !== 0) this.status = 1;
    }
  }
}

function formatted(format: string, { shown, stat, depth }: Found): string {
  const values: Readonly<Record<string, string>> = {
    p: shown,
    f: basename(shown),
    h: dirname(shown),
    s: String(stat.size),
    d: String(depth),
    m: (stat.mode & 0o7777).toString(8),
    M: modeText(stat.kind, stat.mode),
    y: { file: "f", directory: "d", symlink: "l" }[stat.kind],
    l: stat.target ?? "",
    t: strftime("%a %b %e %H:%M:%S.%N %Y", stat.mtime),
    "%": "%",
  };
  return format
    .replace(/%([a-zA-Z%])/g, (whole, letter: string) => values[letter] ?? whole)
    .replace(/\\n/g, "\n")
    .replace(/\\t/g, "\t")
    .replace(/\\0/g, "\0");
}
