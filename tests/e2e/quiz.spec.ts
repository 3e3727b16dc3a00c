/** Questions after a lesson, their proofs, the broken world beside it, and what is on paper. By the keyboard where a hand would be used. */
import { expect, expectNoViolations, openBench, promptIsThere, ROOTS, run, test, works } from "./support.ts";

const LESSON = "/lessons/first-flight/";

for (const root of ROOTS) {
  test(`a question is answered by the keyboard, explains every option, and is proved beside the learner's world at ${root}`, async ({ page }) => {
    const missing: string[] = [];
    page.on("response", (response) => {
      if (response.status() >= 400) missing.push(response.url());
    });
    await openBench(page, `${root}${LESSON.slice(1)}`);
    await works(page, "aws ecr create-repository --repository-name mine");
    const question = page.locator("#quiz-order-of-steps");
    await question.getByRole("radio").first().focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await expect(question.locator(".quiz-option > p")).toHaveCount(4);
    await expect(question.locator(".quiz-result")).toBeFocused();
    await expect(question.locator(".is-right")).toContainText(/right/i);
    await question.getByRole("link", { name: "Prove it" }).press("Enter");

    await expect(page.locator("h1")).toContainText("nobody has created");
    await expect(page.locator(".app")).toHaveCSS("display", "grid");
    await expect(page.locator("#proof .verdict")).toContainText("Seen: it is so.");
    await expect(page.locator(".xterm-rows")).toContainText("name unknown");
    await expect(page.locator("#see .berth")).toHaveCount(0);
    await page.getByRole("link", { name: "Back to the questions of" }).press("Enter");

    await expect(page.locator("#see .berth h3")).toHaveText("mine");
    await expect(page.locator("#history")).toContainText("1 command");
    await expect(question.locator(".quiz-result")).toBeVisible();
    await expect(question).toBeInViewport();
    await question.getByRole("link", { name: "Prove it" }).press("Enter");
    await expect(page.locator("#proof .verdict")).toContainText("Seen: it is so.");
    await page.goBack();
    await expect(question).toBeInViewport();
    await expect(page.locator(".app")).toHaveCSS("display", "grid");
    expect(missing).toEqual([]);
  });
}

test("a proof begins anew each time, whatever was done in it", async ({ page }) => {
  await openBench(page, `${LESSON}prove/who-answers/`);
  await expect(page.locator("#proof .verdict")).toContainText("Seen");
  await works(page, "aws ecr create-repository --repository-name strayed");
  await expect(page.locator("#history")).toContainText("2 commands");
  await expect(page.locator('[data-tab="requests"]')).toHaveAttribute("aria-selected", "true");
  await page.reload();
  await promptIsThere(page);
  await expect(page.locator("#proof .verdict")).toContainText("Seen");
  await expect(page.locator("#history")).toContainText("1 command");
  await expectNoViolations(page);
});

test("an answer stays answered over a reload, and can be given again", async ({ page }) => {
  await page.goto(LESSON);
  const question = page.locator("#quiz-who-answers");
  await question.getByLabel("docker tag").check();
  await question.getByRole("button", { name: "Answer" }).click();
  await expect(page.locator(".quiz-sum")).toContainText("1 of 4");
  await expectNoViolations(page);
  await page.reload();
  await expect(page.locator(".quiz-sum")).toContainText("1 of 4");
  await question.getByRole("button", { name: "Answer again" }).click();
  await expect(question.getByRole("radio", { checked: true })).toHaveCount(0);
});

test("the broken world is repaired beside the lesson, and counts", async ({ page }) => {
  await openBench(page, LESSON);
  await page.getByRole("link", { name: "Open the broken world" }).click();
  await expect(page.locator("#task-repair")).toHaveClass(/is-open/);
  await expect(page.locator("#see .berth h3")).toHaveText("storefront");
  await works(page, "aws ecr create-repository --repository-name web/storefront");
  expect((await run(page, "docker push $ECR/web/storefront:1.0")).status).toBe(0);
  await expect(page.locator("#task-repair")).toHaveClass(/is-done/);
  await expect(page.locator("#lesson-foot")).toContainText("Back to First flight");
  await page.locator("#lesson-foot a").click();
  await expect(page.locator("#task-create")).toHaveClass(/is-open/);
  await expect(page.locator("#see .berth")).toHaveCount(0);
});

test("the menu of a lesson leads to its handouts and notes", async ({ page }) => {
  await page.goto(LESSON);
  await page.getByRole("button", { name: "More of this lesson" }).press("Enter");
  const menu = page.locator("#lesson-menu");
  await expect(menu.getByRole("link", { name: "Repair this: a broken world" })).toBeVisible();
  await expectNoViolations(page);
  await menu.getByRole("link", { name: "Teaching notes" }).press("Enter");
  await expect(page.locator("h1")).toContainText("First flight");
  await expect(page.locator("main")).toContainText("Say it in one breath");
  await expectNoViolations(page);
});

test("a handout needs no script, and only the one with solutions holds them", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, colorScheme: "dark" });
  const page = await context.newPage();
  await page.goto(`${LESSON}handout/`);
  await expect(page.getByText("This sheet says storefront. Names and numbers like these may be others in your own copy")).toBeVisible();
  await page.emulateMedia({ media: "print" });
  // Dark letters on white paper, whatever the screen is.
  expect(await page.locator("main").evaluate((main) => getComputedStyle(main).colorScheme)).toBe("light");
  await expect(page.locator(".paper-task")).toHaveCount(6);
  await expect(page.locator(".paper-quiz > li")).toHaveCount(4);
  await expect(page.locator("main")).not.toContainText("docker push $ECR/web/api:2.3");
  await expect(page.locator("main .why")).toHaveCount(0);
  await expect(page.locator("header.bar")).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("link", { name: "With solutions" }).click();
  await expect(page.locator("main")).toContainText("docker push $ECR/web/api:2.3");
  await expect(page.locator(".paper-quiz .is-right")).toHaveCount(4);
  await context.close();
});

test("without script every option of a question opens to its reason", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(LESSON);
  const option = page.locator("#quiz-who-answers details").first();
  await option.locator("summary").click();
  await expect(option.locator("p")).toBeVisible();
  await context.close();
});
