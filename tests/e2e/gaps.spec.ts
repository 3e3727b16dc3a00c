/** Actions that fall into a gap: while a worker computes and hears nothing, or while the page is still being fetched. */
import type { Page } from "@playwright/test";
import { enterLine, expect, openBench, promptIsThere, run, test, toNextLesson, works } from "./support.ts";

/** One match that takes longer than anybody waits; nothing else happens in the worker meanwhile. */
const COMPUTES = `[[ ${"a".repeat(60)}! =~ ^(a+)+$ ]]`;

/** Enters what computes; resolves once it has begun. */
async function stick(page: Page): Promise<void> {
  await enterLine(page, COMPUTES);
  await expect(page.locator(".block-head.is-running")).toHaveCount(1);
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

test("Ctrl-C at a line that waits for somebody's visit costs nothing, and what was entered before it is dropped", async ({ page }) => {
  // They come after the task is done, and what they need is long under way.
  await page.route(/visits-.*\.js/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 2500));
    await route.continue();
  });
  await openBench(page, "/lessons/pull-exactly-what-you-mean/");
  const lines = await page.evaluate(() => {
    const { lesson } = JSON.parse(document.getElementById("target")?.textContent ?? "") as { lesson: { solution: { pin: { line: string }[] } } };
    return lesson.solution.pin.map(({ line }) => line);
  });
  for (const line of lines) await works(page, line);
  await enterLine(page, "while true; do :; done");
  await page.keyboard.press("Control+c");
  await enterLine(page, "echo between > dropped");
  await page.keyboard.press("Control+c");
  expect((await run(page, "cat dropped")).status).toBe(1);
  await expect(page.locator(".xterm-rows")).toContainText("Meanwhile somebody else has been at work");
  await expect(page.locator(".xterm-rows")).not.toContainText("started again");
});

test("an editor that is open when another tab takes over says that nothing is saved, and saves after Continue here", async ({ page, context }) => {
  await openBench(page, "/sandbox/");
  await works(page, "edit note.txt");
  const editor = page.getByRole("dialog", { name: /Edit .*note\.txt/ });
  await expect(editor.getByRole("textbox")).toBeFocused();
  await page.keyboard.type("mine");
  const second = await context.newPage();
  await openBench(second, "/sandbox/");
  await second.getByRole("button", { name: "Continue here" }).click();
  await expect(editor.getByRole("alert")).toContainText("open in another tab");
  await editor.getByRole("button", { name: "Save and close" }).click();
  await expect(editor).toContainText("changed");
  await editor.getByRole("button", { name: "Continue here" }).click();
  await expect(editor.getByRole("alert")).toHaveCount(0);
  await editor.getByRole("button", { name: "Save and close" }).click();
  await expect(editor).toHaveCount(0);
  expect(await works(page, "cat note.txt")).toBe("mine");
});

test("on a telephone a completion that comes after its line was entered changes nothing", async ({ page }) => {
  let asked: () => void = () => undefined;
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  await page.route(/complete-.*\.js/, async (route) => {
    asked();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/sandbox/");
  await page.getByText("Do", { exact: true }).click();
  const input = page.locator("#phone-input");
  await input.fill("echo x; cd /et");
  await page.getByRole("button", { name: "Tab" }).click();
  await isAsked;
  await input.fill("echo entered");
  await input.press("Enter");
  await expect(page.locator("#transcript")).toContainText("entered");
  await input.fill("ls");
  await page.waitForTimeout(2000);
  await expect(input).toHaveValue("ls");
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
