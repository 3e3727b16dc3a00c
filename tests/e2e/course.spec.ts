/**
 * The whole course in one run by the keyboard alone, each lesson with one detour; and once more as a person who makes every mistake that
 * the authors list. Only lines of the lessons' own files are typed.
 */
import type { Page } from "@playwright/test";
import { loadLessons } from "../../src/lessons/load.ts";
import { expect, promptIsThere, run, test } from "./support.ts";

const lessons = await loadLessons();
type Loaded = (typeof lessons)[number];
type Parsed = NonNullable<Loaded["repair"]>;

const card = (page: Page, task: string) => page.locator(`#task-${task}`);

/** Solves a task as its model solution does. */
async function solve(page: Page, { lesson }: Pick<Parsed, "lesson">, task: string): Promise<void> {
  for (const { line, exit } of lesson.solution[task] ?? []) {
    const { status, output } = await run(page, line);
    expect(status, `${lesson.slug}, ${task}: ${line}\n${output.slice(-500)}`).toBe(exit);
  }
  await expect(card(page, task), `${lesson.slug}, ${task}`).toHaveClass(/is-done/);
}

/** One way into a lesson: from the page before it, by the keyboard. */
async function go(page: Page, index: number): Promise<void> {
  const link = page.getByRole("link", index === 0 ? { name: "Start lesson 1" } : { name: /^Next lesson/ });
  await link.focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("h1")).toHaveText(lessons[index]?.lesson.title ?? "");
  await promptIsThere(page);
  await expect(page.locator("#history")).toContainText("0 commands");
}

test("lesson after lesson is done by the keyboard, each with a detour", async ({ page }) => {
  test.setTimeout(1_200_000);
  await page.goto("/");
  for (const [index, loaded] of lessons.entries()) {
    await go(page, index);
    for (const [number, { id }] of loaded.lesson.tasks.entries()) {
      await expect(card(page, id)).toHaveClass(/is-open|is-done/);
      // A look aside that asks for nothing of the lesson, taken back again.
      if (number === 0) {
        await run(page, "aws ecr describe-images --repository-name no-such-repository");
        await page.locator("#history").getByRole("button", { name: "Undo the last command" }).press("Enter");
        await expect(page.locator("#history")).toContainText("0 commands");
      }
      await solve(page, loaded, id);
    }
    await expect(page.locator("#lesson-foot")).toContainText("All tasks done");
  }
  await page.goto("/");
  await expect(page.locator("#progress-sum")).toContainText(`${lessons.length} of ${lessons.length} lessons done`);
});

for (const loaded of lessons) {
  const parts: Parsed[] = [loaded, ...(loaded.repair ? [loaded.repair] : [])];
  test(`every listed mistake of ${loaded.lesson.slug} gets its hint, and is undone`, async ({ page }) => {
    test.setTimeout(600_000);
    for (const part of parts) {
      await page.goto(`/lessons/${loaded.lesson.slug}/${part === loaded ? "" : "repair/"}`);
      await promptIsThere(page);
      for (const { id, hints } of part.lesson.tasks) {
        await expect(card(page, id)).toHaveClass(/is-open|is-done/);
        for (const { hint, lines } of part.mistakes.filter(({ at }) => at === id)) {
          const before = await card(page, id).locator(".hint").allTextContents();
          for (const { line } of lines) await run(page, line);
          const say = hints.find((one) => one.kind === "when" && one.id === hint)?.say ?? "";
          await expect(card(page, id), hint).toHaveClass(/is-open/);
          await expect(card(page, id).locator(".hint"), hint).toHaveText(say.replaceAll("`", ""));
          for (let count = lines.length; count > 0; count--)
            await page.locator("#history").getByRole("button", { name: "Undo the last command" }).press("Enter");
          await expect(card(page, id).locator(".hint"), `${hint} undone`).toHaveText(before);
        }
        await solve(page, part, id);
      }
    }
  });
}
