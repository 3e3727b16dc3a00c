/** Actions that fall into a gap: while a worker computes and hears nothing, or while the page is still being fetched. */
import type { Page } from "@playwright/test";
import { expect, openBench, promptIsThere, run, test, works } from "./support.ts";

/** One match that takes longer than anybody waits; nothing else happens in the worker meanwhile. */
const COMPUTES = `[[ ${"a".repeat(60)}! =~ ^(a+)+$ ]]`;

async function enter(page: Page, line: string): Promise<void> {
  await page.locator(".xterm-helper-textarea").focus();
  await page.keyboard.insertText(line);
  await page.keyboard.press("Enter");
}

/** Enters what computes; resolves once it has begun. */
async function stick(page: Page): Promise<void> {
  await enter(page, COMPUTES);
  await expect(page.locator(".block-head.is-running")).toHaveCount(1);
}

async function toNextLesson(page: Page): Promise<void> {
  const before = page.url();
  await page.locator('.course a[aria-label^="Next"]').first().click();
  await expect(page).not.toHaveURL(before);
}

test("a program that hears no Ctrl-C costs the worker; the next one goes on from what was saved, and writes", async ({ page }) => {
  await openBench(page, "/sandbox/");
  await works(page, "echo kept > note");
  await stick(page);
  await page.keyboard.press("Control+c");
  await expect(page.locator(".xterm-rows")).toContainText("The computer was started again");
  expect(await works(page, "cat note; echo two >> note")).toBe("kept\n");
  await expect(page.locator("#term-banner")).toBeEmpty();
  await page.reload();
  await promptIsThere(page);
  expect(await works(page, "cat note")).toBe("kept\ntwo\n");
});

test("a page that is loaded anew while its worker computes still writes", async ({ page }) => {
  await openBench(page, "/sandbox/");
  await works(page, "echo kept > note");
  await stick(page);
  await page.reload();
  await promptIsThere(page);
  expect(await works(page, "cat note")).toBe("kept\n");
  await expect(page.locator("#term-banner")).toBeEmpty();
});

test("a lesson opens also when the one before the last was left while its worker computed", async ({ page }) => {
  await openBench(page, "/lessons/first-flight/");
  await works(page, "true");
  await stick(page);
  await toNextLesson(page);
  await toNextLesson(page);
  expect(await works(page, "echo here")).toBe("here\n");
  await expect(page.locator("#history")).toContainText("1 command");
});

for (const [late, file] of [
  ["terminal", /xterm-display\..*\.js/],
  ["engine", /worker-.*\.js/],
] as const)
  test(`what is entered on the next page before the ${late} is there is run on that page`, async ({ page }) => {
    await page.route(file, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 3000));
      await route.continue();
    });
    await page.goto("/lessons/first-flight/");
    await toNextLesson(page);
    await expect(page.locator("#lesson-foot")).toBeVisible();
    if (late === "engine") await page.locator(".xterm-helper-textarea").focus();
    await page.keyboard.type("echo next > note; cat note");
    await page.keyboard.press("Enter");
    await expect(page.locator(".xterm-rows")).toContainText(/cat note\s*next/);
    await page.goBack();
    await expect(page.locator("#history")).toContainText("0 commands");
    expect((await run(page, "cat note")).status).toBe(1);
  });
