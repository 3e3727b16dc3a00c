/** What a builtin is: it runs inside the shell process and may change it. */
import type { Word } from "unbash";
import { type Context, complain } from "../context.ts";

/** `a=(…)` among the arguments of `declare` and its sisters. */
export interface ArrayArgument {
  readonly append: boolean;
  readonly elements: readonly Word[];
}

export interface Extras {
  /** The context without this command's redirections: `exec` changes it. */
  readonly outer: Context;
  readonly arrays: ReadonlyMap<number, ArrayArgument>;
  readonly hasRedirects: boolean;
}

export type Builtin = (context: Context, args: readonly string[], extras: Extras) => Promise<number>;

/** Writes to standard output. */
export async function say(context: Context, text: string): Promise<void> {
  await context.fds.get(1)?.output?.write(text);
}

/** `bash: cd: x: No such file or directory`, and a status. */
export async function fail(context: Context, message: string, status = 1): Promise<number> {
  await complain(context, message);
  return status;
}

/** `invalid option` and the usage line below it. */
export async function usage(context: Context, name: string, option: string, synopsis: string): Promise<number> {
  await complain(context, `${name}: ${option}: invalid option`);
  await context.fds.get(2)?.output?.write(`${name}: usage: ${synopsis}\n`);
  return 2;
}
