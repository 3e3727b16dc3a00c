import { expect, expectNoViolations, openBench, ROOTS, run, test } from "./support.ts";

const BESIDE = ["repair/", "prove/who-answers/", "teach/", "handout/", "handout/solutions/"].map((page) => `lessons/first-flight/${page}`);
const PAGES = ["", "lessons/default-registry/", "lessons/first-flight/", ...BESIDE, "cookbook/", "sandbox/", "keyboard/"];
const PLAIN = ["", "keyboard/", "cookbook/", "lessons/first-flight/teach/", "lessons/first-flight/handout/solutions/", "no/such/page"];
const WIDTHS = [
  { width: 1440, height: 900 },
  { width: 1100, height: 800 },
  { width: 768, height: 1024 },
  { width: 390, height: 844 },
];

for (const root of ROOTS) {
  test(`every page below ${root} keeps to the content security policy and finds all it asks for`, async ({ page }) => {
    const missing: string[] = [];
    page.on("response", (response) => {
      if (response.status() >= 400) missing.push(response.url());
    });
    await page.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) =>
        console.error(`Content Security Policy: ${event.violatedDirective} ${event.blockedURI}`),
      );
    });
    const policies = new Set<string | null>();
    for (const address of PAGES) {
      await page.goto(root + address);
      await page.waitForLoadState("networkidle");
      policies.add(await page.locator('meta[http-equiv="content-security-policy"]').getAttribute("content"));
    }
    expect(missing).toEqual([]);
    expect(policies.size).toBe(1);
  });
}

for (const viewport of WIDTHS) {
  test(`axe finds nothing at ${viewport.width} px, light and dark`, async ({ page }) => {
    test.setTimeout(300_000);
    await page.setViewportSize(viewport);
    if (viewport.width !== 1100)
      for (const address of PLAIN) {
        await page.goto(`/${address}`);
        await expectNoViolations(page);
      }
    if (viewport.width < 640) {
      await page.goto("/lessons/first-flight/");
      for (const view of ["read", "do", "see"]) {
        await page.locator(`[for="pick-${view}"]`).click();
        await expectNoViolations(page);
      }
      return;
    }
    await openBench(page, "/lessons/first-flight/");
    for (const line of [
      "aws ecr create-repository --repository-name web/storefront",
      "aws ecr get-login-password | docker login --username AWS --password-stdin $ECR",
      "docker tag storefront:1.0 $ECR/web/storefront:1.0; docker push $ECR/web/storefront:1.0",
      "docker pull $ECR/nothing:1",
    ])
      await run(page, line);
    await expectNoViolations(page);
    if (viewport.width < 1024) await page.getByRole("button", { name: "Map and requests" }).click();
    await page.getByRole("button", { name: "As a table" }).click();
    await expectNoViolations(page);
    await page.locator('[data-tab="requests"]').evaluate((tab: HTMLElement) => tab.click());
    await page
      .locator(".requests tbody tr")
      .first()
      .evaluate((row: HTMLElement) => row.click());
    await expectNoViolations(page);
  });
}

test("axe finds nothing in the editor and in a question", async ({ page }) => {
  await openBench(page, "/lessons/default-registry/");
  await page.locator(".predict label").first().click();
  await page.getByRole("button", { name: "See what happens, on a copy" }).first().click();
  await expect(page.locator(".predict-proof").first()).toContainText("$ aws ecr create-registry");
  await run(page, "edit notes.txt");
  await expect(page.locator(".editing")).toBeVisible();
  await expectNoViolations(page);
});

test("a missing address gets a page whose links work at any depth", async ({ page }) => {
  await page.goto("/a%20b/c/no/such/page");
  await page.getByRole("link", { name: "All lessons" }).click();
  await expect(page).toHaveURL(/\/a%20b\/c\/$/);
  await expect(page.locator("h1")).toContainText("Learn Amazon ECR");
});

test("nothing scrolls sideways at 320 px", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const address of PAGES) {
    await page.goto(`/${address}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), address).toBeLessThanOrEqual(320);
  }
});

test("dividers move by keys and stay where they were put", async ({ page }) => {
  await page.goto("/lessons/first-flight/");
  const divider = page.getByRole("separator", { name: "Resize the lesson" });
  const width = () => page.locator("#lesson").evaluate((pane) => pane.getBoundingClientRect().width);
  const before = await width();
  await divider.focus();
  for (let press = 0; press < 4; press++) await page.keyboard.press("ArrowRight");
  const moved = await width();
  expect(moved).toBeGreaterThan(before + 30);
  await page.reload();
  expect(Math.abs((await width()) - moved)).toBeLessThan(2);
});

test("the theme is kept and set before the first paint", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/sandbox/");
  await page.getByRole("button", { name: "Switch between light and dark" }).click();
  await page.goto("/");
  expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
});
