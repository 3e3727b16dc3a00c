/** A person without a mouse at a lesson: gets about by Tab, F6 and arrow keys, types at the prompt, and reads what stands on a task's card. */
import type { Locator, Page } from "@playwright/test";
import type { ParsedLesson } from "../../src/lessons/parse.ts";
import { expect, runHere } from "./support.ts";

export type Lesson = ParsedLesson["lesson"];
export type Task = Lesson["tasks"][number];
type Lines = NonNullable<Lesson["solution"][string]>;

/** More presses of Tab than there are controls on a page. */
const MOST_PRESSES = 250;

/** Words as they are read: without the signs of Markdown. */
export function words(text: string): string {
  return text.replaceAll("`", "");
}

/** Tab, or Shift Tab where the control lies before, until it or a part of it has the focus. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  await expect(control).toBeVisible();
  for (let presses = 0; presses < MOST_PRESSES; presses++) {
    const way = await control.evaluate((wanted) => {
      const here = document.activeElement;
      if (wanted.contains(here)) return "";
      const isTerminal = here?.matches(".xterm-helper-textarea");
      const isBefore = here !== document.body && here && wanted.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING;
      return `${isTerminal ? "Escape " : ""}${isBefore ? "Shift+Tab" : "Tab"}`;
    });
    if (way === "") return;
    for (const key of way.split(" ")) await page.keyboard.press(key);
  }
  throw new Error(`Tab does not reach ${control}`);
}

export async function pressAt(page: Page, control: Locator, key = "Enter"): Promise<void> {
  await tabTo(page, control);
  await page.keyboard.press(key);
}

/** Goes to a group of radio buttons and with the arrow keys to one of them. Gives how often a button was chosen on the way. */
export async function chooseIn(page: Page, group: Locator, name: string): Promise<number> {
  await tabTo(page, group);
  const down = await group.getByRole("radio", { name, exact: true }).evaluate((wanted) => {
    const all: (Element | null)[] = [...document.getElementsByName((wanted as HTMLInputElement).name)];
    return (all.indexOf(wanted) - all.indexOf(document.activeElement) + all.length) % all.length;
  });
  if (down === 0) await page.keyboard.press("Space");
  for (let press = 0; press < down; press++) await page.keyboard.press("ArrowDown");
  return Math.max(1, down);
}

/** F6 goes round the panes; typing begins when the terminal has the focus. */
export async function type(page: Page, line: string): Promise<{ output: string; status: number }> {
  const prompt = page.getByRole("textbox", { name: "Terminal input" });
  for (let presses = 0; presses < 3 && !(await prompt.evaluate((element) => element === document.activeElement)); presses++)
    await page.keyboard.press("F6");
  await expect(prompt).toBeFocused();
  return runHere(page, line);
}

/** The card of a task as it is called while the task is open, or done. */
export function card(page: Page, task: Task, status: "open" | "done" = "open"): Locator {
  return page.getByRole("article", { name: `${words(task.title)}${status === "done" ? ", done" : ""}`, exact: true });
}

/** Reads an open task that has been judged: its goals stand on the card. */
export async function read(page: Page, task: Task): Promise<void> {
  await expect(card(page, task).getByText(new RegExp(`^\\d of ${task.goals.length} true$`))).toBeVisible();
  await expect(card(page, task).getByText("looking:")).toHaveCount(0);
  for (const goal of task.goals)
    await expect(
      card(page, task)
        .getByRole("row")
        .filter({ hasText: words(goal) }),
      task.id,
    ).not.toHaveCount(0);
}

/** Commands that have been entered and not taken back. */
export async function entered(page: Page): Promise<number> {
  const said = await page.getByRole("slider", { name: "History" }).getAttribute("aria-valuetext");
  return Number(/^After command (\d+) /.exec(said ?? "")?.[1] ?? 0);
}

/** Takes commands back until so many are left. */
export async function undoTo(page: Page, count: number): Promise<void> {
  const button = page.getByRole("region", { name: "Terminal" }).getByRole("button", { name: "Undo the last command" });
  for (let left = await entered(page); left > count; left--) {
    await pressAt(page, button);
    await expect.poll(() => entered(page)).toBe(left - 1);
  }
}

/** The task is done after so many commands, and whoever the lesson sends then has been there: a visit is a step of the history too. */
export async function isDone(page: Page, { slug, world }: Lesson, task: Task, count: number): Promise<void> {
  await expect(card(page, task, "done"), `${slug}, ${task.id}`).toBeVisible();
  const visits = ((world.visits ?? []) as readonly { readonly when?: string }[]).filter(({ when }) => when === task.id);
  await expect.poll(() => entered(page), { message: `${slug}, ${task.id}: commands` }).toBe(count + visits.length);
}

/**
 * Enters lines as a lesson's file has them; an answer goes into its field when `byField` says so and it is a plain word. Gives the
 * number of commands that were made of them.
 */
export async function enter(page: Page, task: Task, lines: Lines, byField = false): Promise<number> {
  let count = 0;
  const before = byField ? await entered(page) : 0;
  for (const { line, exit } of lines) {
    const [, id, value] = /^answer (\S+) ("[^"$]*"|[^"$]+)$/.exec(line) ?? [];
    if (byField && id && value) {
      // Counted, not read again: the page may not show yet what the line before has done.
      count += await answer(page, task, id, value.replaceAll('"', ""), before + count);
      continue;
    }
    count++;
    const { status, output } = await type(page, line);
    expect(status, `${task.id}: ${line}\n${output.slice(-500)}`).toBe(exit);
  }
  return count;
}

async function answer(page: Page, task: Task, id: string, value: string, before: number): Promise<number> {
  const asked = task.checks.find((check) => check.answer === id);
  const name = words(String(asked?.ask));
  let given = 1;
  if (asked?.choose) given = await chooseIn(page, card(page, task).getByRole("radiogroup", { name, exact: true }), value);
  else {
    await tabTo(page, card(page, task).getByRole("textbox", { name, exact: true }));
    await page.keyboard.type(value);
    await page.keyboard.press("Enter");
  }
  await expect.poll(() => entered(page), { message: `the answer ${id}` }).toBe(before + given);
  return given;
}
