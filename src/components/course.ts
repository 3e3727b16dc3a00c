/** The lessons in the order of the course, read once per build. */
import { type LoadedLesson, loadLessons } from "../lessons/load.ts";

let loading: Promise<LoadedLesson[]> | undefined;

export function course(): Promise<LoadedLesson[]> {
  loading ??= loadLessons();
  return loading;
}

/** Prose cut at its tasks: what stands before each task, the task's id, and the rest. */
export function cutAtTasks(html: string): { readonly prose: string; readonly task?: string }[] {
  const parts = html.split(/<section\b[^>]*\bdata-task="([^"]+)"[^>]*>[\s\S]*?<\/section>/);
  const pieces: { prose: string; task?: string }[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const task = parts[index + 1];
    pieces.push({ prose: withRunButtons(parts[index] ?? ""), ...(task === undefined ? {} : { task }) });
  }
  return pieces;
}

const PLAY = '<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M4.5 3v10l8-5z"/></svg>';

/** Gives every run block its button. */
export function withRunButtons(html: string): string {
  return html.replace(
    /(<div\b(?=[^>]*\bdata-run=)(?![^>]*\bdata-predict=)[^>]*>\s*<pre[\s\S]*?<\/pre>)/g,
    `$1<button class="go" type="button" title="Alt-click to edit it first">${PLAY}Run</button>`,
  );
}
