import { expect, openBench, promptIsThere, test, works } from "./support.ts";

// What keeps the site is left out of the other tests (playwright.config.ts).
test.use({ serviceWorkers: "allow" });

test("the site works offline after the first load", async ({ page, context }) => {
  await openBench(page, "/sandbox/");
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 50));
  });
  await works(page, "aws ecr create-repository --repository-name kept");
  await context.setOffline(true);
  await page.reload();
  await promptIsThere(page);
  expect(await works(page, "aws ecr describe-repositories --query 'repositories[].repositoryName' --output text")).toContain("kept");
  await page.goto("/lessons/first-flight/");
  await promptIsThere(page);
  await page.goto("/");
  await expect(page.locator("h1")).toContainText("Learn Amazon ECR");
});
