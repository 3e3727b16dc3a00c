/** What the browser tests share: opening a workbench, running commands by the keyboard, and a watch over the content security policy. */
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";

/** The site's root and the same site in a folder with a space. */
export const ROOTS = ["/", "/a%20b/c/"] as const;

interface Block {
  readonly id: number;
  readonly number: number;
  readonly line: string;
  readonly output: string;
  readonly status?: number;
}

/** Every test fails on a violation of the policy or an error that nobody caught, on any page it visits. */
export const test = base.extend<{ faults: string[] }>({
  faults: [
    async ({ page }, use) => {
      const faults: string[] = [];
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error" && /Content Security Policy|Refused|Uncaught/i.test(message.text())) faults.push(message.text());
      });
      await use(faults);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Opens a lesson or the sandbox and waits for its prompt. */
export async function openBench(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await promptIsThere(page);
}

/** The sandbox in another world than its own: people, policies and repositories of `lessons/worlds`. */
export async function openWorld(page: Page, world: string): Promise<void> {
  await page.route("**/sandbox/", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace('{"world":"blank"}', JSON.stringify({ world })) });
  });
  await page.goto("/sandbox/");
}

export async function promptIsThere(page: Page): Promise<void> {
  await expect(page.locator(".xterm-rows")).toContainText("learner@sandbox", { timeout: 30_000 });
}

async function lastBlock(page: Page): Promise<Block | undefined> {
  return page.evaluate(() => {
    const key = Object.keys(localStorage).find((name) => name === `gantry-transcript ${document.body.dataset.slot}`);
    return (JSON.parse(localStorage.getItem(key ?? "") ?? "[]") as Block[]).at(-1);
  });
}

/** Types a command at the prompt and waits until it has ended. */
export async function run(page: Page, line: string): Promise<{ output: string; status: number }> {
  await page.locator(".xterm-helper-textarea").focus();
  return runHere(page, line);
}

/** As `run`, where the terminal has the focus already. */
export async function runHere(page: Page, line: string): Promise<{ output: string; status: number }> {
  // Numbers of blocks begin anew with every page, and those of commands after an undo.
  const mark = (block: Block | undefined) => `${block?.id}/${block?.number}`;
  const before = mark(await lastBlock(page));
  // One that was entered before may end meanwhile: the block that is waited for has this line.
  const ended = async () => {
    const block = await lastBlock(page);
    return block && block.line === line && mark(block) !== before ? block : undefined;
  };
  await typeIn(page, line);
  await page.keyboard.press("Enter");
  const patience = { timeout: 40_000, intervals: [20, 30, 50, 100], message: `the end of: ${line}` };
  await expect.poll(ended, patience).toBeDefined();
  const block = await lastBlock(page);
  return { output: plain(block?.output ?? ""), status: block?.status ?? -1 };
}

/**
 * Lines at the prompt, by the first key of each; the rest comes in one event, as from an input method. The browser takes a key in no less
 * than a frame, and the course has 30,000.
 */
async function typeIn(page: Page, lines: string): Promise<void> {
  for (const [index, line] of lines.split("\n").entries()) {
    if (index > 0) await page.keyboard.press("Enter");
    await page.keyboard.type(line.slice(0, 1));
    if (line.length > 1) await page.keyboard.insertText(line.slice(1));
  }
}

/** Enters a line in the terminal and does not wait for its end. */
export async function enterLine(page: Page, line: string): Promise<void> {
  await page.locator(".xterm-helper-textarea").focus();
  await typeIn(page, line);
  await page.keyboard.press("Enter");
}

/** By the link at the top, without waiting for its prompt. */
export async function toNextLesson(page: Page): Promise<void> {
  const before = page.url();
  await page.locator('.course a[aria-label^="Next"]').first().click();
  await expect(page).not.toHaveURL(before);
}

/** As `run`, and the command must work. */
export async function works(page: Page, line: string): Promise<string> {
  const { output, status } = await run(page, line);
  expect(status, `${line}\n${output}`).toBe(0);
  return output;
}

function plain(output: string): string {
  return output.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, "").replaceAll("\r", "");
}

/** axe finds nothing wrong with the page as it stands, in both themes. */
export async function expectNoViolations(page: Page): Promise<void> {
  // One that is still on its way has its words before its styles.
  await page.waitForLoadState();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
    expect(violations.map(({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`)).toEqual([]);
  }
}
