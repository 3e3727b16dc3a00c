import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { DIST } from "./dist.ts";
import { expect, openBench, promptIsThere, run, test, works } from "./support.ts";

interface PageTarget {
  readonly lesson: {
    readonly tasks: readonly { readonly id: string }[];
    readonly solution: Readonly<Record<string, readonly { readonly line: string; readonly exit: number }[]>>;
  };
}

test("a lesson is done from start to end by the keyboard, over a reload, and stays done", async ({ page }) => {
  test.slow();
  await openBench(page, "/lessons/first-flight/");
  const { lesson } = await page.evaluate(() => JSON.parse(document.getElementById("target")?.textContent ?? "") as PageTarget);
  await page.keyboard.press("F6");
  for (const [index, { id }] of lesson.tasks.entries()) {
    const card = page.locator(`#task-${id}`);
    await expect(card).toHaveClass(/is-open/);
    for (const { line, exit } of lesson.solution[id] ?? []) expect((await run(page, line)).status, line).toBe(exit);
    await expect(card, `task ${id}`).toHaveClass(/is-done/);
    if (index === 1) {
      await page.reload();
      await promptIsThere(page);
      await expect(card).toHaveClass(/is-done/);
    }
  }
  await expect(page.locator("#lesson-foot")).toContainText("All tasks done");
  await page.goto("/");
  await expect(page.locator('[data-lesson="first-flight"]')).toHaveAccessibleName("done");
});

test("undo takes a done task back, redo brings it again", async ({ page }) => {
  await openBench(page, "/lessons/first-flight/");
  const first = page.locator("section[data-task] .task").first();
  await page.locator(".task .run .go").first().click();
  await expect(first).toHaveClass(/is-done/);
  await expect(page.locator("#see .berth")).toHaveCount(1);
  await page.getByRole("button", { name: "Undo the last command" }).click();
  await expect(first).toHaveClass(/is-open/);
  await expect(page.locator("#see .berth")).toHaveCount(0);
  await page.getByRole("button", { name: "Redo" }).click();
  await expect(first).toHaveClass(/is-done/);
});

test("the hint ladder gives one rung at a time and does it in the end", async ({ page }) => {
  await openBench(page, "/lessons/first-flight/");
  const card = page.locator("section[data-task] .task").first();
  await card.getByRole("button", { name: "Nudge" }).click();
  await expect(card.locator(".hint")).toBeVisible();
  await card.getByRole("button", { name: "Do it" }).click();
  await expect(card).toHaveClass(/is-done/);
});

test("panes persist from lesson to lesson", async ({ page }) => {
  await openBench(page, "/lessons/first-flight/");
  await run(page, "echo remember-me");
  await page.evaluate(() => document.getElementById("terminal")?.setAttribute("data-mark", "same"));
  const next = page.getByRole("link", { name: /^Next lesson/ });
  const title = (await next.getAttribute("aria-label"))?.replace("Next lesson: ", "") ?? "";
  await next.click();
  await expect(page.locator("h1")).toHaveText(title);
  await expect(page.locator("#terminal")).toHaveAttribute("data-mark", "same");
  await expect(page.locator("#lesson-foot")).toContainText("Task 1");
  await run(page, "aws --version");
  await page.goBack();
  await expect(page.locator("#terminal")).toHaveAttribute("data-mark", "same");
  await expect(page.locator("#history")).toContainText("1 command");
});

test("pages at another depth keep their styles when they are swapped in", async ({ page }) => {
  await openBench(page, "/a%20b/c/lessons/first-flight/");
  await page.evaluate(() => document.getElementById("terminal")?.setAttribute("data-mark", "same"));
  await page.getByRole("link", { name: "Open the broken world" }).click();
  await expect(page.locator("#task-repair")).toHaveClass(/is-open/);
  await expect(page.locator("#terminal")).toHaveAttribute("data-mark", "same");
  await expect(page.locator(".app")).toHaveCSS("display", "grid");
  await page.getByRole("link", { name: /^Back to First flight/ }).click();
  await expect(page.locator("#task-create")).toHaveClass(/is-open/);
  await expect(page.locator(".app")).toHaveCSS("display", "grid");
});

test("a 3 kB login line is printed, selected and pasted as one line", async ({ page }) => {
  await openBench(page, "/lessons/get-login-then-and-now/");
  const { output } = await run(page, "aws ecr get-login --region us-east-1 --no-include-email");
  const line = output.trim();
  expect(line.length).toBeGreaterThan(1500);
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document
      .querySelector(".xterm-helper-textarea")
      ?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, line);
  await page.keyboard.press("Enter");
  await expect(page.locator(".xterm-rows")).toContainText("Login Succeeded");
});

test("colours of a program and of what is selected keep to the content security policy", async ({ page }) => {
  await openBench(page, "/sandbox/");
  await works(page, String.raw`printf '\e[38;2;0;90;160mof-its-own\e[0m\n'`);
  const printed = page.locator(".xterm-rows span").filter({ hasText: /^of-its-own$/ });
  await expect(printed).toHaveCSS("color", "rgb(0, 90, 160)");
  const box = await printed.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 1, (box?.y ?? 0) + 8);
  await page.mouse.down();
  await page.mouse.move((box?.x ?? 0) + 200, (box?.y ?? 0) + 8, { steps: 4 });
  await page.mouse.up();
  // Selected text stands on the colour of the selection, not under it.
  await expect(page.locator(".xterm-decoration-top").first()).toHaveAttribute("style", /background-color/);
});

/** The width of the terminal's text in pixels, and its rows. */
function sizeOfTerminal(page: Page): Promise<unknown[]> {
  return page
    .locator(".xterm-screen")
    .evaluate((screen) => [screen.getBoundingClientRect().width, screen.querySelector(".xterm-rows")?.childElementCount]);
}

test("a system that turns dark leaves the terminal its rows and columns", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await openBench(page, "/lessons/first-flight/");
  await works(page, "seq 60");
  const before = await sizeOfTerminal(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForTimeout(500);
  await expect.poll(() => sizeOfTerminal(page)).toEqual(before);
});

test("a font that comes after the terminal is measured, and so is the one that was there", async ({ page }) => {
  await openBench(page, "/lessons/first-flight/");
  const before = await sizeOfTerminal(page);
  // Another font by the name of the terminal's own, with other letters: what a browser shows until that one is there.
  await page.evaluate(async () => {
    const file = document.querySelector<HTMLLinkElement>("link[as=font][href*=archivo]")?.href;
    document.fonts.add(await new FontFace("Iosevka", `url(${file})`).load());
    document.fonts.dispatchEvent(new Event("loadingdone"));
  });
  await expect.poll(() => sizeOfTerminal(page)).not.toEqual(before);
  await page.evaluate(() => {
    for (const font of document.fonts) document.fonts.delete(font);
    document.fonts.dispatchEvent(new Event("loadingdone"));
  });
  await expect.poll(() => sizeOfTerminal(page)).toEqual(before);
});

for (const [key, text] of [
  ["Control+c", "copied-text"],
  ["Control+Shift+C", "copied-otherwise"],
] as const)
  test(`${key} copies what is selected in the terminal, and Ctrl-V pastes it`, async ({ page }) => {
    await openBench(page, "/sandbox/");
    await works(page, `echo ${text}`);
    const printed = page.locator(".xterm-rows > div").filter({ hasText: new RegExp(`^${text}`) });
    const box = await printed.boundingBox();
    await page.mouse.dblclick((box?.x ?? 0) + 20, (box?.y ?? 0) + 8);
    await expect(page.locator(".xterm-decoration-top")).toHaveText(text);
    await page.keyboard.press(key);
    await page.keyboard.type("echo again ");
    await page.keyboard.press("Control+v");
    await page.keyboard.press("Enter");
    await expect(page.locator(".xterm-rows")).toContainText(new RegExp(String.raw`echo again ${text}\s*again ${text}`));
  });

test("the first text of the terminal is in the static page, before any script", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/lessons/first-flight/");
  await expect(page.locator("#first-text")).toContainText("$");
  await expect(page.locator("#lesson h1")).toBeVisible();
  await expect(page.locator("#task-create")).toBeVisible();
  await context.close();
});

for (const [late, file] of [
  ["terminal", /xterm-display\..*\.js/],
  ["engine", /worker-.*\.js/],
] as const)
  test(`what is entered before the ${late} is there is run, and so is what follows`, async ({ page }) => {
    await page.route(file, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue();
    });
    await page.goto("/sandbox/");
    await page.locator("body").press("e");
    await page.keyboard.type("cho early");
    await page.keyboard.press("Enter");
    await expect(page.locator(".xterm-rows")).toContainText(/\$ echo early\s*early/);
    await page.keyboard.type("echo later");
    await page.keyboard.press("Enter");
    await expect(page.locator(".xterm-rows")).toContainText(/\$ echo later\s*later/);
  });

for (const [late, file] of [
  ["engine", /worker-.*\.js/],
  ["shell", /shell-.*\.js/],
] as const)
  test(`Ctrl-C ends what was entered before the ${late} is there`, async ({ page }) => {
    await page.route(file, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 2500));
      await route.continue();
    });
    await openBench(page, "/sandbox/");
    await page.locator(".xterm-helper-textarea").focus();
    await page.keyboard.type("while true; do :; done");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+c");
    await page.keyboard.type("echo later");
    await page.keyboard.press("Enter");
    await expect(page.locator(".xterm-rows")).toContainText(/\$ echo later\s*later/);
    await expect(page.locator("#history")).toContainText("1 command");
    await expect(page.locator(".xterm-rows")).not.toContainText("started again");
  });

for (const file of ["worker", "engine"])
  test(`without the ${file} the page says so and runs nothing`, async ({ page, faults }) => {
    await page.route(new RegExp(`/assets/${file}-.*\\.js`), (route) => route.abort());
    await page.goto("/sandbox/");
    await expect(page.locator("#term-banner")).toContainText("engine has stopped");
    await page.locator(".xterm-helper-textarea").focus();
    await page.keyboard.type("echo $((40 + 2))");
    await page.keyboard.press("Enter");
    await page.waitForTimeout(500);
    await expect(page.locator(".xterm-rows")).not.toContainText("42");
    expect(await page.evaluate(() => performance.getEntriesByName("gantry:engine").length)).toBe(0);
    // The browser reports the file that the worker itself could not load, and nothing else is wrong.
    expect(faults.splice(0).filter((fault) => !/dynamically imported module/.test(fault))).toEqual([]);
  });

test("the built pages and style sheets hold no absolute address", () => {
  const all = readdirSync(DIST, { recursive: true, encoding: "utf8" });
  const pages = all.filter((file) => file.endsWith(".html"));
  expect(pages.length).toBeGreaterThan(10);
  for (const page of pages) {
    const html = readFileSync(join(DIST, page), "utf8").replace(/<script type="application\/json"[\s\S]*?<\/script>/g, "");
    expect(html.match(/\s(?:href|src)="\/[^"]*"/g), page).toBeNull();
  }
  const sheets = all.filter((file) => file.endsWith(".css"));
  expect(sheets.length).toBeGreaterThan(3);
  for (const sheet of sheets) expect(readFileSync(join(DIST, sheet), "utf8").match(/url\(["']?\/[^)]*/g), sheet).toBeNull();
});

test("no file imports the worker's first one, which WebKit would evaluate a second time", () => {
  const scripts = readdirSync(join(DIST, "assets")).filter((file) => file.endsWith(".js"));
  expect(scripts.filter((file) => /^worker-/.test(file))).toHaveLength(1);
  for (const file of scripts)
    expect(readFileSync(join(DIST, "assets", file), "utf8").match(/(?:from|import)\s*\(?["'`]\.\/worker-[^"'`]*/g), file).toBeNull();
});
