/**
 * The whole course in one run, by the keyboard alone: every lesson is opened from the page of the course, solved as its author solves it,
 * and left again, with one detour on the way. Whatever is typed or expected comes out of the lessons' own files.
 */
import type { Page } from "@playwright/test";
import { loadLessons } from "../../src/lessons/load.ts";
import { DETOURS, detoursFor } from "./detours.ts";
import { enter, entered, isDone, type Lesson, pressAt, read } from "./learner.ts";
import { expect, promptIsThere, test } from "./support.ts";

const lessons = await loadLessons();
const detours = detoursFor(lessons);

async function openFromTheCourse(page: Page, { title }: Lesson): Promise<void> {
  await pressAt(page, page.getByRole("link", { name: title, exact: true }));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  await promptIsThere(page);
}

test("lesson after lesson is done by the keyboard, each with a detour, and the course is done", async ({ page }) => {
  test.setTimeout(1_500_000);
  page.setDefaultTimeout(30_000);
  for (const kind of Object.keys(DETOURS)) expect(detours.filter(({ name }) => name === kind).length, kind).toBeGreaterThan(1);
  await page.goto("/");
  for (const [index, loaded] of lessons.entries()) {
    const { lesson } = loaded;
    const { name, task: place, detour } = detours[index] as (typeof detours)[number];
    await test.step(`${lesson.slug}, with ${name}`, async () => {
      await openFromTheCourse(page, lesson);
      for (const [number, task] of lesson.tasks.entries()) {
        await read(page, task);
        if (task === place && !detour.after) await detour.take(page, loaded, task);
        const before = await entered(page);
        const count = await enter(page, task, lesson.solution[task.id] ?? [], number % 2 === 0);
        await isDone(page, lesson, task, before + count);
        if (task === place && detour.after) await detour.take(page, loaded, task);
      }
      await expect(page.getByRole("status").getByText("All tasks done", { exact: true })).toBeVisible();
      await pressAt(page, page.getByRole("link", { name: "Gantry, home" }));
      await expect(page.getByRole("row").filter({ hasText: lesson.title }).getByRole("img", { name: "done", exact: true })).toBeVisible();
    });
  }
  await expect(page.getByRole("status").filter({ hasText: "lessons done" })).toContainText(`${lessons.length} of ${lessons.length} lessons done`);
});
