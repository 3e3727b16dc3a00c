/**
 * The one parser of lessons (decision 31): a folder's texts in, a `Lesson` out, nothing run. The site's pages, `npm run lessons` and
 * lessons from links all call it; it needs no file system.
 */

import { type Data, isMap, readYaml, texts } from "./data.ts";
import type { Lesson, Reach, SolutionLine } from "./engine.ts";
import type { Glossary } from "./glossary.ts";
import { LessonError } from "./problem.ts";
import { proofOf } from "./proof.ts";
import { type ProseOptions, parseProse } from "./prose.ts";
import { type Question, questionsOf } from "./quiz.ts";
import { type Mistake, parseMistake, parseSolution } from "./solution.ts";
import { chainOf, type Folder, frontOf, frontText, type Library, ownPieces, startOf } from "./start.ts";
import type { Validate } from "./task.ts";
import { fill, unfilled, type Values } from "./variables.ts";

export interface ParseOptions {
  readonly slug: string;
  readonly module: string;
  /** Shown in errors before the file's name: `lessons/foundations/first-flight/`. */
  readonly folder?: string;
  readonly seed?: string;
  /** Slugs of lessons that exist. */
  readonly lessons?: Iterable<string>;
  readonly href?: (slug: string) => string;
  readonly validate?: Validate;
  /** Folders of the other lessons by slug, for those that begin where another begins or ends. */
  readonly folders?: Readonly<Record<string, Folder>>;
}

/** A lesson and what stands beside it: other right ways, wrong ways, questions. */
export interface ParsedLesson {
  readonly lesson: Lesson;
  readonly alternatives: Readonly<Record<string, Readonly<Record<string, readonly SolutionLine[]>>>>;
  readonly mistakes: readonly Mistake[];
  readonly quiz: readonly Question[];
  /** By question: the lesson in small in which its answer can be seen. */
  readonly proofs: Readonly<Record<string, Lesson>>;
  readonly reviewed: string | undefined;
  /** Notes for the person in front of the class. */
  readonly teach?: { readonly minutes: number; readonly html: string };
}

/** `files` by path inside the lesson's folder; `worlds` by name, as text. */
export function parseLesson(
  files: Readonly<Record<string, string>>,
  worlds: Readonly<Record<string, string>>,
  glossary: Glossary,
  options: ParseOptions,
): ParsedLesson {
  const at = (path: string) => `${options.folder ?? ""}${path}`;
  const source = files["lesson.md"];
  if (source === undefined) throw new LessonError(at("lesson.md"), 1, "there is no lesson.md");
  const rawFront = frontOf(source, at("lesson.md"));
  const start = String(rawFront.start ?? "world:blank");
  const own: Folder = { folder: options.folder ?? "", files };
  const library: Library = {
    worlds,
    lessons: { ...options.folders, [options.slug]: own },
    ...(options.validate ? { validate: options.validate } : {}),
  };
  const { pieces, varies } = chainOf(start, library, at("lesson.md"), [`lesson:${options.slug}`]);
  const chain = { pieces: [...pieces, ...ownPieces(own)], varies: [...varies, rawFront.vary] };
  const { world, made, picked, values } = startOf(chain, library, { seed: options.seed });
  const front = readYaml(fill(frontText(source), values), at("lesson.md"), 2) as Data;
  const fault = options.validate?.("front", front)[0];
  if (fault !== undefined) throw new LessonError(at("lesson.md"), 1, fault);
  const reading = (file: string): ProseOptions => ({
    file,
    glossary,
    lessons: new Set(options.lessons ?? []),
    beside: (path) => (files[path] === undefined ? undefined : fill(files[path], values)),
    href: options.href ?? ((slug) => `../${slug}/`),
    ...(options.validate ? { validate: options.validate } : {}),
  });
  const prose = parseProse(filledProse(bodyOf(source), values, at("lesson.md")), reading(at("lesson.md")));
  const filled = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, fill(text, values)]));
  const lesson: Lesson = {
    slug: options.slug,
    module: options.module,
    title: String(front.title ?? ""),
    summary: String(front.summary ?? ""),
    minutes: Number(front.minutes ?? 0),
    objectives: texts(front.objectives),
    keypoints: texts(front.keypoints),
    after: texts(front.after),
    claims: texts(front.claims),
    exam: texts(front.exam),
    panels: texts(front.panels),
    further: Array.isArray(front.further) ? front.further.filter(isMap).map(({ title, url }) => ({ title: String(title), url: String(url) })) : [],
    start,
    world,
    ...(made ? { made } : {}),
    ...(filled["reach.yaml"] === undefined ? {} : { reach: reachOf(filled["reach.yaml"], at("reach.yaml")) }),
    variables: picked,
    ...prose,
    solution: filled["solution.sh"] === undefined ? {} : parseSolution(filled["solution.sh"], at("solution.sh")),
  };
  checkTasks(lesson, at("lesson.md"));
  const beside = besides(filled, at, options.validate);
  const proofs = Object.fromEntries(beside.quiz.map((question) => [question.id, proofOf(lesson, question, library, at("quiz.yaml"))]));
  return {
    lesson,
    reviewed: typeof front.reviewed === "string" ? front.reviewed : undefined,
    ...beside,
    proofs,
    ...teachOf(filled["teach.md"], reading(at("teach.md"))),
  };
}

function besides(
  files: Readonly<Record<string, string>>,
  at: (path: string) => string,
  validate: Validate | undefined,
): Pick<ParsedLesson, "alternatives" | "mistakes" | "quiz"> {
  const named = (pattern: RegExp) =>
    Object.entries(files).flatMap(([path, text]) => (pattern.test(path) ? [{ path, text, name: pattern.exec(path)?.[1] ?? "" }] : []));
  const quiz = files["quiz.yaml"];
  return {
    alternatives: Object.fromEntries(named(/^solution\.alt-(.+)\.sh$/).map(({ path, text, name }) => [name, parseSolution(text, at(path))])),
    mistakes: named(/^mistakes\/(.+)\.sh$/).map(({ path, text }) => parseMistake(text, at(path))),
    quiz: quiz === undefined ? [] : questionsOf(quiz, at("quiz.yaml"), validate),
  };
}

/** The body keeps its line numbers: empty lines stand where the front matter was. */
function bodyOf(source: string): string {
  const front = /^---\n[\s\S]*?\n---(\n|$)/.exec(source)?.[0] ?? "";
  return "\n".repeat(front.split("\n").length - 1) + source.slice(front.length);
}

function filledProse(body: string, values: Values, file: string): string {
  const filled = fill(body, values);
  const left = unfilled(filled)[0];
  if (left === undefined) return filled;
  throw new LessonError(file, filled.slice(0, filled.search(`{{ *${left}`)).split("\n").length, `unknown variable {{${left}}}`);
}

/** `teach.md`: minutes in its front matter, and prose. */
function teachOf(text: string | undefined, options: ProseOptions): Pick<ParsedLesson, "teach"> {
  if (text === undefined) return {};
  const { minutes } = frontOf(text, options.file);
  return { teach: { minutes: Number(minutes ?? 0), html: parseProse(filledProse(bodyOf(text), {}, options.file), options).html } };
}

/** `reach.yaml`, written by `npm run lessons -- --reach`: by task, what its solution opens and closes. */
function reachOf(text: string, file: string): Record<string, Reach> {
  const data = readYaml(text, file);
  if (!isMap(data)) throw new LessonError(file, 1, "reach.yaml is a mapping by task");
  return Object.fromEntries(
    Object.entries(data).map(([task, one]) => [
      task,
      isMap(one) ? { opens: texts(one.opens), closes: texts(one.closes) } : { opens: [], closes: [] },
    ]),
  );
}

/** Ids once each, needs that exist, no circle, a section of the solution for every task. */
function checkTasks({ tasks, solution }: Lesson, file: string): void {
  const seen = new Set<string>();
  for (const { id, needs } of tasks) {
    if (seen.has(id)) throw new LessonError(file, 1, `two tasks are called "${id}"`);
    const missing = needs.find((need) => !seen.has(need));
    if (missing !== undefined) throw new LessonError(file, 1, `task "${id}" needs "${missing}", which is no task before it`);
    seen.add(id);
  }
  const without = tasks.find(({ id }) => !(id in solution));
  if (without) throw new LessonError(file, 1, `solution.sh has no section "# task: ${without.id}"`);
  const extra = Object.keys(solution).find((id) => !seen.has(id));
  if (extra !== undefined) throw new LessonError(file, 1, `solution.sh has a section "${extra}" and the lesson no such task`);
}
