/**
 * The one parser of lessons (decision 31): a folder's texts in, a `Lesson` out, nothing run. The site's pages, `npm run lessons` and
 * lessons from links all call it; it needs no file system.
 */

import { type Data, isMap, mergePatch, readYaml, texts } from "./data.ts";
import type { Lesson, SolutionLine } from "./engine.ts";
import type { Glossary } from "./glossary.ts";
import { LessonError } from "./problem.ts";
import { parseProse } from "./prose.ts";
import { type Question, questionsOf } from "./quiz.ts";
import { type Mistake, parseMistake, parseSolution } from "./solution.ts";
import type { Validate } from "./task.ts";
import { fill, pick, unfilled, type Values } from "./variables.ts";

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
}

/** A lesson and what stands beside it: other right ways, wrong ways, questions. */
export interface ParsedLesson {
  readonly lesson: Lesson;
  readonly alternatives: Readonly<Record<string, Readonly<Record<string, readonly SolutionLine[]>>>>;
  readonly mistakes: readonly Mistake[];
  readonly quiz: readonly Question[];
  readonly reviewed: string | undefined;
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
  const { front: rawFront, body } = frontMatter(source, at("lesson.md"));
  const start = String(rawFront.start ?? "world:blank");
  const chain = worldChain(start, worlds, at("lesson.md"));
  const picked = pick([...chain.map(({ data }) => data.vary), rawFront.vary], options.seed);
  const world = worldOf(chain, files, picked, at, options.validate);
  const values: Values = { ...picked, ...registryValues(world) };
  const front = readYaml(fill(frontText(source), values), at("lesson.md"), 2) as Data;
  const fault = options.validate?.("front", front)[0];
  if (fault !== undefined) throw new LessonError(at("lesson.md"), 1, fault);
  const prose = parseProse(filledProse(body, values, at("lesson.md")), {
    file: at("lesson.md"),
    glossary,
    lessons: new Set(options.lessons ?? []),
    href: options.href ?? ((slug) => `../${slug}/`),
    ...(options.validate ? { validate: options.validate } : {}),
  });
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
    variables: picked,
    ...prose,
    solution: filled["solution.sh"] === undefined ? {} : parseSolution(filled["solution.sh"], at("solution.sh")),
  };
  checkTasks(lesson, at("lesson.md"));
  return { lesson, reviewed: typeof front.reviewed === "string" ? front.reviewed : undefined, ...besides(filled, at, options.validate) };
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

/** Front matter as text, its first line being line 2 of the file. */
function frontText(source: string): string {
  return /^---\n([\s\S]*?)\n---(\n|$)/.exec(source)?.[1] ?? "";
}

/** The body keeps its line numbers: empty lines stand where the front matter was. */
function frontMatter(source: string, file: string): { front: Data; body: string } {
  const match = /^---\n[\s\S]*?\n---(\n|$)/.exec(source);
  if (!match) throw new LessonError(file, 1, "a lesson begins with front matter between two lines `---`");
  const front = readYaml(frontText(source), file, 2);
  if (!isMap(front)) throw new LessonError(file, 1, "front matter is a mapping");
  return { front, body: "\n".repeat(match[0].split("\n").length - 1) + source.slice(match[0].length) };
}

function filledProse(body: string, values: Values, file: string): string {
  const filled = fill(body, values);
  const left = unfilled(filled)[0];
  if (left === undefined) return filled;
  throw new LessonError(file, filled.slice(0, filled.search(`{{ *${left}`)).split("\n").length, `unknown variable {{${left}}}`);
}

interface World {
  readonly name: string;
  readonly data: Data;
  readonly text: string;
}

/** The world of `start` and those it extends, the first one first. */
function worldChain(start: string, worlds: Readonly<Record<string, string>>, file: string): World[] {
  const [kind, name = ""] = start.split(":");
  if (kind !== "world") throw new LessonError(file, 1, `start: ${start} is not yet known; only world:NAME is`);
  const chain: World[] = [];
  for (let next: string | undefined = name; next !== undefined; ) {
    const text: string | undefined = worlds[next];
    if (text === undefined || chain.some((one) => one.name === next)) throw new LessonError(file, 1, `there is no world "${next}"`);
    const data = readYaml(text, `lessons/worlds/${next}.yaml`);
    if (!isMap(data)) throw new LessonError(`lessons/worlds/${next}.yaml`, 1, "a world is a mapping");
    chain.unshift({ name: next, data, text });
    next = typeof data.extends === "string" ? data.extends : undefined;
  }
  return chain;
}

/** Worlds, `start.yaml` and `home/` merged in this order, every variable replaced. */
function worldOf(
  chain: readonly World[],
  files: Readonly<Record<string, string>>,
  picked: Values,
  at: (path: string) => string,
  validate?: Validate,
): Data {
  const patches = [
    ...chain.map(({ name, text }) => ({ text, file: `lessons/worlds/${name}.yaml` })),
    ...(files["start.yaml"] === undefined ? [] : [{ text: files["start.yaml"], file: at("start.yaml") }]),
  ];
  const merge = (values: Values) =>
    patches.reduce<unknown>((world, { text, file }) => mergePatch(world, readYaml(fill(text, values), file)), {}) as Data;
  const values: Values = { ...picked, ...registryValues(merge(picked)) };
  for (const { text, file } of patches) {
    const fault = validate?.("patch", readYaml(fill(text, values), file))[0];
    if (fault !== undefined) throw new LessonError(file, 1, fault);
  }
  const { extends: _extends, about: _about, vary: _vary, ...world } = merge(values);
  const home = Object.entries(files).flatMap(([path, text]) => (path.startsWith("home/") ? [[path.slice("home/".length), fill(text, values)]] : []));
  return { ...world, files: { ...(isMap(world.files) ? world.files : {}), ...Object.fromEntries(home) } };
}

/** What `{{registry}}`, `{{account}}` and `{{region}}` stand for. */
function registryValues(world: Data): { registry: string; account: string; region: string } {
  const account = String(world.account ?? "111122223333");
  const region = String(world.region ?? "us-east-1");
  return { account, region, registry: `${account}.dkr.ecr.${region}.amazonaws.com` };
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
