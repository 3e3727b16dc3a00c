/** find: walks directories and tests what is there. */

import type { FileStat } from "../../shell/files/file-system.ts";
import { basename, dirname } from "../../shell/files/paths.ts";
import { patternRegExp } from "../../shell/interpreter/expand/pattern.ts";
import { strftime } from "../../shell/interpreter/strftime.ts";
import type { Installed, ProgramContext } from "../../shell/program.ts";
import { changedMode } from "./files.ts";
import { complain, modeText, pathOf, wordsOf } from "./kit.ts";

interface Found {
  readonly shown: string;
  readonly path: string;
  readonly stat: FileStat;
  readonly depth: number;
  prune: boolean;
}

type Test = (found: Found) => Promise<boolean>;

interface Plan {
  readonly test: Test;
  readonly minDepth: number;
  readonly maxDepth: number;
  readonly depthFirst: boolean;
  readonly finish: () => Promise<void>;
}

class FindError extends Error {}

function amount(text: string, option: string): (value: number) => boolean {
  const match = /^([-+]?)(\d+)$/.exec(text);
  if (!match) throw new FindError(`invalid argument \`${text}' to \`${option}'`);
  const wanted = Number(match[2]);
  return (value) => (match[1] === "+" ? value > wanted : match[1] === "-" ? value < wanted : value === wanted);
}

class Expression {
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
    const { files, clock } = this.#context;
    const age = (unit: number) => {
      const matches = amount(this.#value(option), option);
      return async ({ stat }: Found) => matches(Math.floor((clock.now() - stat.mtime) / unit));
    };
    switch (option) {
      case "-name":
      case "-iname": {
        const matcher = patternRegExp(this.#value(option), { ignoreCase: option === "-iname" });
        return async ({ shown }) => matcher.test(basename(shown));
      }
      case "-path":
      case "-wholename":
      case "-ipath": {
        const matcher = patternRegExp(this.#value(option), { ignoreCase: option === "-ipath" });
        return async ({ shown }) => matcher.test(shown);
      }
      case "-regex": {
        const matcher = new RegExp(`^(?:${this.#value(option)})$`);
        return async ({ shown }) => matcher.test(shown);
      }
      case "-type": {
        const kinds = this.#value(option)
          .split(",")
          .map((letter) => ({ f: "file", d: "directory", l: "symlink" })[letter as "f"] ?? "none");
        return async ({ stat }) => kinds.includes(stat.kind);
      }
      case "-empty":
        return async ({ stat, path }) => (stat.kind === "directory" ? files.list(path).length === 0 : stat.size === 0);
      case "-size": {
        const text = this.#value(option);
        const unit = { c: 1, w: 2, k: 1024, M: 1_048_576, G: 1_073_741_824, b: 512 }[text.slice(-1) as "c"] ?? 512;
        const matches = amount(text.replace(/[cwkMGb]$/, ""), option);
        return async ({ stat }) => matches(Math.ceil(stat.size / unit));
      }
      case "-mtime":
        return age(86_400_000);
      case "-mmin":
        return age(60_000);
      case "-newer": {
        const reference = files.stat(pathOf(this.#context, this.#value(option)))?.mtime ?? 0;
        return async ({ stat }) => stat.mtime > reference;
      }
      case "-perm": {
        const text = this.#value(option);
        const wanted = changedMode(text.replace(/^[-/]/, ""), 0, false) ?? 0;
        return async ({ stat }) =>
          text.startsWith("-")
            ? (stat.mode & wanted) === wanted
            : text.startsWith("/")
              ? (stat.mode & wanted) !== 0
              : (stat.mode & 0o7777) === wanted;
      }
      case "-executable":
        return async ({ stat }) => (stat.mode & 0o111) !== 0;
      case "-true":
        return async () => true;
      case "-false":
        return async () => false;
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

async function walk(context: ProgramContext, plan: Plan, shown: string, depth: number): Promise<void> {
  const path = pathOf(context, shown);
  const stat = context.files.lstat(path);
  if (!stat) return;
  const found: Found = { shown, path, stat, depth, prune: false };
  const here = async () => {
    if (depth >= plan.minDepth) await plan.test(found);
  };
  if (!plan.depthFirst) await here();
  if (stat.kind === "directory" && depth < plan.maxDepth && !found.prune) {
    for (const name of context.files.list(path)) await walk(context, plan, shown.endsWith("/") ? shown + name : `${shown}/${name}`, depth + 1);
  }
  if (plan.depthFirst) await here();
}

export const find: Installed = {
  name: "find",
  summary: "search for files",
  async program(context) {
    const first = context.args.findIndex((word) => /^(?:-.|[!(])/.test(word));
    const starts = first < 0 ? context.args : context.args.slice(0, first);
    let expression: Expression | undefined;
    try {
      expression = new Expression(context, first < 0 ? [] : context.args.slice(first));
      const plan = expression.whole();
      for (const start of starts.length > 0 ? starts : ["."]) {
        if (!context.files.lstat(pathOf(context, start))) {
          await complain(context, `‘${start}’: No such file or directory`);
          expression.status = 1;
        } else await walk(context, plan, start, 0);
      }
      await plan.finish();
      return expression.status;
    } catch (error) {
      if (!(error instanceof FindError)) throw error;
      if (error.message === "") return expression?.status ?? 0;
      await complain(context, error.message);
      return 1;
    }
  },
};
