import { describe, expect, test } from "vitest";
import { handoutOf } from "./handout.ts";
import { loadLessons } from "./load.ts";

const lessons = await loadLessons();
const varied = loadLessons({ seed: "ada" });

test("a lesson whose names and numbers vary says which are this copy's", () => {
  const of = (slug: string) => handoutOf(lessons.find(({ lesson }) => lesson.slug === slug) as (typeof lessons)[number], { solutions: false }).varies;
  expect(of("deleting-and-untagged")).toEqual(["storefront", "7"]);
  expect(of("create-and-organise")).toEqual(["storefront", "team-a", "4000"]);
  expect(of("which-registry-am-i-in")).toEqual([]);
});

describe.each(lessons.map((one) => [one.lesson.slug, one] as const))("%s on paper", (_slug, loaded) => {
  const { lesson, quiz, teach } = loaded;
  const plain = handoutOf(loaded, { solutions: false });
  const full = handoutOf(loaded, { solutions: true });

  test("has every task, prediction and question in its place", () => {
    const places = (kind: string) => [...plain.html.matchAll(new RegExp(`<div data-handout-${kind}="([^"]+)"></div>`, "g"))].map(([, id]) => id);
    expect(places("task")).toEqual(lesson.tasks.map(({ id }) => id));
    const inTasks = plain.tasks.flatMap(({ html }) => [...html.matchAll(/<div data-handout-predict="([^"]+)"><\/div>/g)].map(([, id]) => id));
    expect([...places("predict"), ...inTasks].sort()).toEqual(lesson.predicts.map(({ id }) => id).sort());
    expect(plain.questions.map(({ id }) => id)).toEqual(quiz.map(({ id }) => id));
    for (const task of plain.tasks) expect(task.goals.length + task.asks.length).toBe(lesson.tasks.find(({ id }) => id === task.id)?.checks.length);
  });

  test("gives nothing away without the solutions, and everything with them", () => {
    const text = JSON.stringify(plain);
    expect(text).not.toMatch(/is-right|"right"|"why"|"solution"/);
    for (const { options } of [...quiz, ...lesson.predicts])
      for (const { why } of options) expect(text).not.toContain(JSON.stringify(why).slice(1, -1));
    expect(full.tasks.map(({ id, solution }) => [id, solution])).toEqual(
      lesson.tasks.map(({ id }) => [id, lesson.solution[id]?.map(({ line }) => line)]),
    );
    expect(full.questions.every(({ options, choose }) => options.filter(({ right }) => right).length === choose)).toBe(true);
    expect(full.repair?.task.solution?.length).toBeGreaterThan(0);
  });

  test("needs no screen, and explains the words it uses", () => {
    expect(plain.html + full.html + (plain.repair?.html ?? "")).not.toMatch(/<button|<details|hidden|data-run|tabindex/);
    expect(plain.terms.map(({ word }) => word)).toEqual([
      ...new Set([...lesson.html.matchAll(/data-term="([^"]+)"/g)].map(([, key = ""]) => key.replaceAll("-", " "))),
    ]);
    expect(plain.terms.every(({ says }) => says.length > 10 && !/&#?\w+;/.test(says))).toBe(true);
  });

  test("names what this copy has and another may not, as far as it is printed", async () => {
    const other = (await varied).find((one) => one.lesson.slug === lesson.slug)?.lesson.variables ?? {};
    for (const value of plain.varies) expect(JSON.stringify([full, quiz])).toContain(value);
    for (const [name, value] of Object.entries(lesson.variables)) {
      const isPrinted = value !== other[name] && value.length <= 16 && new RegExp(`\\b${value}\\b`).test(JSON.stringify([full, quiz]));
      if (isPrinted) expect(plain.varies).toContain(value);
    }
  });

  test("has notes for the teacher, with their headings", () => {
    expect(teach?.minutes).toBeGreaterThan(0);
    expect(teach?.html).toContain("<h2");
  });
});
