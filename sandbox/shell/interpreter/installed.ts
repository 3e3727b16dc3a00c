/** `bash` and `sh` as programs of the computer: their stub files start this interpreter. */
import type { Installed, Program } from "../program.ts";

const start: Program = async ({ name, args, spawn }) => (await spawn?.(name, args)) ?? 127;

/** Builtins that are also programs, for xargs, env and find -exec. */
const alsoBuiltin = (name: string, summary: string): Installed => ({
  name,
  summary,
  program: async ({ args, spawn }) => (await spawn?.("bash", ["-c", `builtin ${name} "$@"`, name, ...args])) ?? 127,
});

/** Belongs in every list of installed programs. */
export const shells: readonly Installed[] = [
  { name: "bash", summary: "the shell: run a script, or -c 'commands'", program: start },
  alsoBuiltin("[", "test a condition"),
  alsoBuiltin("echo", "print words"),
  alsoBuiltin("printf", "print words in a format"),
  alsoBuiltin("pwd", "where you are"),
  alsoBuiltin("test", "test a condition"),
  { name: "sh", summary: "the shell by its short name", program: start },
];
