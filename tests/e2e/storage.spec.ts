import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, openBench, promptIsThere, run, test, works } from "./support.ts";

/** By the settings; the page comes anew. */
async function forgetEverything(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Settings" }).click();
  await page.locator("#settings").getByRole("button", { name: "Everything" }).click();
  const loaded = page.waitForEvent("load");
  await page.locator("#settings").getByRole("button", { name: "Begin anew" }).click();
  await loaded;
  await promptIsThere(page);
  await expect(page.locator("#history")).toContainText("0 commands");
}

test("a second tab shows the state and writes only after Continue here", async ({ page, context }) => {
  await openBench(page, "/sandbox/");
  await works(page, "aws ecr create-repository --repository-name first");
  const second = await context.newPage();
  await openBench(second, "/sandbox/");
  await expect(second.locator("#term-banner")).toContainText("open in another tab");
  await expect(second.locator("#see .berth h3")).toHaveText("first");
  await second.locator(".xterm-helper-textarea").focus();
  await second.keyboard.type("echo unsent");
  await second.keyboard.press("Enter");
  // The line stands at a new prompt, to be entered again.
  await expect(second.locator(".xterm-rows")).toContainText(/\$ echo unsent.*\$ echo unsent/s);
  await second.keyboard.press("Control+u");
  await second.keyboard.press("Control+d");
  await expect(second.locator(".xterm-rows")).toContainText(/\$ echo unsent.*\$.*\$/s);
  await second.getByRole("button", { name: "Continue here" }).click();
  await expect(second.locator("#term-banner")).toBeEmpty();
  await expect(page.locator("#term-banner")).toContainText("open in another tab");
  await works(second, "aws ecr create-repository --repository-name second");
  await second.reload();
  await promptIsThere(second);
  await expect(second.locator("#see .berth h3")).toHaveText(["first", "second"]);
});

test("a reload in the middle of a push loses nothing that was acknowledged", async ({ page }) => {
  await openBench(page, "/lessons/first-flight/");
  await works(page, "aws ecr create-repository --repository-name web/storefront");
  await works(page, "aws ecr get-login-password | docker login --username AWS --password-stdin $ECR");
  await page.keyboard.type("docker tag storefront:1.0 $ECR/web/storefront:1.0; docker push $ECR/web/storefront:1.0");
  await page.keyboard.press("Enter");
  await expect(page.locator(".xterm-rows")).toContainText("The push refers to repository");
  await page.reload();
  await promptIsThere(page);
  expect(await works(page, "docker push $ECR/web/storefront:1.0")).toContain("digest: sha256:");
});

test("Ctrl-D at the prompt and Ctrl-C at a half-typed line give a new prompt", async ({ page }) => {
  await openBench(page, "/sandbox/");
  await page.locator(".xterm-helper-textarea").focus();
  await page.keyboard.press("Control+d");
  await page.keyboard.type("half of a");
  await page.keyboard.press("Control+c");
  expect((await run(page, "echo whole")).output).toContain("whole");
});

test("Ctrl-C ends a loop with 130", async ({ page }) => {
  await openBench(page, "/sandbox/");
  await works(page, "true");
  await page.keyboard.type("echo begun; while true; do :; done");
  await page.keyboard.press("Enter");
  await expect(page.locator(".xterm-rows")).toContainText(/done\s*begun/);
  await page.keyboard.press("Control+c");
  await expect(page.locator("#history")).toContainText("2 commands");
  expect((await run(page, "echo status $?")).output).toContain("status 130");
});

test("reset begins a lesson anew and can be undone", async ({ page }) => {
  await openBench(page, "/lessons/first-flight/");
  await works(page, "aws ecr create-repository --repository-name web/storefront");
  await page.getByRole("button", { name: "Settings" }).click();
  await page.locator("#settings").getByRole("button", { name: "This lesson" }).click();
  await page.locator("#settings").getByRole("button", { name: "Begin anew" }).click();
  await expect(page.locator("#see .berth")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Undo the last command" }).click();
  await expect(page.locator("#see .berth")).toHaveCount(1);
});

test("a file that is no session says so and changes nothing", async ({ page }) => {
  await openBench(page, "/sandbox/");
  await works(page, "aws ecr create-repository --repository-name kept");
  await page.getByRole("button", { name: "Settings" }).click();
  await page.locator("#settings input[type=file]").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from("hello") });
  await expect(page.locator("#settings [role=status]")).toContainText("This file is no zip file");
  await page.keyboard.press("Escape");
  expect(await works(page, "aws ecr describe-repositories --query 'repositories[].repositoryName' --output text")).toContain("kept");
});

test("a saved world is opened again from its file, and the terminal begins with it", async ({ page }) => {
  await openBench(page, "/sandbox/");
  await works(page, "aws ecr create-repository --repository-name kept");
  await page.getByRole("button", { name: "Settings" }).click();
  const saving = page.waitForEvent("download");
  await page.locator("#settings").getByRole("button", { name: "Save to a file" }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe("gantry-sandbox.zip");
  await page.keyboard.press("Escape");
  await works(page, "aws ecr delete-repository --repository-name kept");
  await expect(page.locator("#see .berth")).toHaveCount(0);
  await page.getByRole("button", { name: "Settings" }).click();
  const buffer = await readFile(await saved.path());
  await page.locator("#settings input[type=file]").setInputFiles({ name: "gantry-sandbox.zip", mimeType: "application/zip", buffer });
  await expect(page.locator("#settings [role=status]")).toHaveText("gantry-sandbox.zip is open.");
  await page.keyboard.press("Escape");
  await expect(page.locator("#see .berth h3")).toHaveText("kept");
  await expect(page.locator(".xterm-rows")).toHaveText(/^\s*learner@sandbox:~\$\s*$/);
  await works(page, "echo on");
  await page.reload();
  await expect(page.locator(".xterm-rows")).toContainText(/^\s*learner@sandbox:~\$ echo on\s*on/);
});

test("everything is forgotten when asked, and the settings stay", async ({ page }) => {
  await openBench(page, "/lessons/first-flight/");
  await works(page, "aws ecr create-repository --repository-name web/storefront");
  await expect(page.locator("#task-create")).toHaveClass(/is-done/);
  await page.getByRole("button", { name: "Switch between light and dark" }).click();
  const theme = await page.locator("html").getAttribute("data-theme");
  await forgetEverything(page);
  await expect(page.locator("html")).toHaveAttribute("data-theme", theme ?? "");
  await page.goto("/");
  await expect(page.locator("#progress-sum")).toHaveText("Nothing is done yet.");
});

test("everything can be forgotten while another tab is open", async ({ page, context }) => {
  await openBench(page, "/sandbox/");
  await works(page, "echo kept");
  const second = await context.newPage();
  await openBench(second, "/sandbox/");
  await expect(second.locator("#term-banner")).toContainText("open in another tab");
  await page.bringToFront();
  await forgetEverything(page);
  await works(page, "echo anew");
});

test("what another tab has shown is kept, and shown after Continue here", async ({ page, context }) => {
  await openBench(page, "/sandbox/");
  await works(page, "echo first");
  const second = await context.newPage();
  await openBench(second, "/sandbox/");
  await second.getByRole("button", { name: "Continue here" }).click();
  // What is entered before it is this tab's turn waits for it.
  await works(second, "echo second");
  await expect(second.locator("#term-banner")).toBeEmpty();
  await page.getByRole("button", { name: "Continue here" }).click();
  await expect(page.locator(".xterm-rows")).toContainText(/\$ echo first\s*first\s*.*\$ echo second\s*second/);
  await works(page, "echo third");
  await second.close();
  await page.reload();
  await expect(page.locator(".xterm-rows")).toContainText(/\$ echo second\s*second\s*.*\$ echo third\s*third/);
});

test("a program that runs when another tab takes over ends", async ({ page, context }) => {
  await openBench(page, "/sandbox/");
  await page.locator(".xterm-helper-textarea").focus();
  await page.keyboard.type("read x");
  await page.keyboard.press("Enter");
  const second = await context.newPage();
  await openBench(second, "/sandbox/");
  await second.getByRole("button", { name: "Continue here" }).click();
  await expect(page.locator(".xterm-rows")).toContainText(/\$ read x\s*learner@sandbox:~\$/);
});

test("where the browser blocks all storage the page says so once and works until it is left", async ({ page }) => {
  await page.addInitScript(() => {
    const refuse = {
      get: () => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      },
    };
    Object.defineProperty(window, "localStorage", refuse);
  });
  await page.route(/worker-.*\.js/, async (route) => {
    const response = await route.fetch();
    const blocked = `indexedDB.open = () => { throw new DOMException("insecure", "SecurityError"); };
      navigator.locks.request = () => Promise.reject(new DOMException("insecure", "SecurityError"));\n`;
    await route.fulfill({ response, body: blocked + (await response.text()) });
  });
  await openBench(page, "/sandbox/");
  await expect(page.locator(".xterm-rows")).toContainText("This browser allows no storage here");
  await page.locator(".xterm-helper-textarea").focus();
  await page.keyboard.type("aws ecr create-repository --repository-name kept");
  await page.keyboard.press("Enter");
  await expect(page.locator("#see .berth h3")).toHaveText("kept");
  await page.goto("/");
  await expect(page.locator("#progress-sum")).toHaveText("Nothing is done yet.");
});
