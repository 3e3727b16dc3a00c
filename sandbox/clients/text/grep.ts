/** grep, egrep, fgrep: lines that match. */
import { text } from "../../kernel/bytes.ts";
import { basename } from "../../shell/files/paths.ts";
import { patternRegExp } from "../../shell/interpreter/expand/pattern.ts";
import type { Input, ProgramContext } from "../../shell/program.ts";
import { complain, installed, lines, type OptionSpec, type Options, open, Page, pathOf, Quit, wordsOf } from "./kit.ts";
import { fixedSource, posixSource, RegexError } from "./regex.ts";

const SPEC: OptionSpec = {
  flags: "EFGPivnrRcoqlLwxshHabzZyU",
  values: "efmABCd",
  digits: "C",
  status: 2,
  long: {
    "extended-regexp": "E",
    "fixed-strings": "F",
    "basic-regexp": "G",
    "perl-regexp": "P",
    "ignore-case": "i",
    "invert-match": "v",
    "line-number": "n",
    recursive: "r",
    count: "c",
    "only-matching": "o",
    quiet: "q",
    silent: "q",
    "files-with-matches": "l",
    "files-without-match": "L",
    "word-regexp": "w",
    "line-regexp": "x",
    "no-messages": "s",
    "no-filename": "h",
    "with-filename": "H",
    regexp: "e",
    file: "f",
    "max-count": "m",
    "after-context": "A",
    "before-context": "B",
    context: "C",
    include: "include=",
    exclude: "exclude=",
    "exclude-dir": "exclude-dir=",
    color: "color?",
    colour: "color?",
    text: "a",
    "line-buffered": "line-buffered",
  },
};

interface Search {
  readonly context: ProgramContext;
  readonly options: Options;
  readonly matcher: RegExp;
  readonly before: number;
  readonly after: number;
  readonly most: number;
  readonly colour: boolean;
  named: boolean;
  readonly page: Page;
}

function matcherOf(patterns: readonly string[], options: Options, kind: "E" | "F" | "G" | "P"): RegExp {
  const sources = patterns.map((pattern) => (kind === "F" ? fixedSource(pattern) : kind === "P" ? pattern : posixSource(pattern, kind === "E")));
  let source = sources.map((one) => `(?:${one})`).join("|");
  if (options.has("w")) source = `(?<!\\w)(?:${source})(?!\\w)`;
  if (options.has("x")) source = `^(?:${source})$`;
  try {
    return new RegExp(source, options.has("i") || options.has("y") ? "gi" : "g");
  } catch {
    throw new RegexError("Invalid regular expression");
  }
}

function painted(search: Search, line: string): string {
  if (!search.colour || search.options.has("v")) return line;
  return line.replace(search.matcher, (found) => (found === "" ? "" : `\x1b[01;31m\x1b[K${found}\x1b[m\x1b[K`));
}

function prefix(search: Search, name: string, number: number, mark: string): string {
  const { colour, named, options } = search;
  const paint = (code: string, shown: string) => (colour ? `\x1b[${code}m\x1b[K${shown}\x1b[m\x1b[K` : shown);
  return `${named ? paint("35", name) + paint("36", mark) : ""}${options.has("n") ? paint("32", String(number)) + paint("36", mark) : ""}`;
}

/** Searches one input; whether anything matched. */
async function searchInput(search: Search, input: Input, name: string): Promise<boolean> {
  const { options, matcher, page, before, after } = search;
  const silent = options.has("q") || options.has("l") || options.has("L") || options.has("c");
  const waiting: { readonly text: string; readonly number: number }[] = [];
  let count = 0;
  let number = 0;
  let shownUntil = 0;
  let trailing = 0;
  for await (const { text: line } of lines(input)) {
    number++;
    matcher.lastIndex = 0;
    const hit = matcher.test(line) !== options.has("v");
    if (hit && line.includes("\0") && !options.has("a") && !silent) {
      await page.add(`Binary file ${name} matches\n`);
      return true;
    }
    if (hit) {
      count++;
      if (options.has("q") || options.has("l") || options.has("L")) break;
      if (!silent) {
        const oldest = waiting[0]?.number ?? number;
        if ((before > 0 || after > 0) && shownUntil > 0 && oldest > shownUntil + 1) await page.add("--\n");
        for (const earlier of waiting) await page.add(`${prefix(search, name, earlier.number, "-")}${earlier.text}\n`);
        await page.add(
          options.has("o") ? onlyMatching(search, line, name, number) : `${prefix(search, name, number, ":")}${painted(search, line)}\n`,
        );
        waiting.length = 0;
        shownUntil = number;
        trailing = after;
      }
      if (count >= search.most) break;
    } else if (trailing > 0 && !silent) {
      trailing--;
      await page.add(`${prefix(search, name, number, "-")}${line}\n`);
      shownUntil = number;
    } else if (before > 0) {
      waiting.push({ text: line, number });
      if (waiting.length > before) waiting.shift();
    }
  }
  if (options.has("c")) await page.add(`${search.named ? `${name}:` : ""}${count}\n`);
  if ((options.has("l") && count > 0) || (options.has("L") && count === 0)) await page.add(`${name}\n`);
  return options.has("L") ? count === 0 : count > 0;
}

function onlyMatching(search: Search, line: string, name: string, number: number): string {
  if (search.options.has("v")) return "";
  search.matcher.lastIndex = 0;
  return [...line.matchAll(search.matcher)]
    .filter(([found]) => found !== "")
    .map(([found]) => `${prefix(search, name, number, ":")}${search.colour ? `\x1b[01;31m\x1b[K${found}\x1b[m\x1b[K` : found}\n`)
    .join("");
}

/** Files below a directory, in order. */
function* walk(context: ProgramContext, operand: string, options: Options): Iterable<string> {
  const path = pathOf(context, operand);
  const included = options.all("include").map((pattern) => patternRegExp(pattern));
  const excluded = options.all("exclude").map((pattern) => patternRegExp(pattern));
  const hidden = options.all("exclude-dir").map((pattern) => patternRegExp(pattern));
  for (const name of context.files.list(path)) {
    const child = operand.endsWith("/") ? operand + name : `${operand}/${name}`;
    const stat = context.files.lstat(pathOf(context, child));
    if (stat?.kind === "directory") {
      if (!hidden.some((one) => one.test(basename(name)))) yield* walk(context, child, options);
    } else if (
      stat?.kind === "file" &&
      (included.length === 0 || included.some((one) => one.test(name))) &&
      !excluded.some((one) => one.test(name))
    ) {
      yield child;
    }
  }
}

async function patternsOf(context: ProgramContext, options: Options, operands: string[]): Promise<string[]> {
  const given = options.all("e").flatMap((pattern) => pattern.split("\n"));
  for (const file of options.all("f")) {
    try {
      given.push(
        ...text(await open(context, file).all())
          .replace(/\n$/, "")
          .split("\n"),
      );
    } catch (error) {
      await complain(context, `${file}: ${wordsOf(error)}`);
      throw new Quit(2);
    }
  }
  if (options.has("e") || options.has("f")) return given;
  const first = operands.shift();
  if (first === undefined) {
    await context.stderr.write(`Usage: ${context.name} [OPTION]... PATTERNS [FILE]...\nTry '${context.name} --help' for more information.\n`);
    throw new Quit(2);
  }
  return first.split("\n");
}

function grepLike(name: string, usual: "E" | "F" | "G") {
  return installed({
    ...SPEC,
    name,
    summary: "print lines that match a pattern",
    synopsis: "[OPTION]... PATTERNS [FILE]...",
    package: "GNU grep 3.8",
    async run(context, options) {
      const operands = [...options.operands];
      const patterns = await patternsOf(context, options, operands);
      const kind = (options.ordered.findLast(([key]) => "EFGP".includes(key))?.[0] as "E" | "F" | "G" | "P" | undefined) ?? usual;
      let matcher: RegExp;
      try {
        matcher = matcherOf(patterns, options, kind);
      } catch (error) {
        if (!(error instanceof RegexError)) throw error;
        await complain(context, error.message);
        return 2;
      }
      const around = Number(options.value("C") ?? 0);
      const recursive = options.has("r") || options.has("R");
      const when = options.has("color") ? options.value("color") || "auto" : "never";
      const search: Search = {
        context,
        options,
        matcher,
        before: Number(options.value("B") ?? around),
        after: Number(options.value("A") ?? around),
        most: Number(options.value("m") ?? Number.POSITIVE_INFINITY),
        colour: when === "always" || (when === "auto" && context.stdout.isTty),
        named: (options.has("H") || recursive || operands.length > 1) && !options.has("h"),
        page: new Page(context),
      };
      return searchAll(search, operands.length > 0 ? operands : [recursive ? "." : "-"], recursive, operands.length === 0);
    },
  });
}

async function searchAll(search: Search, operands: readonly string[], recursive: boolean, implied: boolean): Promise<number> {
  const { context, options, page } = search;
  let found = false;
  let failed = false;
  for (const operand of operands) {
    const directory = operand !== "-" && context.files.stat(pathOf(context, operand))?.kind === "directory";
    if (directory && !recursive) {
      await page.flush();
      failed = true;
      if (!options.has("s")) await complain(context, `${operand}: Is a directory`);
      continue;
    }
    for (const name of directory ? walk(context, operand, options) : [operand]) {
      try {
        const shown = name === "-" ? "(standard input)" : implied ? name.replace(/^\.\//, "") : name;
        found = (await searchInput(search, open(context, name), shown)) || found;
      } catch (error) {
        await page.flush();
        failed = true;
        const words = wordsOf(error);
        if (!options.has("s")) await complain(context, `${name}: ${words}`);
      }
      if (found && options.has("q")) return 0;
    }
  }
  await page.flush();
  return failed ? 2 : found ? 0 : 1;
}

export const grep = grepLike("grep", "G");
export const egrep = grepLike("egrep", "E");
export const fgrep = grepLike("fgrep", "F");
