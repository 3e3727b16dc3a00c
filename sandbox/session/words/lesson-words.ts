import type { Lesson, Task, TaskState } from "../../grading/lesson.ts";
import { usage, type Word } from "./host.ts";

const MARK = { true: "[x]", partly: "[~]", false: "[ ]", looking: "[?]" } as const;

/** `goal` prints the open tasks and what is still missing. */
export const goal: Word = (host) => async (context) => {
  const lesson = host.lesson();
  if (!lesson) {
    await context.stdout.write("This is no lesson: nothing is asked of you.\n");
    return 0;
  }
  const open = host.tasks().filter(({ status }) => status === "open");
  if (open.length === 0) await context.stdout.write("Every task is done.\n");
  for (const task of open) {
    await context.stdout.write(`${titleOf(lesson, task.id)} (${task.id})\n`);
    for (const { goal: wanted, now, state } of task.rows) {
      await context.stdout.write(`  ${MARK[state]} ${wanted}${state === "true" ? "" : `: ${now}`}\n`);
    }
  }
  return 0;
};

function titleOf(lesson: Lesson, id: string): string {
  return lesson.tasks.find((task) => task.id === id)?.title ?? id;
}

/** What helps with a task, from an idea to the command itself (FORMAT §5). */
function ladder(lesson: Lesson, task: Task, state: TaskState): readonly string[] {
  const rungs = task.hints.flatMap((hint) => (hint.kind === "when" ? [] : [hint.say]));
  const solution = (lesson.solution[task.id] ?? []).map(({ line }) => line);
  const commands = solution.length > 0 ? [`The command:\n${solution.map((line) => `  ${line}`).join("\n")}`] : [];
  const [nudge, ...more] = rungs;
  const first = state.stateHint?.say ?? nudge;
  return [...(first === undefined ? [] : [first]), ...more, ...commands];
}

/** `hint [TASK]` gives one more rung of help for the first open task each time. Asking costs nothing. */
export const hint: Word = (host) => {
  const asked = new Map<string, number>();
  return async (context) => {
    const lesson = host.lesson();
    const [id, ...rest] = context.args;
    if (rest.length > 0) return usage(context, "[TASK]");
    const state = host.tasks().find((task) => (id === undefined ? task.status === "open" : task.id === id));
    const task = lesson?.tasks.find((one) => one.id === state?.id);
    if (!lesson || !state || !task) {
      await context.stdout.write(lesson ? "There is no open task.\n" : "This is no lesson, so there is nothing to hint at.\n");
      return lesson ? 0 : 1;
    }
    const rungs = ladder(lesson, task, state);
    const turn = Math.min(asked.get(task.id) ?? 0, rungs.length - 1);
    asked.set(task.id, turn + 1);
    await context.stdout.write(`${rungs[turn] ?? "No hint is written for this task."}\n`);
    return 0;
  };
};
