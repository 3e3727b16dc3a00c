/** What is under way when the learner goes to another page, when the window changes, or when something cannot be fetched. */
import type { Page } from "@playwright/test";
import { enterLine, expect, openBench, run, test, toNextLesson, works } from "./support.ts";

const rows = (page: Page) => page.locator(".xterm-rows");

test("a program that is left prints nothing into the next lesson, and its lesson shows each prompt once", async ({ page }) => {
  await openBench(page, "/lessons/first-flight/");
  await works(page, "echo first");
  await toNextLesson(page);
  await works(page, "echo second");
  await page.goBack();
  await expect(rows(page)).toContainText(/^\s*learner@sandbox:~\$ echo first\s*first\s*learner@sandbox:~\$\s*$/);
  await enterLine(page, "while true; do echo flood; done");
  await expect(rows(page)).toContainText("flood");
  await page.goForward();
  await expect(rows(page)).toContainText(/^\s*learner@sandbox:~\$ echo second\s*second\s*learner@sandbox:~\$\s*$/);
  expect((await run(page, "echo third")).output).toBe("third\n");
  const kept = await page.evaluate(() => localStorage.getItem(`gantry-transcript ${document.body.dataset.slot}`));
  expect((JSON.parse(kept ?? "[]") as { status: number }[]).map(({ status }) => status)).toEqual([0, 0]);
});

test("a line that was begun in one lesson does not go on in the next", async ({ page }) => {
  await openBench(page, "/lessons/first-flight/");
  await works(page, "echo first");
  await enterLine(page, "echo 'unfinished");
  await expect(rows(page)).toContainText("> ");
  await toNextLesson(page);
  expect((await run(page, "echo whole")).output).toBe("whole\n");
});

test("Ctrl-C ends a loop that prints, without starting the computer again", async ({ page }) => {
  await openBench(page, "/sandbox/");
  await works(page, "KEPT=yes");
  await enterLine(page, "while true; do echo x; done");
  await page.waitForTimeout(1000);
  await page.keyboard.press("Control+c");
  expect((await run(page, "echo $KEPT $?")).output).toBe("yes 130\n");
});

test("what was done in a narrow window is there when it is made wider, also in the middle of a command", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/sandbox/");
  await page.getByText("Do", { exact: true }).click();
  const input = page.locator("#phone-input");
  for (const line of ["echo narrow", "read x; echo got $x"]) {
    await expect(page.locator("#phone-prompt")).toHaveText("$");
    await input.fill(line);
    await input.press("Enter");
  }
  await expect(page.locator("#phone-prompt")).toHaveText("");
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(rows(page)).toContainText(/\$ echo narrow\s*narrow\s*.*\$ read x; echo got \$x/);
  await enterLine(page, "it");
  await expect(rows(page)).toContainText("got it");
});

test("on a telephone a program that waits for ever can be ended, and a begun line left", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/sandbox/");
  await page.getByText("Do", { exact: true }).click();
  const [input, prompt] = [page.locator("#phone-input"), page.locator("#phone-prompt")];
  for (const [line, during, key] of [
    ["cat", "", "Control D"],
    ["cat", "", "Control C"],
    ["echo 'begun", ">", "Control C"],
  ] as const) {
    await expect(prompt).toHaveText("$");
    await input.fill(line);
    await input.press("Enter");
    await expect(prompt).toHaveText(during);
    await page.getByRole("button", { name: key }).click();
  }
  await expect(prompt).toHaveText("$");
});

for (const [what, file] of [
  ["terminal", /xterm-display\..*\.js/],
  ["grading", /evaluate-.*\.js/],
] as const)
  test(`without the ${what} the page says so`, async ({ page }) => {
    await page.route(file, (route) => route.abort());
    await page.goto("/lessons/first-flight/");
    await expect(page.locator("#term-banner")).toContainText("engine has stopped: Failed to fetch");
  });

test("what could not be fetched is asked for again", async ({ page }) => {
  const failing = new Set(["SettingsChoices", "Editor"]);
  await page.route(/\/(SettingsChoices|Editor)\..*\.js/, (route) => {
    const name = /\/(\w+)\.[^/]*$/.exec(route.request().url())?.[1] ?? "";
    return failing.delete(name) ? route.abort() : route.continue();
  });
  await openBench(page, "/sandbox/");
  await enterLine(page, "edit notes");
  await expect(rows(page)).toContainText("The editor could not be loaded");
  await enterLine(page, "edit notes");
  await expect(page.locator(".editing")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Settings" }).click();
  await page.locator("#settings").getByRole("button", { name: "Try again" }).click();
  await expect(page.locator("#settings")).toContainText("Text size");
});
