/**
 * A lesson on paper: what a learner reads and ticks, with or without the solutions, and the teacher's notes. Data only; the page that
 * prints it decides how it looks. Nothing in it needs a script, and without `solutions` nothing in it gives an answer away.
 */
import type { SolutionLine } from "./engine.ts";
import type { LoadedLesson } from "./load.ts";

export interface Handout {
  readonly title: string;
  readonly module: string;
  readonly summary: string;
  readonly minutes: number;
  readonly objectives: readonly string[];
  readonly keypoints: readonly string[];
  readonly exam: readonly string[];
  /** Prose as safe HTML; in place of a task stands `<div data-handout-task="id"></div>`, of a prediction `<div data-handout-predict="id"></div>`. */
  readonly html: string;
  readonly tasks: readonly HandoutTask[];
  readonly predictions: readonly HandoutQuestion[];
  readonly questions: readonly HandoutQuestion[];
  /** The broken world at the end. */
  readonly repair?: { readonly title: string; readonly html: string; readonly task: HandoutTask };
  /** Words that the prose explains, in its order. */
  readonly terms: readonly { readonly word: string; readonly says: string }[];
  readonly further: readonly { readonly title: string; readonly url: string }[];
  /** Names and numbers of this copy that another learner's copy may have otherwise. */
  readonly varies: readonly string[];
}

export interface HandoutTask {
  readonly id: string;
  readonly title: string;
  readonly html: string;
  /** What is wanted, each with a box to tick; plain text with `code` in backticks. */
  readonly goals: readonly string[];
  /** Questions with a line to write the answer on. */
  readonly asks: readonly { readonly question: string; readonly choose: readonly string[] }[];
  readonly solution?: readonly string[];
}

export interface HandoutQuestion {
  readonly id: string;
  readonly stem: string;
  /** How many are to be ticked. */
  readonly choose: number;
  readonly options: readonly { readonly text: string; readonly right?: boolean; readonly why?: string }[];
}

export interface HandoutOptions {
  readonly solutions: boolean;
}

export function handoutOf({ lesson, module, quiz, repair }: LoadedLesson, { solutions }: HandoutOptions): Handout {
  const { title, summary, minutes, objectives, keypoints, exam, further } = lesson;
  const broken = repair?.lesson;
  const task = broken?.tasks[0];
  return {
    ...{ title, summary, minutes, objectives, keypoints, exam, further },
    module: module.title,
    html: paperHtml(lesson.html, solutions),
    tasks: lesson.tasks.map((one) => taskOf(one, lesson.solution[one.id], solutions)),
    predictions: lesson.predicts.map(({ id, stem, options }) => ({ id, stem, choose: 1, options: optionsOf(options, solutions) })),
    questions: quiz.map(({ id, stem, choose, options }) => ({ id, stem, choose, options: optionsOf(options, solutions) })),
    ...(broken && task
      ? { repair: { title: broken.title, html: paperHtml(broken.html, solutions), task: taskOf(task, broken.solution[task.id], solutions) } }
      : {}),
    terms: termsOf(lesson.html),
    varies: variedIn({ lesson, quiz, repair }),
  };
}

/** What stands on a line of the sheet; a commit's forty digits do not. */
const LONGEST_VALUE = 16;

/** Values of the lesson's variables that somebody reads in it: paper has one copy's, and each learner's screen has its own. */
export function variedIn({ lesson, quiz, repair }: Pick<LoadedLesson, "lesson" | "quiz"> & { readonly repair?: LoadedLesson["repair"] }): string[] {
  const printed = JSON.stringify([lesson.html, lesson.solution, quiz, repair?.lesson.html, repair?.lesson.solution]);
  const words = new Set(printed.split(/[^\w.-]+/).flatMap((word) => [word, word.replace(/[.]+$/, "")]));
  const values = Object.values(lesson.variables).filter((value) => value.length <= LONGEST_VALUE && words.has(value));
  return [...new Set(values)];
}

function taskOf(
  { id, title, html, checks, goals }: LoadedLesson["lesson"]["tasks"][number],
  lines: readonly SolutionLine[] | undefined,
  solutions: boolean,
): HandoutTask {
  const asks = checks.flatMap(({ ask, choose }) =>
    typeof ask === "string" ? [{ question: ask, choose: Array.isArray(choose) ? choose.map(String) : [] }] : [],
  );
  return {
    ...{ id, title },
    html: paperHtml(html, solutions),
    goals: goals.filter((_, index) => typeof checks[index]?.ask !== "string"),
    asks,
    ...(solutions ? { solution: (lines ?? []).map(({ line }) => line) } : {}),
  };
}

function optionsOf(
  options: readonly { readonly text: string; readonly right: boolean; readonly why: string }[],
  solutions: boolean,
): HandoutQuestion["options"] {
  return options.map(({ text, right, why }) => (solutions ? { text, right, why } : { text }));
}

/** What a screen can do and paper cannot becomes text; what gives answers away or is the teacher's goes. */
function paperHtml(html: string, solutions: boolean): string {
  return html
    .replace(/<section class="task" data-task="([^"]+)"[\s\S]*?<\/section>/g, '<div data-handout-task="$1"></div>')
    .replace(/<div class="predict" data-predict="([^"]+)"[\s\S]*?<\/ul><\/div>/g, '<div data-handout-predict="$1"></div>')
    .replace(/<aside class="teach" hidden>([\s\S]*?)<\/aside>/g, solutions ? '<aside class="teach">$1</aside>' : "")
    .replace(/<button type="button" class="panel-link"[^>]*>([\s\S]*?)<\/button>/g, "$1")
    .replace(/<a class="term"[^>]*>([\s\S]*?)<\/a>/g, '<em class="term">$1</em>')
    .replace(/<a data-lesson="[^"]*"[^>]*>([\s\S]*?)<\/a>/g, "$1")
    .replace(/ (data-run|data-exit|data-type|data-task|tabindex)="[^"]*"/g, "");
}

function termsOf(html: string): { word: string; says: string }[] {
  const found = new Map<string, string>();
  for (const [, key = "", says = ""] of html.matchAll(/<a class="term" data-term="([^"]+)"[^>]*title="([^"]*)"/g))
    found.set(key.replaceAll("-", " "), unescaped(says));
  return [...found].map(([word, says]) => ({ word, says }));
}

const NAMED: Readonly<Record<string, string>> = { quot: '"', lt: "<", gt: ">", amp: "&" };

function unescaped(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|(\w+));/gi, (whole, hex: string | undefined, name: string) =>
    hex === undefined ? (NAMED[name] ?? whole) : String.fromCodePoint(Number.parseInt(hex, 16)),
  );
}
