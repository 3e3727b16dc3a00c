/** `bash` and `sh` as programs of the computer: their stub files start this interpreter. */
import type { Installed, Program } from "../program.ts";

const start: Program = async ({ name, args, spawn }) => (await spawn?.(name, args)) ?? 127;

/** Belongs in every list of installed programs. */
export const shells: readonly Installed[] = [
  { name: "bash", summary: "the shell: run a script, or -c 'commands'", program: start },
  { name: "sh", summary: "the shell by its short name", program: start },
];
