/** `reach.yaml`: what the solution of each task opens and closes since the start of the lesson. */
import { stringify } from "yaml";
import type { Evidence } from "../../../sandbox/grading/evidence.ts";
import { reachOf } from "../../../sandbox/grading/kinds/reach/cells.ts";
import type { Check, Lesson } from "../../../sandbox/grading/lesson.ts";

/** The world after a task's section. */
export interface TaskReach {
  readonly task: string;
  readonly evidence: Evidence;
}

function asks(checks: readonly Check[]): boolean {
  return checks.some(({ reach }) => typeof reach === "object" && reach !== null && (reach as { atMost?: unknown }).atMost === "solution");
}

function reachesOf(lesson: Lesson, reaches: readonly TaskReach[]): Record<string, { opens: readonly string[]; closes: readonly string[] }> {
  const wanted = new Set(lesson.tasks.filter(({ checks }) => asks(checks)).map(({ id }) => id));
  return Object.fromEntries(reaches.filter(({ task }) => wanted.has(task)).map(({ task, evidence }) => [task, reachOf({ lesson, evidence })]));
}

export function reachFaults(lesson: Lesson, reaches: readonly TaskReach[]): string[] {
  const found = reachesOf(lesson, reaches);
  const stored = lesson.reach ?? {};
  const tasks = new Set([...Object.keys(found), ...Object.keys(stored)]);
  return [...tasks].flatMap((task) =>
    JSON.stringify(found[task]) === JSON.stringify(stored[task])
      ? []
      : [`reach.yaml: ${task} is not what the solution does: npm run lessons -- --reach ${lesson.slug}`],
  );
}

/** The text of `reach.yaml`; values of variables stand as their names. Undefined when no check asks for it. */
export function reachText(lesson: Lesson, reaches: readonly TaskReach[]): string | undefined {
  const found = reachesOf(lesson, reaches);
  if (Object.keys(found).length === 0) return undefined;
  const named = Object.entries(lesson.variables).reduce(
    (text, [name, value]) => text.replaceAll(value, `{{${name}}}`),
    stringify(found, { lineWidth: 0 }),
  );
  return `# Written by npm run lessons -- --reach ${lesson.slug}: what the solution of each task makes possible, and what it ends.\n${named}`;
}
