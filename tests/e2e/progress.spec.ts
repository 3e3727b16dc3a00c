/** What stays of the learning: marks on the home page, a file to take along, the cookbook. */
import { readFile } from "node:fs/promises";
import { expect, expectNoViolations, openBench, run, test, works } from "./support.ts";

const file = (text: string) => ({ name: "gantry-progress.json", mimeType: "application/json", buffer: Buffer.from(text) });

test("progress by task and question stands on the home page, and goes to another browser in one file", async ({ page, browser }) => {
  await openBench(page, "/lessons/first-flight/");
  await works(page, "aws ecr create-repository --repository-name web/storefront");
  await expect(page.locator("#task-create")).toHaveClass(/is-done/);
  const question = page.locator("#quiz-who-answers");
  await question.getByLabel("docker tag").check();
  await question.getByRole("button", { name: "Answer" }).click();
  // Undone work was done all the same.
  await page.getByRole("button", { name: "Undo the last command" }).click();
  await expect(page.locator("#task-create")).toHaveClass(/is-open/);

  await page.goto("/");
  const row = page.locator("tr", { has: page.locator('[data-lesson="first-flight"]') });
  await expect(row.locator(".mine")).toHaveText("1 of 5 tasks, 1 of 4 questions");
  await expect(page.locator("#progress-sum")).toContainText("1 of");
  await expect(page.locator("#go-on")).toHaveText(/^Go on with lesson \d+$/);
  await expectNoViolations(page);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save to a file" }).click();
  const saved = await readFile(await (await download).path(), "utf8");
  await page.locator("#go-on").click();
  await expect(page).toHaveURL(/first-flight/);

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto("/");
  await expect(other.locator("#go-on")).toHaveText("Start lesson 1");
  const input = other.locator("#progress-open input");
  await input.setInputFiles(file('{"gantry":"progress","version":1,"lessons":{"<img src=x>":{"done":1,"of":1}}}'));
  await expect(other.locator("#go-on")).toHaveText("Start lesson 1");
  await input.setInputFiles(file("PK not at all"));
  await expect(other.locator("#progress-sum")).toHaveText("This file is no JSON.");
  await input.setInputFiles(file(saved));
  await expect(other.locator("tr", { has: other.locator('[data-lesson="first-flight"]') }).locator(".mine")).toHaveText(
    "1 of 5 tasks, 1 of 4 questions",
  );
  await expect(other.locator("#go-on")).toHaveText(/^Go on with lesson/);
  await elsewhere.close();
});

test("the cookbook holds what was used, met and learned, and can be searched", async ({ page }) => {
  await page.goto("/cookbook/");
  await expect(page.locator("main")).toContainText("None yet.");
  await openBench(page, "/lessons/first-flight/");
  await run(page, "docker push $ECR/web/storefront:1.0");
  await run(page, "aws ecr describe-images --repository-name nothing");
  await works(page, "aws ecr create-repository --repository-name web/storefront");
  await expect(page.locator("#task-create")).toHaveClass(/is-done/);
  await page.goto("/cookbook/");
  await expect(page.getByRole("heading", { name: "aws ecr create-repository" })).toBeVisible();
  const error = page.locator("li", { has: page.getByRole("heading", { name: "RepositoryNotFoundException" }) });
  await expect(error).toContainText("An error occurred (RepositoryNotFoundException)");
  await expect(error).toContainText("one account, one Region");
  await expect(page.locator(".terms dt").filter({ hasText: /^repository$/ })).toBeVisible();
  await expectNoViolations(page);
  await page.getByLabel("Search").fill("describe-im");
  await expect(page.locator("#cookbook [role=status]")).toHaveText("1 command, 1 error, 0 terms");
  await page
    .getByRole("link", { name: /First flight/ })
    .first()
    .click();
  await expect(page).toHaveURL(/lessons\/first-flight/);
});
