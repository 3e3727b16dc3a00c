/**
 * `npm run lessons -- NAME`: holds one lesson to everything that the tests do, in about a second; without a name all of them.
 * `--reach NAME` writes its `reach.yaml`; `--new MODULE/NAME` makes a folder that holds already.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type LoadedLesson, MODULES } from "../src/lessons/load.ts";
import { LessonError } from "../src/lessons/problem.ts";
import { courseOf, holdLesson } from "../tests/lessons/hold/lesson.ts";
import { reachText } from "../tests/lessons/hold/reach.ts";
import { RULES } from "../tests/lessons/hold/rules.ts";
import { stage, withRepair } from "../tests/lessons/play.ts";
import { newLesson } from "./new-lesson/new-lesson.ts";

const ROOT = new URL("../", import.meta.url);

async function hold(name: string | undefined): Promise<number> {
  const { lessons, course } = await courseOf(name);
  if (lessons.length === 0) {
    console.error(`no lesson is called ${name}; there are ${[...course.slugs].join(", ")}`);
    return 1;
  }
  let bad = 0;
  for (const loaded of lessons) bad += await one(loaded, course);
  return bad === 0 ? 0 : 1;
}

async function one(loaded: LoadedLesson, course: Awaited<ReturnType<typeof courseOf>>["course"]): Promise<number> {
  const began = performance.now();
  const parts = await holdLesson(loaded, course);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const { lesson, alternatives, mistakes, quiz } = loaded;
  const counts = [
    `${lesson.tasks.length} tasks`,
    `${Object.keys(alternatives).length} other ways`,
    `${mistakes.length} mistakes`,
    `${quiz.length} questions`,
  ];
  const faults = parts.flatMap(({ slug, faults: own }) => own.map((fault) => ({ slug, ...fault })));
  console.log(`${lesson.slug}: ${counts.join(", ")}: ${faults.length === 0 ? "all holds" : `${faults.length} faults`} (${seconds} s)`);
  for (const { slug, rule, says } of faults) console.log(`\n${slug}: ${RULES[rule]}, but:\n  ${says.replaceAll("\n", "\n  ")}`);
  return faults.length;
}

async function writeReach(name: string): Promise<number> {
  const { lessons } = await courseOf(name);
  for (const { lesson, loaded } of lessons.flatMap(withRepair)) {
    const played = await stage({ lesson });
    const reaches = [];
    for (const task of lesson.tasks) {
      await played.play(lesson.solution[task.id] ?? []);
      reaches.push({ task: task.id, evidence: played.evidence() });
    }
    const text = reachText(lesson, reaches);
    if (text === undefined) continue;
    const file = `lessons/${loaded.module.slug}/${loaded.lesson.slug}/${lesson.slug.startsWith("repair:") ? "repair/" : ""}reach.yaml`;
    writeFileSync(new URL(file, ROOT), text);
    console.log(file);
  }
  return 0;
}

async function make(place: string): Promise<void> {
  for (const file of newLesson(place, { modules: MODULES, today: new Date().toISOString().slice(0, 10) })) console.log(file);
  console.log(`\nNow: npm run lessons -- ${place.split("/")[1]}`);
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { reach: { type: "string" }, new: { type: "string" } } });
const [name] = positionals;
try {
  if (values.new !== undefined) await make(values.new);
  else process.exitCode = values.reach === undefined ? await hold(name) : await writeReach(values.reach);
} catch (problem) {
  // What an author wrote wrongly is said in one line; anything else is ours, and keeps its stack.
  if (!(problem instanceof LessonError)) throw problem;
  console.error(problem.message);
  process.exitCode = 1;
}
