/** What a task card does beside judging: hints, a solution to compare with, blocks edited first, and a way back when later work breaks earlier. */
import { expect, openBench, run, test, works } from "./support.ts";

const LESSON = "/lessons/first-flight/";

test("the last rungs give every command, to run or to edit, and the learner's own stand beside a solution", async ({ page }) => {
  await openBench(page, LESSON);
  await run(page, "docker push storefront:1.0");
  const card = page.locator("#task-create");
  await expect(card.locator(".hint")).toHaveCount(0);
  await card.getByRole("button", { name: "Command" }).click();
  await card.locator(".hint").getByRole("button", { name: "Edit it first" }).click();
  await expect(page.locator(".xterm-rows")).toContainText("$ aws ecr create-repository --repository-name web/storefront");
  await expect(page.locator("#history")).toContainText("1 command");
  await page.keyboard.press("Enter");
  await expect(card).toHaveClass(/is-done/);
  await card.getByRole("button", { name: /^Look back/ }).press("Enter");
  const ways = card.locator(".ways");
  await expect(ways.locator("li")).toHaveText([
    /failed:docker push storefront:1.0/,
    /worked:aws ecr create-repository/,
    /you entered this too:aws ecr create-repository/,
  ]);
  await expect(page.locator("#history")).toContainText("2 commands");
});

test("a hint is written from the state, and goes away with its cause", async ({ page }) => {
  await openBench(page, LESSON);
  await works(page, "aws ecr create-repository --repository-name storefront");
  const hint = page.locator("#task-create .hint");
  await expect(hint).toContainText("There is a repository storefront now");
  await page.getByRole("button", { name: "Undo the last command" }).click();
  await expect(hint).toHaveCount(0);
});

test("breaking what a later task stands on offers undo, and the task stays done", async ({ page }) => {
  await openBench(page, LESSON);
  await works(page, "aws ecr create-repository --repository-name web/storefront");
  await works(page, "aws ecr delete-repository --repository-name web/storefront");
  const card = page.locator("#task-create");
  await expect(card).toHaveClass(/is-done/);
  await expect(card.locator(".banner")).toContainText("web/storefront");
  await card.getByRole("button", { name: "Undo the last command" }).click();
  await expect(card.locator(".banner")).toHaveCount(0);
  await expect(page.locator("#see .berth")).toHaveCount(1);
});

test("a task's reset asks first and is undone like any command", async ({ page }) => {
  await openBench(page, LESSON);
  await works(page, "aws ecr create-repository --repository-name one");
  const card = page.locator("#task-create");
  await card.getByRole("button", { name: "Reset task" }).click();
  await card.getByRole("button", { name: "Go back to the start of this task" }).click();
  await expect(page.locator("#see .berth")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo the last command" }).click();
  await expect(page.locator("#see .berth")).toHaveCount(1);
});

test("a block is edited first by the keyboard alone", async ({ page }) => {
  await openBench(page, LESSON);
  await page.locator(".run .edit-first").first().press("Enter");
  await expect(page.locator(".xterm-rows")).toContainText("--repository-name web/storefront");
  await page.keyboard.type("-two");
  await page.keyboard.press("Enter");
  await expect(page.locator("#see .berth h3")).toHaveText("web/storefront-two");
});

test("a solution with a here-document is done for the learner", async ({ page }) => {
  test.slow();
  await openBench(page, "/lessons/repository-policies/");
  const card = page.locator("section[data-task] .task").first();
  await card.getByRole("button", { name: "Do it" }).click();
  await expect(card).toHaveClass(/is-done/);
});

test("a lesson goes on in a world of the learner's own that fits it, beside the one made for it", async ({ page }) => {
  await openBench(page, "/sandbox/");
  await works(page, "aws ecr create-repository --repository-name mine");
  await openBench(page, LESSON);
  await page.getByRole("button", { name: "Go on in your world from the sandbox" }).click();
  await expect(page.locator("#see .berth h3")).toHaveText("mine");
  await expect(page.locator("#lesson-start")).toContainText("You have begun in a copy");
  await works(page, "aws ecr create-repository --repository-name web/storefront");
  await expect(page.locator("#task-create")).toHaveClass(/is-done/);
  await page.reload();
  await expect(page.locator("#see .berth h3")).toHaveText(["mine", "web/storefront"]);
  await page.goto("/sandbox/");
  await expect(page.locator("#see .berth h3")).toHaveText("mine");
});

test("the world made for a lesson is there again, and one that lacks something is not offered", async ({ page }) => {
  await openBench(page, "/sandbox/");
  await works(page, "docker rmi storefront:1.0");
  await openBench(page, LESSON);
  await expect(page.locator("#history")).toContainText("0 commands");
  await expect(page.locator(".predict fieldset").first()).toBeVisible();
  await expect(page.locator("#lesson-start")).toBeEmpty();
  await openBench(page, "/sandbox/");
  await page.getByRole("button", { name: "Undo the last command" }).click();
  await works(page, "aws ecr create-repository --repository-name mine");
  await openBench(page, LESSON);
  await page.getByRole("button", { name: "Go on in your world from the sandbox" }).click();
  await page.getByRole("button", { name: "Begin in the world made for it" }).click();
  await expect(page.getByRole("button", { name: "Go on in your world from the sandbox" })).toBeVisible();
});

test("a done task is called by its title and its state", async ({ page }) => {
  await openBench(page, LESSON);
  await works(page, "aws ecr create-repository --repository-name web/storefront");
  const title = (await page.locator("#task-create h2").textContent()) ?? "";
  await expect(page.getByRole("article", { name: `${title}, done`, exact: true })).toBeVisible();
});

test("on a phone what is true now has the card's width, and a whole digest takes one line", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/lessons/anatomy-of-an-image/");
  const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
  const card = page
    .getByRole("article")
    .filter({ has: page.getByRole("button", { name: "Answer", exact: true }) })
    .first();
  await card.getByRole("textbox").first().fill(digest);
  await card.getByRole("button", { name: "Answer", exact: true }).first().click();
  const now = card.locator(".whole-digest");
  await expect(now).toHaveAttribute("title", digest);
  await expect(now).toHaveText(digest);
  const cell = card.locator("td").filter({ has: page.locator(".whole-digest") });
  const [line, wide, table] = await Promise.all([now.boundingBox(), cell.boundingBox(), card.locator(".goals").first().boundingBox()]);
  expect(line?.height).toBeLessThan(24);
  expect(wide?.width).toBeGreaterThan((table?.width ?? 0) - 40);
  const copied = await now.evaluate((element) => {
    getSelection()?.selectAllChildren(element);
    return getSelection()?.toString();
  });
  expect(copied).toBe(digest);
});
