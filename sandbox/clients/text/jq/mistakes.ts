/** Mistakes found before a program runs, in jq's words. */

/** One mistake: what, and where in the program's text; without a place it stands alone. */
export interface Mistake {
  readonly message: string;
  readonly at?: number;
}

export class CompileFailure extends Error {
  readonly mistakes: readonly Mistake[];
  constructor(mistakes: readonly Mistake[]) {
    super(mistakes[0]?.message ?? "");
    this.mistakes = mistakes;
  }
}

/** The line of a place, the text up to its end, and as many blanks as stand before the place. */
function located(program: string, at: number): string {
  const start = program.lastIndexOf("\n", at - 1) + 1;
  const end = program.indexOf("\n", start);
  const line = program.slice(0, start).split("\n").length;
  return ` at <top-level>, line ${line}:\n${program.slice(start, end < 0 ? undefined : end)}${" ".repeat(at - start)}`;
}

/** What jq prints about them on standard error. */
export function report(program: string, mistakes: readonly Mistake[]): string {
  const lines = mistakes.map(({ message, at }) => `jq: error: ${message}${at === undefined ? "" : located(program, at)}\n`);
  return `${lines.join("")}jq: ${mistakes.length} compile error${mistakes.length === 1 ? "" : "s"}\n`;
}
