/**
 * Progress as it lies in the browser and in a file: one form, read by one careful reader. What comes in is data from a stranger:
 * everything that is not exactly as expected is left out, nothing of it is ever run or put into a page as HTML.
 */

export interface LessonProgress {
  /** Tasks done and tasks there are, optional ones left out. */
  readonly done: number;
  readonly of: number;
  /** Ids of the tasks done, optional ones too. */
  readonly tasks: readonly string[];
}

export interface QuizProgress {
  /** Keys of the options chosen last. */
  readonly chosen: readonly string[];
  readonly right: boolean;
  /** Answers given so far, and when the last one was, in ms since 1970. */
  readonly tries: number;
  readonly at: number;
}

export interface CommandNote {
  /** The line as it was entered last. */
  readonly line: string;
  readonly count: number;
  /** Where it was used last: slug of a lesson, or "sandbox". */
  readonly where: string;
}

export interface ErrorNote {
  readonly line: string;
  /** What was printed: the line that holds the error. */
  readonly said: string;
  readonly count: number;
  readonly where: string;
}

export interface Progress {
  /** By slug; a lesson's broken world is `repair:SLUG`. */
  readonly lessons: Readonly<Record<string, LessonProgress>>;
  /** `slug/task` to the highest rung shown, from 0. Recorded, never scored (decision 34). */
  readonly hints: Readonly<Record<string, number>>;
  /** By `slug/question`. */
  readonly quiz: Readonly<Record<string, QuizProgress>>;
  /** Commands by their words, `aws ecr create-repository`. */
  readonly commands: Readonly<Record<string, CommandNote>>;
  /** Errors by their code or their fixed words. */
  readonly errors: Readonly<Record<string, ErrorNote>>;
  /** The lesson that was open last. */
  readonly last?: string;
}

export const NO_PROGRESS: Progress = { lessons: {}, hints: {}, quiz: {}, commands: {}, errors: {} };

/** Entries of each kind, characters of a kept line. */
const MOST = 2_000;
const LONGEST = 400;

const KEY = /^[a-z0-9][a-z0-9:/.-]{0,120}$/;

/** What of a value is progress. */
export function readProgress(data: unknown): Progress {
  if (!isMap(data)) return NO_PROGRESS;
  return {
    lessons: entries(data.lessons, KEY, readLesson),
    hints: entries(data.hints, KEY, (value) => within(value, 0, 4)),
    quiz: entries(data.quiz, KEY, readQuiz),
    commands: entries(data.commands, /^[\x20-\x7e]{1,120}$/, readCommand),
    errors: entries(data.errors, /^[\x20-\x7e]{1,120}$/, readError),
    ...(typeof data.last === "string" && KEY.test(data.last) ? { last: data.last } : {}),
  };
}

/** What has been done stays done, also when it is undone, or done over in a fresh world. */
export function joinedLesson(before: LessonProgress | undefined, now: LessonProgress): LessonProgress {
  if (!before) return now;
  return { done: Math.min(now.of, Math.max(before.done, now.done)), of: now.of, tasks: [...new Set([...before.tasks, ...now.tasks])] };
}

type Data = Readonly<Record<string, unknown>>;

export function isMap(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function entries<T>(value: unknown, key: RegExp, read: (value: unknown) => T | undefined): Record<string, T> {
  const found: Record<string, T> = {};
  if (!isMap(value)) return found;
  for (const [name, entry] of Object.entries(value).slice(0, MOST)) {
    const one = key.test(name) && name !== "__proto__" ? read(entry) : undefined;
    if (one !== undefined) found[name] = one;
  }
  return found;
}

function within(value: unknown, from: number, to: number): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value >= from && value <= to ? value : undefined;
}

function keys(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string" && KEY.test(one)).slice(0, 100) : [];
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value.slice(0, LONGEST) : undefined;
}

function readLesson(value: unknown): LessonProgress | undefined {
  if (!isMap(value)) return undefined;
  const done = within(value.done, 0, 100);
  const of = within(value.of, 0, 100);
  return done === undefined || of === undefined || done > of ? undefined : { done, of, tasks: keys(value.tasks) };
}

function readQuiz(value: unknown): QuizProgress | undefined {
  if (!isMap(value) || typeof value.right !== "boolean") return undefined;
  const at = within(value.at, 0, Number.MAX_SAFE_INTEGER) ?? 0;
  return { chosen: keys(value.chosen), right: value.right, tries: within(value.tries, 1, 1_000_000) ?? 1, at };
}

function readCommand(value: unknown): CommandNote | undefined {
  if (!isMap(value)) return undefined;
  const line = text(value.line);
  if (line === undefined) return undefined;
  return { line, count: within(value.count, 1, 1_000_000) ?? 1, where: placeOf(value.where) };
}

function readError(value: unknown): ErrorNote | undefined {
  const command = readCommand(value);
  const said = isMap(value) ? text(value.said) : undefined;
  return command && said !== undefined ? { ...command, said } : undefined;
}

function placeOf(value: unknown): string {
  return typeof value === "string" && KEY.test(value) ? value : "sandbox";
}
