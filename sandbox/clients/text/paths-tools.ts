/** basename, dirname, realpath, readlink, pwd-like tools, find. */
import { dirname as firstPart, join, basename as lastPart, relative } from "../../shell/files/paths.ts";
import type { ProgramContext } from "../../shell/program.ts";
import { complain, installed, pathOf, Usage } from "./kit.ts";

export const basename = installed({
  name: "basename",
  summary: "the last part of a path",
  synopsis: "NAME [SUFFIX]",
  flags: "az",
  values: "s",
  strict: true,
  long: { multiple: "a", suffix: "s" },
  async run(context, options) {
    const { operands } = options;
    if (operands.length === 0) throw new Usage("missing operand");
    const many = options.has("a") || options.has("s");
    if (!many && operands.length > 2) throw new Usage(`extra operand '${operands[2]}'`);
    const suffix = options.value("s") ?? (many ? "" : (operands[1] ?? ""));
    for (const operand of many ? operands : operands.slice(0, 1)) {
      const name = lastPart(operand);
      await context.stdout.write(`${suffix !== "" && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name}\n`);
    }
    return 0;
  },
});

export const dirname = installed({
  name: "dirname",
  summary: "a path without its last part",
  synopsis: "[OPTION] NAME...",
  flags: "z",
  async run(context, options) {
    if (options.operands.length === 0) throw new Usage("missing operand");
    for (const operand of options.operands) await context.stdout.write(`${firstPart(operand)}\n`);
    return 0;
  },
});

/** The path without symlinks; parts that are missing stay as they are. */
export function resolved(context: ProgramContext, path: string, depth = 0): string {
  let at = "/";
  for (const [index, part] of path.split("/").filter(Boolean).entries()) {
    const next = join(at, part);
    const stat = context.files.lstat(next);
    if (stat?.kind === "symlink" && depth < 40) {
      const rest = path
        .split("/")
        .filter(Boolean)
        .slice(index + 1)
        .join("/");
      return resolved(context, join(at, `${stat.target ?? ""}/${rest}`), depth + 1);
    }
    at = next;
  }
  return at;
}

export const realpath = installed({
  name: "realpath",
  summary: "the absolute path without links",
  synopsis: "[OPTION]... FILE...",
  flags: "emsqLPz",
  long: { "canonicalize-existing": "e", "canonicalize-missing": "m", "no-symlinks": "s", "relative-to": "to=" },
  async run(context, options) {
    if (options.operands.length === 0) throw new Usage("missing operand");
    let status = 0;
    for (const operand of options.operands) {
      const path = options.has("s") ? pathOf(context, operand) : resolved(context, pathOf(context, operand));
      const needed = options.has("e") ? path : firstPart(path);
      if (!options.has("m") && !context.files.stat(needed)) {
        await complain(context, `${operand}: No such file or directory`);
        status = 1;
        continue;
      }
      const base = options.value("to");
      await context.stdout.write(`${base === undefined ? path : relative(resolved(context, pathOf(context, base)), path)}\n`);
    }
    return status;
  },
});

export const readlink = installed({
  name: "readlink",
  summary: "where a link points",
  synopsis: "[OPTION]... FILE...",
  flags: "femnqsvz",
  async run(context, options) {
    if (options.operands.length === 0) throw new Usage("missing operand");
    let status = 0;
    for (const operand of options.operands) {
      const path = pathOf(context, operand);
      const canonical = options.has("f") || options.has("e") || options.has("m");
      const value = canonical ? resolved(context, path) : context.files.lstat(path)?.target;
      if (value === undefined || (options.has("e") && !context.files.stat(value))) {
        status = 1;
        continue;
      }
      await context.stdout.write(value + (options.has("n") ? "" : "\n"));
    }
    return status;
  },
});
