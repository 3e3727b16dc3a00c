import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, openWorld, promptIsThere, run, test, works } from "./support.ts";

const LOGIN = "aws ecr get-login-password | docker login --username AWS --password-stdin $ECR";
const card = (page: Page) => page.getByRole("dialog", { name: /stopped|Nothing lets|does not let/ });

/** The world of an organization, and a push by its pipeline's user that the repository's policy refuses. */
async function denyPush(page: Page): Promise<void> {
  await openWorld(page, "organization");
  await promptIsThere(page);
  await works(page, `export AWS_PROFILE=ci; ${LOGIN} && docker tag storefront:1.0 $ECR/web:1.1`);
  const { output, status } = await run(page, "docker push $ECR/web:1.1");
  expect(status).not.toBe(0);
  expect(output).toContain("with an explicit deny in a resource-based policy");
}

test("a refused push is explained by the keyboard alone: steps, the statement that decided, what would change it", async ({ page }) => {
  await denyPush(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Why did that fail?" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(card(page)).toBeFocused();
  await expect(card(page)).toHaveAccessibleName("A Deny in the policy of repository web stopped PutImage");
  await expect(card(page)).toHaveAccessibleDescription(/only the manifest was refused, so no tag moved.*cannot override a Deny/);
  const deciding = card(page).locator("[aria-current=step]");
  await expect(deciding).toContainText("Any explicit Deny?");
  await expect(deciding).toContainText("this decides");
  await expect(card(page).getByRole("list", { name: /^Statement 2 of/ })).toContainText("user/ci is not role/release");
  await expect(card(page).getByRole("list", { name: "Steps after it" }).getByRole("listitem")).toHaveCount(6);
  await expect(card(page)).toContainText("CiPush, statement PushAndPull");
  await page.keyboard.press("Tab");
  await expect(card(page).getByRole("button", { name: "Close" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(card(page).getByRole("button", { name: "What if this statement were gone?" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(card(page).getByRole("status")).toContainText(/Allowed on a copy: Policy CiPush lets user\/ci do PutImage/);
  await page.keyboard.press("Escape");
  await expect(card(page)).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Why did that fail?" })).toBeFocused();
});

test("from the card to the request, to the matrix, to the editor at the statement's line", async ({ page }) => {
  await denyPush(page);
  await page.getByRole("button", { name: "Why did that fail?" }).click();
  await card(page).getByRole("button", { name: "Show request" }).click();
  const request = page.getByRole("region", { name: /^Request \d+$/ });
  await expect(request.getByRole("group", { name: "Decision" })).toContainText("A Deny in the policy of repository web stopped PutImage");
  await expect(request.getByRole("region", { name: /^Every statement/ })).toContainText(/TeamPull.*Silent.*Principal does not match/);
  await card(page).getByRole("button", { name: "Who may do what" }).click();
  await expect(page.getByRole("grid", { name: "Who can do what in web" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "user/ci, PutImage: denied" })).toBeVisible();
  await card(page)
    .getByRole("button", { name: /^Edit line 18/ })
    .click();
  const editor = page.getByRole("dialog", { name: /Edit .*web\.policy\.json/ });
  await expect(editor).toContainText("Line 18");
});

test("what nobody allows can be proposed as a statement, which the matrix shows before it is applied", async ({ page }) => {
  await openWorld(page, "repo");
  await promptIsThere(page);
  await works(page, `aws ecr get-login-password --profile puller | docker login --username AWS --password-stdin $ECR`);
  await works(page, "docker tag storefront:1.0 $ECR/web/storefront:1.0");
  const { status, output } = await run(page, "docker push $ECR/web/storefront:1.0");
  expect(status).not.toBe(0);
  expect(output).toContain("no identity-based policy allows");
  await page.getByRole("button", { name: "Why did that fail?" }).last().click();
  await expect(card(page)).toHaveAccessibleName(/^Nothing lets user\/puller do/);
  await expect(card(page).locator("[aria-current=step]")).toContainText("No Allow");
  await card(page).getByRole("listitem").filter({ hasText: "policy of repository" }).getByRole("button", { name: "Add this statement" }).click();
  const editor = page.getByRole("dialog", { name: /Edit .*storefront\.policy\.json/ });
  await expect(editor).toContainText("user/puller");
  await expect(editor.locator("header")).toContainText("changed");
  await expect(page.getByText(/\d cells? changes? if you apply this/)).toBeVisible();
});

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 1100, height: 800 },
]) {
  test(`axe finds nothing in the card and in a decision at ${viewport.width} px, light and dark`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.setViewportSize(viewport);
    await denyPush(page);
    await page.getByRole("button", { name: "Why did that fail?" }).click();
    await card(page).getByRole("button", { name: "What if" }).click();
    await card(page).getByRole("button", { name: "Show request" }).click();
    await expect(page.getByRole("group", { name: "Decision" })).toBeVisible();
    await page.locator(".explained summary").first().click();
    await expectNoViolations(page);
  });
}

test("on a telephone the card covers the transcript and gives the focus back", async ({ page }) => {
  test.setTimeout(180_000);
  await page.setViewportSize({ width: 390, height: 844 });
  await openWorld(page, "organization");
  await page.locator('[for="pick-do"]').click();
  const input = page.locator("#phone-input");
  const enter = async (line: string) => {
    await input.fill(line);
    await input.press("Enter");
  };
  await enter(`export AWS_PROFILE=ci; ${LOGIN} && docker tag storefront:1.0 $ECR/web:1.1`);
  await expect(page.locator("#transcript")).toContainText("Login Succeeded", { timeout: 30_000 });
  await enter("docker push $ECR/web:1.1");
  const why = page.locator("#transcript").getByRole("button", { name: "Why did that fail?" });
  // It comes after the output, and the transcript goes on to its end.
  await expect(why).toBeInViewport({ ratio: 1 });
  await why.click();
  await expect(card(page)).toBeFocused();
  await expectNoViolations(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.keyboard.press("Escape");
  await expect(card(page)).toHaveCount(0);
  await expect(why).toBeFocused();
});

/** In both themes. */
async function expectNoViolations(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
    expect(violations.map(({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`)).toEqual([]);
  }
}
