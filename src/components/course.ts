/** The lessons in the order of the course, read once per build. */
import { type LoadedLesson, loadLessons } from "../lessons/load.ts";
import type { Lesson } from "../session/contract.ts";
import { ICONS } from "./icons.ts";
import { linksFromBelow } from "./on-paper.ts";

let loading: Promise<LoadedLesson[]> | undefined;

export function course(): Promise<LoadedLesson[]> {
  loading ??= loadLessons();
  return loading;
}

/** A lesson as its page shows it: every run block of its tasks has its buttons. `below`: folders between the page and the lesson's own. */
export function withButtons(lesson: Lesson, below = 0): Lesson {
  const tasks = lesson.tasks.map((task) => ({ ...task, html: linksFromBelow(withRunButtons(task.html), below) }));
  return { ...lesson, html: linksFromBelow(lesson.html, below), tasks };
}

/** Prose cut at its tasks: what stands before each task, the task's id, and the rest. On paper run blocks have no buttons. */
export function cutAtTasks(html: string, runs = true): { readonly prose: string; readonly task?: string }[] {
  const parts = html.split(/<section\b[^>]*\bdata-task="([^"]+)"[^>]*>[\s\S]*?<\/section>/);
  const pieces: { prose: string; task?: string }[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const task = parts[index + 1];
    pieces.push({ prose: runs ? withRunButtons(parts[index] ?? "") : (parts[index] ?? ""), ...(task === undefined ? {} : { task }) });
  }
  return pieces;
}

const icon = (inside: string) => `<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${inside}</svg>`;
const BUTTONS =
  `<button class="go" type="button" title="Alt-click to edit it first">${icon(ICONS.play)}Run</button>` +
  `<button class="edit-first" type="button" aria-label="Edit it first" title="Edit it first">${icon(ICONS.pencil)}</button>`;
const TYPED = '<p class="typed">Type this one yourself.</p>';

/** What stands in a tag; a quoted value may hold `>`. */
const ATTRIBUTES = `(?:"[^"]*"|[^>"])*`;
const RUN_BLOCK = new RegExp(`(<div\\b(?=${ATTRIBUTES}\\bdata-run=)(?!${ATTRIBUTES}\\bdata-predict=)(${ATTRIBUTES})>\\s*<pre[\\s\\S]*?</pre>)`, "g");

/** Gives every run block its buttons; one that wants to be typed says so. */
export function withRunButtons(html: string): string {
  return html.replace(RUN_BLOCK, (_, block: string, attributes: string) => block + (/\bdata-type\b/.test(attributes) ? TYPED : BUTTONS));
}
