/** Commands and errors of a terminal block, as the cookbook keeps them. */
import { PHRASES } from "./phrases.ts";
import { recordCommand, recordError } from "./progress.ts";
import { session } from "./session.ts";
import type { Block } from "./transcript.ts";

/** An error: the word that its meaning is found by, and the line that said it. */
export interface Met {
  readonly code: string;
  readonly said: string;
}

/** What has just ended becomes part of the cookbook. */
export function noteBlock({ line, output, status }: Block): void {
  const met = status === 0 ? undefined : errorOf(output);
  const note = { line: line.slice(0, 400), where: session.getState().lesson?.slug ?? "sandbox" };
  for (const words of usedIn(line, met).slice(0, 8)) recordCommand(words, note);
  if (met) recordError(met, note);
}

/** The commands of a line but those that its error says do not exist: a slip of the finger is nothing to look up later. */
export function usedIn(line: string, met: Met | undefined): string[] {
  return commandWords(line).filter((words) => !met || !isUnknown(words.split(" ")[0] ?? "", met));
}

/** Values of options have choices too; then the command was a real one. */
function isUnknown(program: string, { code, said }: Met): boolean {
  if (code === "Invalid choice") return program === "aws" && !said.includes("argument --");
  if (code === "is not a docker command") return program === "docker";
  return code === "command not found" && said.includes(`${program}: command not found`);
}

/** "aws ecr describe-images", "docker push": each program of a line by its fixed words, once. */
export function commandWords(line: string): string[] {
  const found = segments(line).map((words) => {
    const [program = "", ...rest] = words;
    const fixed = rest.slice(0, program === "aws" ? 2 : 1).filter((word) => /^[a-z][a-z0-9-]*$/.test(word));
    if (program === "aws") return fixed.length === 2 ? ["aws", ...fixed].join(" ") : "aws";
    if (program === "docker") return ["docker", ...fixed].join(" ");
    return /^[a-z][a-z0-9_-]{1,30}$/.test(program) ? program : "";
  });
  return [...new Set(found.filter(Boolean))];
}

/** The words of each program, up to its first option: options before them (`aws --region x ecr …`) are stepped over. */
function segments(line: string): string[][] {
  const list: string[][] = [[]];
  for (const [token] of line.split("\n")[0]?.matchAll(/'[^']*'|"(?:\\.|[^"\\])*"|\$\(|&&|\|\||[|;&()`]|\\.|[^\s'"|;&()`$\\]+|\$/g) ?? []) {
    if (/^(\$\(|&&|\|\||[|;&()`])$/.test(token)) list.push([]);
    else list.at(-1)?.push(token);
  }
  return list.map(withoutAssignments).filter((words) => words.length > 0);
}

function withoutAssignments(words: string[]): string[] {
  const first = words.findIndex((word) => !/^[A-Za-z_][A-Za-z0-9_]*=/.test(word) && word !== "sudo" && word !== "time" && word !== "!");
  return first < 0 ? [] : words.slice(first);
}

/** What AWS CLI 2 calls faults of its own; the words after it say which one it was. */
const OF_THE_CLI = /^(?:ParamValidation|NoRegion|NoCredentials|Configuration)$/;

/** The first error that an output tells of. */
export function errorOf(output: string): Met | undefined {
  const lines = output
    .replace(/\x1b\[[0-9;?]*[A-Za-z]/g, "")
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  for (const said of lines) {
    const code = /An error occurred \((\w+)\)/.exec(said)?.[1];
    if (code && !OF_THE_CLI.test(code)) return { code, said: said.slice(0, 400) };
  }
  for (const [pattern, code] of PHRASES) {
    const said = lines.find((line) => pattern.test(line));
    if (said !== undefined) return { code, said: said.slice(0, 400) };
  }
  return undefined;
}
