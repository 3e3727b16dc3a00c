/** What the course as a whole is held to. */
import { expect, test } from "vitest";
import { loadGlossary, loadLessons, loadModules } from "../../src/lessons/load.ts";

test("modules list the lessons that exist, and no others", async () => {
  const slugs = (await loadLessons()).map(({ lesson }) => lesson.slug);
  expect((await loadModules()).flatMap(({ lessons }) => lessons)).toEqual(slugs);
  expect(new Set(slugs).size).toBe(slugs.length);
});

test("lessons come after those they ask for", async () => {
  const lessons = (await loadLessons()).map(({ lesson }) => lesson);
  const before = (slug: string) => lessons.findIndex((one) => one.slug === slug);
  expect(lessons.flatMap(({ slug, after }, index) => after.filter((need) => before(need) >= index).map((need) => `${slug} after ${need}`))).toEqual(
    [],
  );
});

test("terms of the glossary are one or two sentences", async () => {
  const long = [...(await loadGlossary())].filter(([, { says }]) => says === "" || says.split(/\.\s/).length > 2);
  expect(long.map(([key]) => key)).toEqual([]);
});
