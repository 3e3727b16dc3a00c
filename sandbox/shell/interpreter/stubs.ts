/** The files by which PATH finds programs (decision 21): their first line names what runs. */
import type { Installed } from "../program.ts";
import { SHELL_NAMES } from "./process.ts";

/** Path and content of every stub that makes `programs`, and the shell itself, findable in a folder. Mode 755. */
export function stubFiles(
  programs: readonly Installed[],
  folder = "/usr/bin",
): readonly { readonly path: string; readonly content: string; readonly mode: number }[] {
  return [...new Set([...SHELL_NAMES, ...programs.map((program) => program.name)])].map((name) => ({
    path: `${folder}/${name}`,
    content: `#!gantry ${name}\n`,
    mode: 0o755,
  }));
}
