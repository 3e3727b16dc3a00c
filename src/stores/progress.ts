/** What of the course is done, for the course bar, the home page and the cookbook. Kept in this browser, and nowhere else. */
import { createStore } from "zustand/vanilla";
import { recall, remember } from "./kept.ts";
import { type CommandNote, joinedLesson, type LessonProgress, type Progress, readProgress } from "./progress-form.ts";

const KEY = "gantry-progress";

export const progress = createStore<Progress>(() => readProgress(recall<unknown>(KEY, {})));

/** Another tab may have written since: its entries are read again before this one's change is laid over them. */
function change(changed: (now: Progress) => Partial<Progress>): void {
  const now = readProgress(recall<unknown>(KEY, progress.getState()));
  const next = { ...now, ...changed(now) };
  progress.setState(next, true);
  remember(KEY, next);
}

export function recordLesson(slug: string, now: LessonProgress): void {
  const before = progress.getState().lessons[slug];
  const next = joinedLesson(before, now);
  const isSame = before?.done === next.done && before.of === next.of && before.tasks.length === next.tasks.length;
  if (!isSame) change(({ lessons }) => ({ lessons: { ...lessons, [slug]: joinedLesson(lessons[slug], now) } }));
}

/** The lesson that is open now: where one goes on next time. */
export function recordVisit(slug: string): void {
  if (progress.getState().last !== slug) change(() => ({ last: slug }));
}

export function recordHint(slug: string, task: string, rung: number): void {
  change(({ hints }) => ({ hints: { ...hints, [`${slug}/${task}`]: rung } }));
}

export function recordAnswer(slug: string, question: string, chosen: readonly string[], right: boolean): void {
  const key = `${slug}/${question}`;
  change(({ quiz }) => ({ quiz: { ...quiz, [key]: { chosen, right, tries: (quiz[key]?.tries ?? 0) + 1, at: Date.now() } } }));
}

/** A command that was used, for the cookbook. */
export function recordCommand(words: string, note: Omit<CommandNote, "count">): void {
  change(({ commands }) => ({ commands: { ...commands, [words]: { ...note, count: (commands[words]?.count ?? 0) + 1 } } }));
}

/** An error that a line met, for the cookbook. */
export function recordError({ code, said }: { readonly code: string; readonly said: string }, note: Omit<CommandNote, "count">): void {
  change(({ errors }) => ({ errors: { ...errors, [code]: { ...note, said, count: (errors[code]?.count ?? 0) + 1 } } }));
}

export function replaceProgress(next: Progress): void {
  change(() => next);
}
