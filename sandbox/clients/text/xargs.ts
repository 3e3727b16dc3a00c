/** xargs: builds command lines from input. */
import { text } from "../../kernel/bytes.ts";
import { inputOf } from "../../shell/interpreter/streams.ts";
import { findProgram } from "./environment.ts";
import { complain, installed, Usage } from "./kit.ts";

/** Words of the input: blanks separate, quotes and backslashes protect. */
function wordsOfInput(content: string): string[] {
  const words: string[] = [];
  let current: string | undefined;
  for (let at = 0; at < content.length; at++) {
    const char = content[at] as string;
    if (/\s/.test(char)) {
      if (current !== undefined) words.push(current);
      current = undefined;
    } else if (char === "'" || char === '"') {
      const end = content.indexOf(char, at + 1);
      if (end < 0 || content.slice(at, end).includes("\n")) {
        throw new Usage(`unmatched ${char === "'" ? "single" : "double"} quote; by default quotes are special to xargs unless you use the -0 option`);
      }
      current = (current ?? "") + content.slice(at + 1, end);
      at = end;
    } else if (char === "\\") current = (current ?? "") + (content[++at] ?? "");
    else current = (current ?? "") + char;
  }
  if (current !== undefined) words.push(current);
  return words;
}

export const xargs = installed({
  name: "xargs",
  summary: "run a command with arguments from input",
  synopsis: "[OPTION]... COMMAND [INITIAL-ARGS]...",
  package: "GNU findutils 4.9.0",
  flags: "0rtpx",
  values: "nILPdsa",
  strict: true,
  long: { null: "0", "no-run-if-empty": "r", verbose: "t", "max-args": "n", replace: "I?", "max-lines": "L", "max-procs": "P", delimiter: "d" },
  async run(context, options) {
    const [command = "echo", ...initial] = options.operands;
    const content = text(await context.stdin.all());
    const replace = options.has("I") ? options.value("I") || "{}" : undefined;
    const delimiter = options.has("0") ? "\0" : options.value("d")?.replace(/\\n/g, "\n").replace(/\\t/g, "\t").replace(/\\0/g, "\0");
    const cut = (separator: string) => content.split(separator).filter((word, index, all) => word !== "" || index < all.length - 1);
    const items =
      delimiter !== undefined
        ? cut(delimiter)
        : replace !== undefined
          ? content
              .split("\n")
              .map((line) => line.trimStart())
              .filter(Boolean)
          : wordsOfInput(content);
    const most = options.value("n") ?? options.value("L");
    if (most !== undefined && !/^[1-9]\d*$/.test(most)) throw new Usage(`invalid number "${most}" for -n option`);
    const groups: string[][] = [];
    const size = replace !== undefined ? 1 : most === undefined ? 5000 : Number(most);
    for (let at = 0; at < items.length; at += size) groups.push(items.slice(at, at + size));
    if (groups.length === 0 && !options.has("r") && replace === undefined) groups.push([]);
    let status = 0;
    for (const group of groups) {
      const args = replace === undefined ? [...initial, ...group] : initial.map((word) => word.replaceAll(replace, group[0] ?? ""));
      if (options.has("t")) await context.stderr.write(`${[command, ...args].join(" ")}\n`);
      if (!(await findProgram(context, command, context.env.PATH ?? ""))) {
        await complain(context, `${command}: No such file or directory`);
        return 127;
      }
      const code = (await context.spawn?.(command, args, { stdin: inputOf("") })) ?? 127;
      if (code === 127) return 127;
      if (code === 126) return 126;
      if (code === 255) {
        await complain(context, `${command}: exited with status 255; aborting`);
        return 124;
      }
      if (code === 130) return 130;
      if (code !== 0) status = 123;
    }
    return status;
  },
});
