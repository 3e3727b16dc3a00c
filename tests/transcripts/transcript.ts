/**
 * Transcripts: documentation that is tested. A Markdown file whose ```console blocks hold commands and what they print:
 *
 *     $ command            `> ` begins a continuation line
 *     output               `…` stands for any characters, a line of only `…` for any lines
 *     ? 254                exit status, when it is not 0
 *
 * Front matter: `preset` (default blank), `cli` (1 or 2).
 */

export interface Step {
  readonly command: string;
  readonly output: readonly string[];
  readonly status: number;
  /** Line in the file, from 1. */
  readonly line: number;
}

export interface Transcript {
  readonly preset: string;
  readonly cli: 1 | 2;
  readonly steps: readonly Step[];
}

export function parseTranscript(markdown: string): Transcript {
  const lines = markdown.split("\n");
  const front = new Map<string, string>();
  let at = 0;
  if (lines[0] === "---") {
    for (at = 1; lines[at] !== "---" && at < lines.length; at++) {
      const [name, value] = (lines[at] as string).split(/:\s*/);
      front.set(name as string, value ?? "");
    }
    at++;
  }
  return { preset: front.get("preset") ?? "blank", cli: front.get("cli") === "1" ? 1 : 2, steps: stepsOf(lines, at) };
}

function stepsOf(lines: readonly string[], start: number): Step[] {
  const steps: { command: string; output: string[]; status: number; line: number }[] = [];
  let inside = false;
  for (let at = start; at < lines.length; at++) {
    const line = lines[at] as string;
    if (line.startsWith("```")) inside = !inside && line.startsWith("```console");
    else if (inside) {
      const step = steps.at(-1);
      if (line.startsWith("$ ")) steps.push({ command: line.slice(2), output: [], status: 0, line: at + 1 });
      else if (!step) throw new Error(`line ${at + 1}: output before the first command`);
      else if (line.startsWith("> ") && step.output.length === 0) step.command += `\n${line.slice(2)}`;
      else if (/^\? \d+$/.test(line)) step.status = Number(line.slice(2));
      else step.output.push(line);
    }
  }
  return steps;
}

function lineFits(pattern: string, line: string): boolean {
  if (!pattern.includes("…")) return pattern === line;
  const parts = pattern.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(line);
}

/** Whether output fits what is expected; a line `…` takes as few lines as it can. */
export function fits(expected: readonly string[], actual: readonly string[]): boolean {
  const [first, ...rest] = expected;
  if (first === undefined) return actual.length === 0;
  if (first === "…") {
    for (let skip = 0; skip <= actual.length; skip++) if (fits(rest, actual.slice(skip))) return true;
    return false;
  }
  return actual.length > 0 && lineFits(first, actual[0] as string) && fits(rest, actual.slice(1));
}

/** The actual lines, with those that fit written as expected: a difference then shows only what differs. */
export function aligned(expected: readonly string[], actual: readonly string[]): string[] {
  return actual.map((line, index) => {
    const same = expected[index];
    return same !== undefined && lineFits(same, line) ? same : line;
  });
}
