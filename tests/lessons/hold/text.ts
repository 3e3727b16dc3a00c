/** What lessons are held to as texts (DESIGN §9, FORMAT §9). */
import { isMap } from "../../../src/lessons/data.ts";
import { examFaults } from "../../../src/lessons/exams.ts";
import { lintLesson } from "../../../src/lessons/lint.ts";
import type { LoadedLesson } from "../../../src/lessons/load.ts";
import type { Fault, Rule } from "./rules.ts";

const HEADINGS = ["Timing", "Before you start", "Say it in one breath", "Confusions", "Questions", "If there is time"];
const LETTERS = /all of the above|none of the above|\boption [a-d]\b|\b(answer|option)s? [A-D]\b/i;
const KNOWN_FILES =
  /^(repair\/)?(lesson\.md|solution\.sh|solution\.alt-[a-z0-9-]+\.sh|mistakes\/[a-z0-9-]+\.sh|start\.yaml|reach\.yaml|home\/.+|figures\/[a-z0-9-]+\.svg|quiz\.yaml|teach\.md)$/;

/** `slugs` are those of all lessons that exist. */
export function holdText(one: LoadedLesson, slugs: ReadonlySet<string>): Fault[] {
  return [style(one), front(one), links(one, slugs), quiz(one), teach(one), repair(one), probes(one), html(one)].flat();
}

function faults(rule: Rule, says: readonly (string | false)[]): Fault[] {
  return says.flatMap((sentence) => (sentence === false ? [] : [{ rule, says: sentence }]));
}

function style({ files }: LoadedLesson): Fault[] {
  return faults("style", lintLesson(files));
}

function front({ lesson, reviewed, repair: broken, files }: LoadedLesson): Fault[] {
  return faults("front", [
    lesson.summary === "" && "front matter: a summary",
    lesson.exam.length === 0 && "front matter: exam, the codes of what it prepares for",
    ...examFaults(lesson.exam, files["lesson.md"] ?? "").map(({ line, fault }) => `lesson.md:${line}: ${fault}`),
    !/^\d{4}-\d{2}-\d{2}$/.test(reviewed ?? "") && "front matter: reviewed, the day its facts were last checked",
    ...lesson.further.filter(({ url }) => !url.startsWith("https://")).map(({ url }) => `front matter: further: ${url} is no https address`),
    ...[lesson, ...(broken ? [broken.lesson] : [])].filter(({ minutes }) => minutes < 1).map(({ slug }) => `${slug}: minutes`),
  ]);
}

function links({ lesson, files }: LoadedLesson, slugs: ReadonlySet<string>): Fault[] {
  const named = Object.entries(files).flatMap(([path, text]) =>
    path.endsWith(".md") ? [...text.matchAll(/\]\(lesson:([a-z0-9-]+)\)/g)].map(([, slug = ""]) => ({ path, slug })) : [],
  );
  return faults("links", [
    ...lesson.after.filter((slug) => !slugs.has(slug)).map((slug) => `front matter: after names ${slug}, which is no lesson`),
    ...named.filter(({ slug }) => !slugs.has(slug)).map(({ path, slug }) => `${path}: a link to ${slug}, which is no lesson`),
    ...Object.keys(files)
      .filter((path) => !KNOWN_FILES.test(path))
      .map((path) => `${path}: no file of a lesson is called that`),
    ...Object.keys(files)
      .filter((path) => path.includes("figures/") && !(files[path.replace(/figures\/.*/, "lesson.md")] ?? "").includes(path.replace("repair/", "")))
      .map((path) => `${path}: no text shows it`),
  ]);
}

function quiz({ lesson, quiz: questions }: LoadedLesson): Fault[] {
  const ids = questions.map(({ id }) => id);
  const longest = questions.filter(({ options }) => options.reduce((a, b) => (b.text.length > a.text.length ? b : a)).right);
  return faults("quiz", [
    questions.length < 3 && `quiz.yaml: ${questions.length} questions, three at least`,
    ids.length !== new Set(ids).size && "quiz.yaml: two questions have one id",
    questions.length > 0 && longest.length === questions.length && "quiz.yaml: the right option is always the longest",
    ...questions.flatMap(({ id, stem, options, objective, prove }) => [
      (objective < 1 || objective > lesson.objectives.length) && `quiz.yaml: ${id}: there is no objective ${objective}`,
      prove.shows.length === 0 && `quiz.yaml: ${id}: its proof shows nothing`,
      options.every(({ right }) => right) && `quiz.yaml: ${id}: every option is right`,
      ...[stem, ...options.flatMap(({ text, why }) => [text, why])].map(
        (text) => LETTERS.test(text) && `quiz.yaml: ${id}: options are shuffled, so none has a letter or stands above: ${text}`,
      ),
      ...options.map(({ key, why }) => why.trim().length < 12 && `quiz.yaml: ${id}: ${key} has no reason`),
      /\bnot\b/.test(stem) &&
        !/\bNOT\b/.test(stem) &&
        /\bis not\b|\bdoes not\b/.test(stem) &&
        /^which/i.test(stem) &&
        `quiz.yaml: ${id}: a NOT that decides is in capitals`,
    ]),
  ]);
}

function teach({ files }: LoadedLesson): Fault[] {
  const text = files["teach.md"] ?? "";
  const found = [...text.matchAll(/^## (.+)$/gm)].map(([, heading = ""]) => heading);
  return faults("teach", [
    text === "" ? "there is no teach.md" : found.join() !== HEADINGS.join() && `teach.md: the headings are ${HEADINGS.join(", ")}`,
    text !== "" && !/^---\nminutes: \d+\n/.test(text) && "teach.md: front matter with minutes",
  ]);
}

function repair({ repair: broken }: LoadedLesson): Fault[] {
  const ids = broken?.lesson.tasks.map(({ id }) => id).join(", ");
  return faults("repair", [
    ids === undefined ? "there is no repair/lesson.md" : ids !== "repair" && `repair/lesson.md: one task, repair; it has ${ids}`,
  ]);
}

/** Checks in `then`, and commands, of one fork (FORMAT §3). */
const MOST_THEN = 8;
const MOST_COMMANDS = 20;

function probes({ lesson, repair: broken }: LoadedLesson): Fault[] {
  return [lesson, ...(broken ? [broken.lesson] : [])].flatMap(({ slug, tasks, solution }) =>
    tasks.flatMap(({ id, checks }) => {
      const isAboutPolicies = (solution[id] ?? []).some(({ line }) => /policy/i.test(line));
      const forks = checks.filter((check) => "fork" in check);
      const asOther = forks.some(({ fork, outcome }) => isMap(fork) && fork.as !== undefined && fork.as !== "me" && outcome === "works");
      const isLimited = checks.some((check) => "cannot" in check || "reach" in check || check.outcome === "denied");
      return faults("probes", [
        isAboutPolicies &&
          asOther &&
          !isLimited &&
          `${slug}: ${id}: a probe as somebody else must work, and none must be denied: a policy that is too wide would pass`,
        ...forks.map(
          ({ then }) => Array.isArray(then) && then.length > MOST_THEN && `${slug}: ${id}: ${then.length} checks in then, ${MOST_THEN} at most`,
        ),
        ...forks.map(
          ({ fork }) => isMap(fork) && [fork.run].flat().length > MOST_COMMANDS && `${slug}: ${id}: ${MOST_COMMANDS} commands in a fork at most`,
        ),
      ]);
    }),
  );
}

function html({ lesson }: LoadedLesson): Fault[] {
  const sections = lesson.html.match(/<section[^>]*data-task/g)?.length ?? 0;
  return faults("html", [
    ...[...lesson.html.matchAll(/<script|<style| style=| on[a-z]+="|javascript:/gi)].map(([found]) => `lesson.md: ${found} in its HTML`),
    sections !== lesson.tasks.length && `lesson.md: ${lesson.tasks.length} tasks and ${sections} sections`,
  ]);
}
