/** Which tasks of which lessons are done, for the course bar and the home page; and how far each hint ladder was climbed. */
import { createStore } from "zustand/vanilla";
import { recall, remember } from "./kept.ts";

export interface Progress {
  /** Lesson slug to tasks done and tasks there are, optional ones left out. */
  readonly lessons: Readonly<Record<string, { readonly done: number; readonly of: number }>>;
  /** `slug/task` to the highest rung shown, from 0. Recorded, never scored (decision 34). */
  readonly hints: Readonly<Record<string, number>>;
}

const KEY = "gantry-progress";

export const progress = createStore<Progress>(() =>
  typeof localStorage === "undefined" ? { lessons: {}, hints: {} } : { lessons: {}, hints: {}, ...recall<Partial<Progress>>(KEY, {}) },
);

export function recordLesson(slug: string, done: number, of: number): void {
  const { lessons } = progress.getState();
  if (lessons[slug]?.done === done && lessons[slug].of === of) return;
  progress.setState({ lessons: { ...lessons, [slug]: { done, of } } });
  remember(KEY, progress.getState());
}

export function recordHint(slug: string, task: string, rung: number): void {
  progress.setState({ hints: { ...progress.getState().hints, [`${slug}/${task}`]: rung } });
  remember(KEY, progress.getState());
}
