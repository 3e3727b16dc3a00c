/** The environment and where programs are: env, printenv, which. */
import type { ProgramContext } from "../../shell/program.ts";
import { complain, installed, pathOf } from "./kit.ts";

export const env = installed({
  name: "env",
  summary: "show the environment, or run a program in a changed one",
  synopsis: "[OPTION]... [-] [NAME=VALUE]... [COMMAND [ARG]...]",
  flags: "i0v",
  values: "uCS",
  strict: true,
  status: 125,
  long: { "ignore-environment": "i", unset: "u", chdir: "C", null: "0" },
  async run(context, options) {
    const values: Record<string, string> = options.has("i") || options.operands[0] === "-" ? {} : { ...context.env };
    for (const name of options.all("u")) delete values[name];
    const words = options.operands[0] === "-" ? options.operands.slice(1) : [...options.operands];
    while (words[0]?.includes("=")) {
      const word = words.shift() as string;
      values[word.slice(0, word.indexOf("="))] = word.slice(word.indexOf("=") + 1);
    }
    const [name, ...args] = words;
    if (name === undefined) {
      const end = options.has("0") ? "\0" : "\n";
      await context.stdout.write(
        Object.entries(values)
          .map(([key, value]) => `${key}=${value}${end}`)
          .join(""),
      );
      return 0;
    }
    const found = await findProgram(context, name, values.PATH ?? context.env.PATH ?? "");
    if (!found) {
      await complain(context, `‘${name}’: No such file or directory`);
      return 127;
    }
    const folder = options.value("C");
    return (await context.spawn?.(name, args, { env: values, ...(folder === undefined ? {} : { cwd: pathOf(context, folder) }) })) ?? 127;
  },
});

/** The path along which a program would be started, or undefined. */
export async function findProgram(context: ProgramContext, name: string, path: string): Promise<string | undefined> {
  const runs = (candidate: string) => {
    const stat = context.files.stat(pathOf(context, candidate));
    return stat?.kind === "file" && (stat.mode & 0o111) !== 0;
  };
  if (name.includes("/")) return runs(name) ? name : undefined;
  return path
    .split(":")
    .map((folder) => `${folder === "" ? "." : folder}/${name}`)
    .find(runs);
}

export const printenv = installed({
  name: "printenv",
  summary: "show environment variables",
  flags: "0",
  status: 2,
  async run(context, options) {
    if (options.operands.length === 0) {
      await context.stdout.write(
        Object.entries(context.env)
          .map(([key, value]) => `${key}=${value}\n`)
          .join(""),
      );
      return 0;
    }
    let status = 0;
    for (const name of options.operands) {
      const value = context.env[name];
      if (value === undefined) status = 1;
      else await context.stdout.write(`${value}\n`);
    }
    return status;
  },
});

export const which = installed({
  name: "which",
  summary: "where a program is installed",
  flags: "as",
  async run(context, options) {
    let status = 0;
    for (const name of options.operands) {
      const path = await findProgram(context, name, context.env.PATH ?? "");
      if (path === undefined) status = 1;
      else if (!options.has("s")) await context.stdout.write(`${path}\n`);
    }
    return options.operands.length === 0 ? 1 : status;
  },
});
