/** A person who makes every mistake that the authors list: each is typed at its task, gets the hint of its name, and is taken back. */
import type { Page } from "@playwright/test";
import { loadLessons } from "../../src/lessons/load.ts";
import { hintOf } from "./detours.ts";
import { card, enter, entered, isDone, pressAt, read, undoTo } from "./learner.ts";
import { expect, promptIsThere, test } from "./support.ts";

const lessons = await loadLessons();

/** The registry as the map shows it, without the sentence that says what has just changed. */
async function mapOf(page: Page): Promise<string> {
  const map = page.getByRole("tabpanel", { name: "Map" });
  return ((await map.textContent()) ?? "").replace((await map.getByRole("status").textContent()) ?? "", "");
}

/** `GANTRY_SHARE=3`: only every third lesson, others tomorrow; for machines that run this after every change. */
const share = Number(process.env.GANTRY_SHARE ?? 1);
const today = Math.floor(Date.now() / 86_400_000);

for (const loaded of lessons.filter((_, index) => (index + today) % share === 0)) {
  const { slug } = loaded.lesson;
  const parts = [{ address: `/lessons/${slug}/`, ...loaded }, ...(loaded.repair ? [{ address: `/lessons/${slug}/repair/`, ...loaded.repair }] : [])];
  test(`every listed mistake of ${slug} gets its hint, and is taken back`, async ({ page }) => {
    test.setTimeout(300_000);
    page.setDefaultTimeout(15_000);
    for (const { address, lesson, mistakes } of parts) {
      await page.goto(address);
      await promptIsThere(page);
      for (const task of lesson.tasks) {
        await read(page, task);
        const before = { count: await entered(page), card: await card(page, task).textContent(), map: await mapOf(page) };
        for (const { hint, lines } of mistakes.filter(({ at }) => at === task.id)) {
          await test.step(`${lesson.slug}, ${task.id}: ${hint}`, async () => {
            await enter(page, task, lines);
            const said = card(page, task).getByRole("status").getByText(hintOf(task, hint), { exact: true });
            await expect(said, hint).toBeVisible();
            await undoTo(page, before.count);
            await expect(card(page, task), `${hint} taken back`).toHaveText(before.card ?? "");
            await expect.poll(() => mapOf(page), { message: `${hint} taken back` }).toBe(before.map);
          });
        }
        await pressAt(page, card(page, task).getByRole("button", { name: "Do it", exact: true }));
        const lines = (lesson.solution[task.id] ?? []).filter(({ spare }) => !spare);
        await isDone(page, lesson, task, before.count + lines.length);
      }
    }
  });
}
