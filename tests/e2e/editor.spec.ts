import { expect, openBench, test, works } from "./support.ts";

test("edit opens a file over the terminal; Ctrl-S saves it and gives the prompt back", async ({ page }) => {
  await openBench(page, "/sandbox/");
  await works(page, "printf 'one\\ntwo\\n' > notes.txt");
  await works(page, "edit notes.txt");
  const editor = page.getByRole("dialog", { name: /Edit .*notes\.txt/ });
  const text = editor.getByRole("textbox");
  await expect(text).toBeFocused();
  await expect(text).toHaveValue("one\ntwo\n");
  await page.keyboard.press("Control+End");
  await page.keyboard.type("three");
  await expect(editor).toContainText("Line 3");
  await page.keyboard.press("Control+s");
  await expect(editor).toHaveCount(0);
  await expect(page.locator(".xterm-helper-textarea")).toBeFocused();
  expect(await works(page, "cat notes.txt")).toBe("one\ntwo\nthree");
});

test("Escape closes an unchanged file at once and asks about a changed one", async ({ page }) => {
  await openBench(page, "/sandbox/");
  const editor = page.locator(".editing");
  await works(page, "edit new.txt");
  await expect(editor.getByRole("textbox")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(editor).toHaveCount(0);
  await works(page, "edit new.txt");
  await expect(editor.getByRole("textbox")).toBeFocused();
  await page.keyboard.type("lost");
  await page.keyboard.press("Escape");
  await expect(editor.getByRole("alert")).toHaveText("Your changes are not saved.");
  await editor.getByRole("button", { name: "Close without saving" }).click();
  await expect(editor).toHaveCount(0);
  await works(page, "test ! -e new.txt");
});
