/** All builtins by name. */

import type { Context } from "../context.ts";
import { finishedJobs } from "../jobs.ts";
import type { Builtin } from "./builtin.ts";
import { DECLARE } from "./declare.ts";
import { DIRECTORIES } from "./directories.ts";
import { FACTS } from "./facts.ts";
import { FLOW, waiting } from "./flow.ts";
import { describeCommand, NAMES, typing } from "./names.ts";
import { OPTIONS } from "./options.ts";
import { echo, printf } from "./output.ts";
import { READ } from "./read.ts";

const isBuiltin = (name: string) => builtins.has(name);

export const builtins: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ["echo", echo],
  ["printf", printf],
  ["type", typing((name) => isBuiltin(name))],
  ["wait", waiting((pid) => finishedJobs.get(pid))],
  ...FLOW,
  ...DIRECTORIES,
  ...DECLARE,
  ...OPTIONS,
  ...READ,
  ...NAMES,
  ...FACTS,
]);

/** Their `name=value` arguments are assignments: not split, not globbed. */
export const DECLARATIONS: ReadonlySet<string> = new Set(["export", "readonly", "declare", "typeset", "local"]);

/** POSIX special builtins. */
export const SPECIAL: ReadonlySet<string> = new Set([
  ":",
  ".",
  "source",
  "break",
  "continue",
  "eval",
  "exec",
  "exit",
  "export",
  "readonly",
  "return",
  "set",
  "shift",
  "trap",
  "unset",
]);

/** `command -v NAME…`. */
export const describe = (context: Context, names: readonly string[], long: boolean) => describeCommand(context, names, long, isBuiltin);
