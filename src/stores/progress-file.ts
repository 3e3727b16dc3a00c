/** Progress as one file to take along (progress-form.ts). */
import { isMap, joinedLesson, type Progress, readProgress } from "./progress-form.ts";

/** A file that holds no progress; the message is for the person. */
export class BadProgress extends Error {}

/** Characters of a file that is looked at. */
const LONGEST_FILE = 2_000_000;

export function writeProgress(progress: Progress): string {
  return `${JSON.stringify({ gantry: "progress", version: 1, ...progress }, null, 1)}\n`;
}

/** Reads an exported file. */
export function readProgressFile(text: string): Progress {
  if (text.length > LONGEST_FILE) throw new BadProgress("This file is too large to be progress of Gantry.");
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new BadProgress("This file is no JSON.");
  }
  if (!isMap(data) || data.gantry !== "progress") throw new BadProgress("This file holds no progress of Gantry.");
  if (data.version !== 1) throw new BadProgress("This file was written by a newer version of Gantry.");
  return readProgress(data);
}

/** Both together: nothing that either knows is lost. */
export function joined(mine: Progress, theirs: Progress): Progress {
  const lessons = { ...mine.lessons };
  for (const [slug, lesson] of Object.entries(theirs.lessons)) lessons[slug] = joinedLesson(lessons[slug], lesson);
  const hints = { ...mine.hints };
  for (const [key, rung] of Object.entries(theirs.hints)) hints[key] = Math.max(rung, hints[key] ?? 0);
  const quiz = { ...mine.quiz };
  for (const [key, answer] of Object.entries(theirs.quiz)) if (answer.at >= (quiz[key]?.at ?? 0)) quiz[key] = answer;
  const last = mine.last ?? theirs.last;
  return {
    lessons,
    hints,
    quiz,
    commands: { ...theirs.commands, ...mine.commands },
    errors: { ...theirs.errors, ...mine.errors },
    ...(last === undefined ? {} : { last }),
  };
}
