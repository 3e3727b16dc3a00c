/** What lessons are held to as texts: schema, links, style, quiz form (DESIGN §9, FORMAT §9). */
import { describe, expect, test } from "vitest";
import { lintLesson } from "../../src/lessons/lint.ts";
import { loadGlossary, loadLessons, loadModules } from "../../src/lessons/load.ts";
import { playables } from "./play.ts";

const lessons = await loadLessons();
const slugs = new Set(lessons.map(({ lesson }) => lesson.slug));

describe.each(lessons.map((one) => [one.lesson.slug, one] as const))("%s", (_slug, { lesson, files, quiz, repair, reviewed }) => {
  test("keeps the house style", () => {
    expect(lintLesson(files)).toEqual([]);
  });

  test("asks only for lessons that exist, and says when its facts were checked", () => {
    expect(lesson.after.filter((slug) => !slugs.has(slug))).toEqual([]);
    expect(reviewed).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  test("its questions are well formed: shuffled options make sense, and the right one is not always the longest", () => {
    expect(quiz.length).toBeGreaterThan(2);
    for (const { id, options, objective } of quiz) {
      expect({ id, fits: objective <= lesson.objectives.length }).toEqual({ id, fits: true });
      expect(options.filter(({ text }) => /all of the above|none of the above|option [a-d]\b/i.test(text))).toEqual([]);
    }
    const longest = quiz.filter(({ options }) => options.reduce((a, b) => (b.text.length > a.text.length ? b : a)).right);
    expect(longest.length).toBeLessThan(quiz.length);
  });

  test("has a broken world, and words for the teacher", () => {
    expect(repair?.lesson.tasks.map(({ id }) => id)).toEqual(["repair"]);
    for (const heading of ["Timing", "Before you start", "Say it in one breath", "Confusions", "Questions", "If there is time"])
      expect(files["teach.md"]).toContain(`## ${heading}\n`);
  });

  test("its HTML needs no style, no script and no foreign address", () => {
    expect(lesson.html).not.toMatch(/<script|<style| style=| on[a-z]+=|javascript:/i);
    expect(lesson.html.match(/<section[^>]*data-task/g)?.length).toBe(lesson.tasks.length);
  });
});

test("modules list the lessons that exist, and no others", async () => {
  expect((await loadModules()).flatMap(({ lessons: own }) => own)).toEqual([...slugs]);
});

test("terms of the glossary are one or two sentences", async () => {
  const long = [...(await loadGlossary())].filter(([, { says }]) => says === "" || says.split(/\.\s/).length > 2);
  expect(long.map(([key]) => key)).toEqual([]);
});

test("a seed changes values and never the tasks", async () => {
  const other = await playables("ada");
  const first = await playables();
  expect(other.map(({ lesson }) => lesson.tasks.map(({ id }) => id))).toEqual(first.map(({ lesson }) => lesson.tasks.map(({ id }) => id)));
});
