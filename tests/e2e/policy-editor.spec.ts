import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, openBench, run, test, works } from "./support.ts";

const PULL = `{"Version":"2012-10-17","Statement":[{"Sid":"Pull","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":["ecr:BatchGetImage"]}]}`;

// Monaco is loaded anew in every test.
const dialog = (page: Page) => page.getByRole("dialog", { name: /Edit .*web\.policy\.json/ });
/** Monaco's own field, once it has taken the plain one's place. */
const code = (page: Page) => dialog(page).getByRole("textbox", { name: /Tab leave the text/ });

/** The sandbox with a repository web and a policy in a file, indented. */
async function openPolicyFile(page: Page, text: string): Promise<void> {
  await openBench(page, "/sandbox/");
  await works(page, "aws ecr create-repository --repository-name web > out.txt");
  await works(page, `echo '${text}' | jq . > web.policy.json`);
  await works(page, "edit web.policy.json");
  await expect(dialog(page).getByRole("button", { name: /Apply to web/ })).toBeVisible();
}

test("a wrong action is underlined and listed, and one button mends it", async ({ page }) => {
  await openPolicyFile(page, PULL.replace("ecr:BatchGetImage", "ecr:PutImages"));
  await expect(code(page)).toBeFocused();
  await expect(dialog(page).locator(".squiggly-error")).toHaveCount(1);
  const problem = dialog(page).getByRole("list", { name: "Problems" }).getByRole("listitem");
  await expect(problem).toHaveCount(1);
  await expect(problem).toContainText("ecr:PutImages");
  await expect(dialog(page).getByRole("status")).toHaveText("1 problem");
  await problem.getByRole("button", { name: /^Line \d+$/ }).press("Enter");
  await expect(code(page)).toBeFocused();
  await problem.getByRole("button", { name: "Change to ecr:PutImage" }).press("Enter");
  await expect(problem).toHaveCount(0);
  await expect(dialog(page).getByRole("status")).toHaveText("No problems");
  await page.keyboard.press("Control+z");
  await expect(problem).toHaveCount(1);
});

test("completion knows the actions of ECR and the ARNs of this world", async ({ page }) => {
  await openPolicyFile(page, PULL.replace("arn:aws:iam::111122223333:root", ""));
  await expect(code(page)).toBeFocused();
  await cursorAt(page, "AWS");
  await page.keyboard.press("Control+Space");
  const list = page.locator(".suggest-widget");
  await expect(list).toContainText("arn:aws:iam::111122223333:user/learner");
  await page.keyboard.type("user/lear");
  await page.keyboard.press("Enter");
  await expect(dialog(page).locator(".view-lines")).toContainText('"arn:aws:iam::111122223333:user/learner"');
  await cursorAt(page, "BatchGet");
  await page.keyboard.press("End");
  await page.keyboard.type(',\n"ecr:GetDown');
  await expect(list).toContainText("ecr:GetDownloadUrlForLayer");
  await page.keyboard.press("Enter");
  await expect(dialog(page).locator(".view-lines")).toContainText("ecr:GetDownloadUrlForLayer");
});

/** Puts the cursor inside the last text in quotes of the line that holds `words`. */
async function cursorAt(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+Home");
  const lines = (await dialog(page).locator(".view-lines .view-line").allInnerTexts()).map((line) => line.replaceAll("\u00a0", " "));
  const tops = await dialog(page)
    .locator(".view-lines .view-line")
    .evaluateAll((all) => all.map((line) => Number.parseFloat((line as HTMLElement).style.top)));
  const ordered = lines.map((line, index) => ({ line, top: tops[index] ?? 0 })).sort((a, b) => a.top - b.top);
  for (let index = ordered.findIndex(({ line }) => line.includes(words)); index > 0; index--) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
}

test("Ctrl-Enter saves the file and runs the command that applies it; undo takes it back", async ({ page }) => {
  await openPolicyFile(page, PULL);
  await expect(code(page)).toBeFocused();
  await page.keyboard.press("Control+Enter");
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.locator(".xterm-helper-textarea")).toBeFocused();
  await expect(page.locator(".xterm-rows")).toContainText("aws ecr set-repository-policy --repository-name web --policy-text file://web.policy.json");
  const applied = "aws ecr get-repository-policy --repository-name web --query policyText --output text | jq -r .Statement[0].Sid";
  expect((await works(page, applied)).trim()).toBe("Pull");
  for (let steps = 0; steps < 2; steps++) await page.getByRole("button", { name: "Undo the last command" }).click();
  expect((await run(page, applied)).output).toContain("RepositoryPolicyNotFoundException");
});

test("who could do what stands beside the text, and follows it while it is typed", async ({ page }) => {
  await openPolicyFile(page, PULL.replace('"Effect":"Allow"', '"Effect":"Deny"').replace("arn:aws:iam::111122223333:root", "*"));
  await expect(code(page)).toBeFocused();
  await expect(page.getByRole("tab", { name: "Access" })).toHaveAttribute("aria-selected", "true");
  const changed = page.locator("#see-access .is-changed");
  await expect(changed.first()).toBeVisible();
  const before = await changed.count();
  await cursorAt(page, "BatchGetImage");
  await page.keyboard.type("s");
  await expect(changed).toHaveCount(0);
  await page.keyboard.press("Backspace");
  await expect(changed).toHaveCount(before);
});

test("a refused policy leaves the editor open with what the command said", async ({ page }) => {
  await openPolicyFile(page, PULL.replace('"Action":["ecr:BatchGetImage"]', '"Action":[]'));
  await dialog(page)
    .getByRole("button", { name: /Apply to web/ })
    .click();
  await expect(dialog(page).getByRole("alert")).toContainText("InvalidParameterException");
  await expect(dialog(page)).toBeVisible();
});

test("the comparison shows what applies beside what is written, and Escape leaves it", async ({ page }) => {
  await openPolicyFile(page, PULL);
  await expect(code(page)).toBeFocused();
  await expect(dialog(page).getByRole("button", { name: /Compare/ })).toHaveCount(0);
  await page.keyboard.press("Control+Enter");
  await expect(dialog(page)).toHaveCount(0);
  await works(page, "edit web.policy.json");
  await expect(code(page)).toBeFocused();
  await cursorAt(page, "Pull");
  await page.keyboard.press("Control+End");
  await cursorAt(page, "Sid");
  await page.keyboard.type("Only");
  await dialog(page).getByRole("button", { name: "Compare with applied" }).click();
  await expect(dialog(page).locator(".monaco-diff-editor .line-delete").first()).toBeVisible();
  await expect(dialog(page).locator(".monaco-diff-editor .line-insert").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(code(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog(page).getByRole("alert")).toHaveText("Your changes are not saved.");
});

test("an empty file begins with an example, and Ctrl-S keeps the editor open", async ({ page }) => {
  await openBench(page, "/sandbox/");
  await works(page, "aws ecr create-repository --repository-name web > out.txt");
  await works(page, "edit web.policy.json");
  await dialog(page).getByRole("button", { name: "Start from an example" }).click();
  await expect(dialog(page).getByRole("button", { name: /Apply to web/ })).toBeVisible();
  await expect(code(page)).toBeFocused();
  await page.keyboard.press("Control+s");
  await expect(dialog(page).locator("header")).not.toContainText("changed");
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
  expect((await works(page, "jq -r .Statement[0].Sid web.policy.json")).trim()).toBe("AllowPull");
});

test("the same policy can be applied to another thing", async ({ page }) => {
  await openPolicyFile(page, PULL);
  await dialog(page).getByLabel("Policy of").selectOption({ label: "111122223333 in us-east-1" });
  await expect(dialog(page).getByRole("list", { name: "What this policy is for" })).toContainText("registry policy");
  await expect(dialog(page).getByRole("button", { name: /Apply to us-east-1/ })).toBeVisible();
});

test("the plain editor has the same problems, completion and mending; Tab leaves it", async ({ page }) => {
  await openBench(page, "/sandbox/");
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByLabel("Plain editor").check();
  await page.keyboard.press("Escape");
  await works(page, "aws ecr create-repository --repository-name web > out.txt");
  await works(page, `echo '${PULL.replace("BatchGetImage", "PutImages")}' > web.policy.json`);
  await works(page, "edit web.policy.json");
  const field = dialog(page).getByRole("textbox", { name: /Text of/ });
  await expect(field).toBeFocused();
  await expect(field).toHaveJSProperty("tagName", "TEXTAREA");
  await dialog(page).getByRole("button", { name: "Change to ecr:PutImage" }).click();
  await expect(field).toHaveValue(PULL.replace("BatchGetImage", "PutImage").concat("\n"));
  await field.evaluate((area: HTMLTextAreaElement) => {
    const at = area.value.indexOf('"ecr:PutImage"') + '"ecr:Put'.length;
    area.setSelectionRange(at, at);
  });
  await page.keyboard.press("Control+Space");
  const list = dialog(page).getByRole("listbox", { name: "Completions" });
  await expect(list.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(list).toHaveCount(0);
  await expect(dialog(page)).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(field).not.toBeFocused();
});

test("on a telephone the plain editor applies a policy", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/sandbox/");
  const input = page.locator("#phone-input");
  const enter = async (line: string) => {
    await input.fill(line);
    await input.press("Enter");
    await expect
      .poll(() =>
        page.evaluate(() => {
          const blocks = JSON.parse(localStorage.getItem(`gantry-transcript ${document.body.dataset.slot}`) ?? "[]") as {
            line: string;
            status?: number;
          }[];
          return blocks.at(-1)?.status === undefined ? "" : blocks.at(-1)?.line;
        }),
      )
      .toBe(line);
  };
  await page.locator("label[for='pick-do']").click();
  await expect(input).toBeVisible();
  await enter("aws ecr create-repository --repository-name web > out.txt");
  await enter(`echo '${PULL.replace("BatchGetImage", "PutImages")}' > web.policy.json`);
  await enter("edit web.policy.json");
  await expect(dialog(page).getByRole("textbox")).toHaveJSProperty("tagName", "TEXTAREA");
  await dialog(page).getByRole("button", { name: "Change to ecr:PutImage" }).click();
  await dialog(page)
    .getByRole("button", { name: /Apply to web/ })
    .click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.locator("body")).toContainText("set-repository-policy --repository-name web");
});

test("axe finds nothing in the policy editor, in both themes", async ({ page }) => {
  await openPolicyFile(page, PULL.replace("BatchGetImage", "PutImages"));
  await expect(code(page)).toBeFocused();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page })
      .include(".editing")
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`)).toEqual([]);
  }
});
