/** What the current page is about, as data in the page itself. */
import type { Lesson } from "../session/contract.ts";

interface Way {
  readonly slug: string;
  readonly title: string;
}

export interface LessonTarget {
  readonly lesson: Lesson;
  /** A lesson of the course: the one after it, and all of them in order. */
  readonly next?: Way | null;
  readonly slugs?: readonly string[];
  /** Lessons in whose worlds this one may go on, the nearest first. */
  readonly before?: readonly Way[];
  /** Not of the course itself: the lesson it lies beside. */
  readonly back?: Way;
  /** A proof: its world is made anew each time, and these lines are entered for the learner. */
  readonly play?: readonly string[];
  /** The panel in which it can be seen. */
  readonly look?: string;
}

export type Target = LessonTarget | { readonly world: string };

export function pageTarget(): Target {
  return JSON.parse(document.getElementById("target")?.textContent ?? '{"world":"blank"}') as Target;
}
