/** Shell files of a lesson as commands: `solution.sh` by task, `mistakes/*.sh` as one list. A here-document is one command. */
import type { SolutionLine } from "./engine.ts";
import { LessonError } from "./problem.ts";

/** A wrong way that must fail and fire the hint of its name. */
export interface Mistake {
  readonly hint: string;
  readonly at: string;
  readonly lines: readonly SolutionLine[];
}

interface Read {
  readonly sections: Readonly<Record<string, readonly SolutionLine[]>>;
  readonly at: string | undefined;
}

/** Sections by task. */
export function parseSolution(text: string, file: string): Readonly<Record<string, readonly SolutionLine[]>> {
  return read(text, file).sections;
}

export function parseMistake(text: string, file: string): Mistake {
  const { sections, at } = read(text, file);
  if (at === undefined) throw new LessonError(file, 1, "a mistake begins with `# at: TASK`");
  return { hint: file.replace(/^.*\//, "").replace(/\.sh$/, ""), at, lines: sections[""] ?? [] };
}

function read(text: string, file: string): Read {
  const sections: Record<string, SolutionLine[]> = {};
  let section = "";
  let at: string | undefined;
  let exit = 0;
  let spare = false;
  const lines = text.split("\n");
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as string;
    const mark = /^# (task|at|exit|spare): *(.*)$/.exec(line);
    if (mark?.[1] === "task") section = mark[2] ?? "";
    else if (mark?.[1] === "at") at = mark[2];
    else if (mark?.[1] === "exit") exit = Number(mark[2]);
    else if (mark?.[1] === "spare") spare = true;
    if (line.trim() === "" || line.startsWith("#")) continue;
    const end = endOf(lines, i, file);
    sections[section] ??= [];
    sections[section]?.push({ line: lines.slice(i, end + 1).join("\n"), exit, spare });
    i = end;
    exit = 0;
    spare = false;
  }
  return { sections, at };
}

/** Index of a command's last line: after a trailing backslash or a here-document more belongs to it. */
function endOf(lines: readonly string[], start: number, file: string): number {
  let end = start;
  while (lines[end]?.endsWith("\\")) end++;
  for (const [, dash, , word] of (lines.slice(start, end + 1).join("\n") ?? "").matchAll(/<<(-?)\s*(['"]?)([A-Za-z_]+)\2/g)) {
    const stop = lines.findIndex((line, index) => index > end && (dash ? line.trim() : line) === word);
    if (stop < 0) throw new LessonError(file, start + 1, `here-document ${word} has no end`);
    end = stop;
  }
  return end;
}
