/** What people do besides solving tasks: each leads back to where it began, and leaves what is done as it is. */
import type { Page } from "@playwright/test";
import type { LoadedLesson } from "../../src/lessons/load.ts";
import { card, chooseIn, enter, entered, pressAt, read, type Task, tabTo, undoTo, words } from "./learner.ts";
import { expect, promptIsThere } from "./support.ts";

interface Detour {
  /** The task at which it is made: once that is open, or `after` it is done. Undefined when a lesson has no occasion. */
  at(lesson: LoadedLesson): Task | undefined;
  readonly after?: true;
  take(page: Page, lesson: LoadedLesson, task: Task): Promise<void>;
}

const first = ({ lesson }: LoadedLesson) => lesson.tasks[0];
const middle = ({ lesson }: LoadedLesson) => lesson.tasks[1];

/** The last listed mistake, at its task; the others are made in `mistakes.spec.ts`. */
function mistakeOf(loaded: LoadedLesson) {
  const mistake = loaded.mistakes.at(-1);
  const task = loaded.lesson.tasks.find(({ id }) => id === mistake?.at);
  return { task, lines: mistake?.lines ?? [], say: hintOf(task, mistake?.hint) };
}

/** What the page says to a mistake. */
export function hintOf(task: Task | undefined, id: string | undefined): string {
  const hint = task?.hints.find((one) => one.kind === "when" && one.id === id);
  return words(hint?.say ?? "");
}

const says = (page: Page, task: Task, text: string) => expect(card(page, task).getByRole("status").getByText(text, { exact: true }));

/** Makes a mistake, reads the hint, and takes every command back. */
const mistake: Detour = {
  at: (loaded) => mistakeOf(loaded).task,
  async take(page, loaded, task) {
    const { lines, say } = mistakeOf(loaded);
    const before = await entered(page);
    await enter(page, task, lines);
    await says(page, task, say).toBeVisible();
    await undoTo(page, before);
    await says(page, task, say).toHaveCount(0);
  },
};

/** Makes a mistake and begins the task anew. */
const reset: Detour = {
  at: (loaded) => mistakeOf(loaded).task,
  async take(page, loaded, task) {
    const { lines, say } = mistakeOf(loaded);
    const before = await card(page, task).textContent();
    await enter(page, task, lines);
    await says(page, task, say).toBeVisible();
    await pressAt(page, card(page, task).getByRole("button", { name: "Reset task" }));
    await pressAt(page, card(page, task).getByRole("button", { name: "Go back to the start of this task" }));
    await expect(card(page, task)).toHaveText(before ?? "");
  },
};

/** Goes back on the track of commands to where the task was open, and forth again. */
const undoAndRedo: Detour = {
  at: middle,
  after: true,
  async take(page, { lesson }, task) {
    const track = page.getByRole("slider", { name: "History" });
    const count = await entered(page);
    await pressAt(page, track, "ArrowLeft");
    await read(page, task);
    await pressAt(page, track, "Home");
    await read(page, lesson.tasks[0] as Task);
    await pressAt(page, track, "End");
    await expect(card(page, task, "done")).toBeVisible();
    expect(await entered(page)).toBe(count);
  },
};

/** Asks for one rung of the ladder after the other, and looks at a solution without using it. */
const hints: Detour = {
  at: middle,
  async take(page, { lesson }, task) {
    const said = { Nudge: "nudge", Where: "where", Shape: "shape" } as const;
    for (const [rung, kind] of Object.entries(said)) {
      const hint = task.hints.find((one) => one.kind === kind);
      if (!hint) continue;
      await pressAt(page, card(page, task).getByRole("button", { name: rung, exact: true }));
      await says(page, task, kind === "shape" ? hint.say : words(hint.say)).toBeVisible();
    }
    const lines = (lesson.solution[task.id] ?? []).filter(({ spare }) => !spare).map(({ line }) => line);
    await pressAt(page, card(page, task).getByRole("button", { name: "Command", exact: true }));
    await expect(card(page, task).getByRole("status").locator("pre")).toHaveText(lines);
    await pressAt(page, card(page, task).getByRole("button", { name: "Compare with a solution" }));
    await expect(page.getByRole("region", { name: "Your commands and a solution" })).toContainText(lines[0] ?? "");
  },
};

/** Guesses, reads why, and sees on a copy what happens. */
const prediction: Detour = {
  at: ({ lesson }) => lesson.tasks[lesson.predicts[0]?.after ?? -1],
  async take(page, { lesson }) {
    const [asked] = lesson.predicts;
    const right = asked?.options.find((option) => option.right);
    const before = await entered(page);
    const group = page.getByRole("group", { name: words(asked?.stem ?? "") });
    await chooseIn(page, group, words(right?.text ?? ""));
    await expect(page.getByText(`So it is. ${words(right?.why ?? "")}`)).toBeVisible();
    await pressAt(page, page.getByRole("button", { name: "See what happens, on a copy" }));
    const proof = page.getByRole("group", { name: "What it printed" });
    await expect(proof).toContainText(asked?.run[0] ?? "");
    await expect(proof).not.toContainText("command not found");
    expect(await entered(page)).toBe(before);
  },
};

const reload: Detour = {
  at: middle,
  after: true,
  async take(page, { lesson }, task) {
    const count = await entered(page);
    await page.reload();
    await promptIsThere(page);
    await expect(card(page, task, "done")).toBeVisible();
    await expect(page.getByText(`Task ${lesson.tasks.indexOf(task) + 2} of ${lesson.tasks.length}`).first()).toBeVisible();
    await expect.poll(() => entered(page)).toBe(count);
  },
};

/** Leaves for the page of the course, reads there how far the lesson is, and goes on. */
const away: Detour = {
  at: first,
  after: true,
  async take(page, { lesson }, task) {
    await pressAt(page, page.getByRole("link", { name: "Gantry, home" }));
    await expect(page.getByRole("row").filter({ hasText: lesson.title })).toContainText(`1 of ${lesson.tasks.length} tasks`);
    await pressAt(page, page.getByRole("link", { name: /^Go on with lesson/ }));
    await promptIsThere(page);
    await expect(card(page, task, "done")).toBeVisible();
  },
};

/** Answers a question of the quiz before the last task is done. */
const question: Detour = {
  at: ({ lesson }) => lesson.tasks.at(-1),
  async take(page, { quiz }) {
    const [item] = quiz;
    const group = page.getByRole("group", { name: words(item?.stem ?? "") });
    for (const { text, right } of item?.options ?? []) {
      if (!right) continue;
      if (item?.choose === 1) await chooseIn(page, group, words(text));
      else await pressAt(page, group.getByRole("checkbox", { name: words(text), exact: true }), "Space");
    }
    await page.keyboard.press("Enter");
    const result = page.getByText("Right. Each option says why.");
    await expect(result).toBeFocused();
    await tabTo(page, page.getByRole("link", { name: "Prove it" }));
    await expect(page.getByText(/^1 of \d+ answered rightly so far/)).toBeVisible();
  },
};

export const DETOURS: Readonly<Record<string, Detour>> = { mistake, undoAndRedo, hints, prediction, reload, reset, away, question };

/** One detour for every lesson in turn; a lesson that has no occasion for the next one gets the one after it. */
export function detoursFor(lessons: readonly LoadedLesson[]): { readonly name: string; readonly task: Task; readonly detour: Detour }[] {
  const names = lessons.map((_, index) => Object.keys(DETOURS)[index % Object.keys(DETOURS).length] as string);
  return lessons.map((loaded) => {
    const place = names.findIndex((name) => DETOURS[name]?.at(loaded) !== undefined);
    const [name = ""] = names.splice(place, 1);
    const detour = DETOURS[name] as Detour;
    return { name, task: detour.at(loaded) as Task, detour };
  });
}
