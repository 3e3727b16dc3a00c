/** Judges a lesson's tasks: pure in what it is given, asynchronous only because files and forks are. */
import type { Context } from "./context.ts";
import type { Evidence, Latches } from "./evidence.ts";
import { askOf } from "./kinds/answer/answer.ts";
import { goalOf, judge } from "./kinds/index.ts";
import type { Check, GoalRow, Lesson, Task, TaskState } from "./lesson.ts";
import { resolve } from "./lookups.ts";
import { matches } from "./values.ts";
import "./sources.ts";

interface Grade {
  readonly states: readonly TaskState[];
  /** To be kept, and given again next time. */
  readonly latches: Latches;
}

interface EvaluateOptions {
  /** `later`: rows of forks say "looking"; ask again when the page is idle. */
  readonly forks?: "now" | "later";
}

export async function evaluate(lesson: Lesson, evidence: Evidence, latches: Latches, { forks = "now" }: EvaluateOptions = {}): Promise<Grade> {
  const done = { ...stillDone(lesson, latches, evidence.command) };
  const opened: Record<string, { command: number; seq: number }> = {};
  const states: TaskState[] = [];
  const before: [Task, Context][] = [];
  for (const task of inOrder(lesson.tasks)) {
    const mark = latches.opened[task.id];
    const open = task.needs.every((need) => need in done);
    if (open) opened[task.id] = mark && mark.command <= evidence.command ? mark : openedNow(task, evidence);
    const context: Context = { lesson, evidence, task: task.id, openedAfter: opened[task.id]?.seq ?? 0, since: "lesson", forks };
    if (task.id in done) before.push([task, context]);
    else if (!open) states.push({ id: task.id, status: "ahead", rows: [] });
    else {
      const rows = await rowsOf(task, context);
      const holds = rows.every(({ state }) => state === "true");
      if (holds) done[task.id] = { command: evidence.command, at: evidence.now };
      states.push(holds ? finished(task, rows, done) : { id: task.id, status: "open", rows, ...(await stateHint(task, context)) });
    }
  }
  // Judged last: what no later task stands on any more, since this command did it, need not be true.
  for (const [task, context] of before) states.push(await doneState(lesson, task, done, context));
  const order = new Map(lesson.tasks.map(({ id }, index) => [id, index]));
  return { states: states.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0)), latches: { ...latches, done, opened } };
}

/** Undo before the command that completed a task un-latches it and every task that needs it. */
function stillDone(lesson: Lesson, latches: Latches, command: number): Latches["done"] {
  const kept: Record<string, { command: number; at: number }> = {};
  for (const task of inOrder(lesson.tasks)) {
    const latch = latches.done[task.id];
    if (latch && latch.command <= command && task.needs.every((need) => need in kept)) kept[task.id] = latch;
  }
  return kept;
}

/** Every task after those it needs; lessons are checked at parse time to have no circle. */
function inOrder(tasks: readonly Task[]): Task[] {
  const placed: Task[] = [];
  let left = [...tasks];
  while (left.length > 0) {
    const ready = left.filter(({ needs }) => needs.every((need) => placed.some(({ id }) => id === need) || !tasks.some(({ id }) => id === need)));
    if (ready.length === 0) return [...placed, ...left];
    placed.push(...ready);
    left = left.filter((task) => !ready.includes(task));
  }
  return placed;
}

/** A task without needs is open from the beginning; any other opens with what happened last. */
function openedNow(task: Task, { events, command }: Evidence): { command: number; seq: number } {
  return task.needs.length === 0 ? { command: 0, seq: 0 } : { command, seq: events.at(-1)?.seq ?? 0 };
}

/** State and events first, forks last; rows stay in the lesson's order. */
async function rowsOf(task: Task, context: Context): Promise<GoalRow[]> {
  const rows: GoalRow[] = [];
  const turns = [...task.checks.keys()].sort((a, b) => weight(task.checks[a]) - weight(task.checks[b]));
  for (const index of turns) {
    const check = task.checks[index] as Check;
    const { state, now } = await judge(check, context);
    const ask = askOf(check, context.evidence.answers);
    rows[index] = { goal: goalOf(check), now, state, ...(ask ? { ask } : {}) };
  }
  return rows;
}

function weight(check: Check | undefined): number {
  return check && "fork" in check ? 2 : check && ["can", "cannot", "reach"].some((key) => key in check) ? 1 : 0;
}

function finished(task: Task, rows: readonly GoalRow[], done: Latches["done"]): TaskState {
  const latch = done[task.id] as Latches["done"][string];
  return { id: task.id, status: "done", rows, doneAt: latch.at, doneBy: latch.command };
}

/** A done task shows what was wanted; it says so when something a later task stands on is no longer true. */
async function doneState(lesson: Lesson, task: Task, done: Latches["done"], context: Context): Promise<TaskState> {
  const rows = task.checks.map((check): GoalRow => {
    const ask = askOf(check, context.evidence.answers);
    return { goal: goalOf(check), now: "done", state: "true", ...(ask ? { ask } : {}) };
  });
  const state = finished(task, rows, done);
  const later = lesson.tasks.filter((other) => !(other.id in done) && needsIt(lesson.tasks, other, task.id));
  if (later.length === 0) return state;
  // A later task that asks for the very same thing shows it in its own row.
  const asked = new Set(later.flatMap(({ checks }) => checks.map(meaning)));
  for (const check of task.checks) {
    if (!lasts(check) || asked.has(meaning(check))) continue;
    const { state: holds, now } = await judge(check, context);
    if (holds !== "true") return { ...state, broken: `${goalOf(check)}: ${now}` };
  }
  return state;
}

/** Whether `task` needs `id`, directly or through others. */
function needsIt(tasks: readonly Task[], task: Task, id: string, seen: ReadonlySet<string> = new Set()): boolean {
  if (task.needs.includes(id)) return true;
  return task.needs.some((need) => {
    const other = tasks.find((one) => one.id === need);
    return other !== undefined && !seen.has(need) && needsIt(tasks, other, id, new Set([...seen, need]));
  });
}

/** Things and decisions can stop being true; what was asked, answered or tried cannot. */
function lasts(check: Check): boolean {
  return !["answer", "request", "event", "fork", "no", "only"].some((key) => key in check);
}

function meaning({ goal: _goal, else: _else, ...check }: Check): string {
  return JSON.stringify(check);
}

/** The sentence of the first hint whose condition holds. Events count since the last command, so a hint goes away with its cause. */
async function stateHint(task: Task, context: Context): Promise<Pick<TaskState, "stateHint"> | undefined> {
  const inHint: Context = { ...context, since: "command" };
  for (const hint of task.hints) {
    if (hint.kind !== "when") continue;
    let all = true;
    for (const condition of hint.when) all &&= await conditionHolds(condition, inHint);
    if (all) return { stateHint: { id: hint.id, say: hint.say } };
  }
  return undefined;
}

async function conditionHolds(condition: Check, context: Context): Promise<boolean> {
  if (!("answer" in condition)) return (await judge(condition, context)).state === "true";
  const given = context.evidence.answers[String(condition.answer)];
  return given !== undefined && matches(await resolve(condition.is, context), given, { lenient: true });
}
