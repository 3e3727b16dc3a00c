/** Every case of the table: what is typed, and the key of its recorded answer. */
import { COMMANDS, type Command } from "./commands.ts";
import { PROGRAMS } from "./programs.ts";

/** Exit status, standard output, standard error. */
export type Answer = readonly [status: number, stdout: string, stderr: string];

export const CASES: readonly Command[] = [...PROGRAMS.map((program): Command => ({ input: "", args: ["-nc", program] })), ...COMMANDS];

export function keyOf({ input, args }: Command): string {
  return JSON.stringify([input, ...args]);
}

/** Cases where ours answers otherwise, and why. */
export const OTHERWISE: ReadonlyMap<string, string> = new Map([
  [keyOf({ input: "", args: ["-nc", "label $a|try (break $a) catch 5"] }), "jq catches its own break; ours passes a label only"],
  [keyOf({ input: "", args: ["-c", ".", "nope.json", "two.json"] }), "after a missing file jq stops at the next file's first line"],
  [keyOf({ input: "", args: [".", "."] }), "jq is silent about a folder"],
]);
