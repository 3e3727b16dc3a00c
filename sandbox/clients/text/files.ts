/** mkdir, rmdir, rm, touch, chmod, ln: one file at a time. */
import { basename, dirname, join, relative } from "../../shell/files/paths.ts";
import type { ProgramContext } from "../../shell/program.ts";
import { parseDate } from "./dates.ts";
import { complain, installed, pathOf, Usage, wordsOf } from "./kit.ts";

export const mkdir = installed({
  name: "mkdir",
  summary: "make directories",
  synopsis: "[OPTION]... DIRECTORY...",
  flags: "pv",
  values: "m",
  long: { parents: "p", verbose: "v", mode: "m" },
  async run(context, options) {
    if (options.operands.length === 0) throw new Usage("missing operand");
    const mode = options.value("m");
    let status = 0;
    for (const operand of options.operands) {
      try {
        const there = context.files.stat(pathOf(context, operand)) !== undefined;
        context.files.makeDirectory(pathOf(context, operand), {
          parents: options.has("p"),
          ...(mode === undefined ? {} : { mode: Number.parseInt(mode, 8) }),
        });
        if (options.has("v") && !there) await context.stdout.write(`mkdir: created directory '${operand}'\n`);
      } catch (error) {
        await complain(context, `cannot create directory ‘${operand}’: ${wordsOf(error)}`);
        status = 1;
      }
    }
    return status;
  },
});

export const rmdir = installed({
  name: "rmdir",
  summary: "remove empty directories",
  synopsis: "[OPTION]... DIRECTORY...",
  flags: "pv",
  long: { parents: "p", verbose: "v", "ignore-fail-on-non-empty": "ignore" },
  async run(context, options) {
    if (options.operands.length === 0) throw new Usage("missing operand");
    let status = 0;
    for (const operand of options.operands) {
      let at = operand.replace(/\/+$/, "");
      for (;;) {
        const path = pathOf(context, at);
        const stat = context.files.lstat(path);
        let words: string | undefined;
        if (stat && stat.kind !== "directory") words = "Not a directory";
        else {
          try {
            context.files.remove(path);
          } catch (error) {
            words = wordsOf(error);
          }
        }
        if (words !== undefined) {
          if (options.has("ignore") && words === "Directory not empty") break;
          await complain(context, `failed to remove '${at}': ${words}`);
          status = 1;
          break;
        }
        if (options.has("v")) await context.stdout.write(`rmdir: removing directory, '${at}'\n`);
        if (!options.has("p") || !at.includes("/")) break;
        at = dirname(at);
      }
    }
    return status;
  },
});

async function removeOne(context: ProgramContext, operand: string, options: { has(key: string): boolean }): Promise<boolean> {
  const path = pathOf(context, operand);
  const stat = context.files.lstat(path);
  const recursive = options.has("r") || options.has("R");
  const name = basename(operand);
  if (name === "." || name === "..") {
    await complain(context, `refusing to remove '.' or '..' directory: skipping '${operand}'`);
    return false;
  }
  if (path === "/") {
    await complain(context, "it is dangerous to operate recursively on '/'\nrm: use --no-preserve-root to override this failsafe");
    return false;
  }
  if (!stat) {
    if (!options.has("f")) await complain(context, `cannot remove '${operand}': No such file or directory`);
    return options.has("f");
  }
  if (stat.kind === "directory" && !recursive && !(options.has("d") && context.files.list(path).length === 0)) {
    await complain(context, `cannot remove '${operand}': Is a directory`);
    return false;
  }
  if (options.has("i") && context.stdin) {
    await context.stderr.write(
      `rm: remove ${stat.kind === "directory" ? "directory" : stat.size === 0 ? "regular empty file" : "regular file"} '${operand}'? `,
    );
    if (!/^[yY]/.test((await context.stdin.line()) ?? "")) return true;
  }
  try {
    context.files.remove(path, { recursive });
    if (options.has("v")) await context.stdout.write(`removed ${stat.kind === "directory" ? "directory " : ""}'${operand}'\n`);
    return true;
  } catch (error) {
    await complain(context, `cannot remove '${operand}': ${wordsOf(error)}`);
    return false;
  }
}

export const rm = installed({
  name: "rm",
  summary: "remove files",
  synopsis: "[OPTION]... [FILE]...",
  flags: "rRfivdI",
  long: { recursive: "r", force: "f", verbose: "v", dir: "d", "no-preserve-root": "npr", interactive: "i?" },
  async run(context, options) {
    if (options.operands.length === 0) {
      if (options.has("f")) return 0;
      throw new Usage("missing operand");
    }
    let status = 0;
    for (const operand of options.operands) if (!(await removeOne(context, operand, options))) status = 1;
    return status;
  },
});

export const touch = installed({
  name: "touch",
  summary: "make empty files, or renew their times",
  synopsis: "[OPTION]... FILE...",
  flags: "acmh",
  values: "drt",
  long: { "no-create": "c", date: "d", reference: "r" },
  async run(context, options) {
    if (options.operands.length === 0) throw new Usage("missing file operand");
    const date = options.value("d");
    if (date !== undefined && parseDate(date, context.clock.now()) === undefined) throw new Usage(`invalid date format '${date}'`);
    let status = 0;
    for (const operand of options.operands) {
      const path = pathOf(context, operand);
      if (options.has("c") && !context.files.stat(path)) continue;
      try {
        if (operand.endsWith("/") && !context.files.stat(path)) throw new Usage("");
        context.files.touch(path);
      } catch (error) {
        await complain(
          context,
          `${operand.endsWith("/") ? "setting times of" : "cannot touch"} '${operand}': ${error instanceof Usage ? "No such file or directory" : wordsOf(error)}`,
        );
        status = 1;
      }
    }
    return status;
  },
});

/** The mode that a symbolic or octal word makes of one, or undefined. */
export function changedMode(word: string, mode: number, directory: boolean, umask = 0o022): number | undefined {
  if (/^[0-7]{1,4}$/.test(word)) return Number.parseInt(word, 8);
  let result = mode;
  for (const clause of word.split(",")) {
    const match = /^([ugoa]*)((?:[-+=][rwxXst]*|[-+=][ugo])+)$/.exec(clause);
    if (!match) return undefined;
    const who = match[1] === "" || match[1]?.includes("a") ? "ugo" : (match[1] as string);
    for (const [, operator, letters] of (match[2] as string).matchAll(/([-+=])([rwxXstugo]*)/g)) {
      let bits = 0;
      for (const letter of letters as string) {
        if (letter === "r") bits |= 4;
        if (letter === "w") bits |= 2;
        if (letter === "x" || (letter === "X" && (directory || (mode & 0o111) !== 0))) bits |= 1;
        if ("ugo".includes(letter)) bits |= (mode >> { u: 6, g: 3, o: 0 }[letter as "u" | "g" | "o"]) & 7;
      }
      for (const one of who) {
        const shift = { u: 6, g: 3, o: 0 }[one as "u" | "g" | "o"];
        const masked = match[1] === "" ? bits & ~((umask >> shift) & 7) : bits;
        if (operator === "+") result |= masked << shift;
        else if (operator === "-") result &= ~(masked << shift);
        else result = (result & ~(7 << shift)) | (masked << shift);
      }
    }
  }
  return result;
}

export const chmod = installed({
  name: "chmod",
  summary: "change permissions",
  synopsis: "[OPTION]... MODE[,MODE]... FILE...",
  flags: "Rvcf",
  // A mode such as -w is no option.
  prepare: (args) => {
    const at = args.findIndex((word) => /^-[rwxXst,+=-]+$/.test(word));
    return at < 0 ? args : [...args.slice(0, at), "--", ...args.slice(at)];
  },
  long: { recursive: "R", verbose: "v", changes: "c", silent: "f", quiet: "f", reference: "reference=" },
  async run(context, given) {
    const { operands } = given;
    const [word, ...targets] = operands;
    if (word === undefined) throw new Usage("missing operand");
    if (targets.length === 0) throw new Usage(`missing operand after '${word}'`);
    let status = 0;
    const change = async (operand: string): Promise<void> => {
      const path = pathOf(context, operand);
      const stat = context.files.stat(path);
      if (!stat) {
        if (!given.has("f")) await complain(context, `cannot access '${operand}': No such file or directory`);
        status = 1;
        return;
      }
      const mode = changedMode(word, stat.mode, stat.kind === "directory");
      if (mode === undefined) throw new Usage(`invalid mode: ‘${word}’\nTry 'chmod --help' for more information.`);
      try {
        context.files.chmod(path, mode);
      } catch (error) {
        await complain(
          context,
          `changing permissions of '${operand}': ${wordsOf(error) === "Permission denied" ? "Operation not permitted" : wordsOf(error)}`,
        );
        status = 1;
      }
      if (given.has("R") && stat.kind === "directory") for (const name of context.files.list(path)) await change(`${operand}/${name}`);
    };
    for (const target of targets) await change(target);
    return status;
  },
});

export const ln = installed({
  name: "ln",
  summary: "make links",
  synopsis: "[OPTION]... TARGET LINK_NAME",
  flags: "sfnvrT",
  long: { symbolic: "s", force: "f", "no-dereference": "n", verbose: "v", relative: "r" },
  async run(context, options) {
    const [target, given] = options.operands;
    if (target === undefined) throw new Usage("missing file operand");
    if (!options.has("s")) {
      await complain(context, "hard links are not available in this sandbox: use ln -s");
      return 1;
    }
    let name = given ?? basename(target);
    if (context.files.stat(pathOf(context, name))?.kind === "directory" && !options.has("n"))
      name = join(name, basename(target)).replace(/^\//, name.startsWith("/") ? "/" : "");
    const path = pathOf(context, name);
    try {
      if (options.has("f") && context.files.lstat(path)?.kind !== "directory" && context.files.lstat(path)) context.files.remove(path);
      context.files.symlink(options.has("r") ? relative(dirname(path), pathOf(context, target)) : target, path);
    } catch (error) {
      await complain(context, `failed to create symbolic link '${name}': ${wordsOf(error)}`);
      return 1;
    }
    if (options.has("v")) await context.stdout.write(`'${name}' -> '${target}'\n`);
    return 0;
  },
});
