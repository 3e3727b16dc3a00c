import { defineConfig } from "@playwright/test";
import { ARGUMENTS, findBrowser, NO_BROWSER } from "../../scripts/setup/browser.mjs";

const browser = await findBrowser();
if (!browser) throw new Error(NO_BROWSER);
const port = Number(process.env.GANTRY_E2E_PORT ?? 4173);

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results",
  fullyParallel: true,
  workers: 2,
  // A test that waits in vain ends soon enough; one on a slow or busy machine must not fail for that.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // Once more when it fails, and named as flaky at the end: what fails only now and then is looked at, and stops nobody meanwhile.
  retries: 1,
  // Budgets are measured last and alone: what runs beside them would be measured too.
  projects: [
    { name: "pages", testMatch: "*.spec.ts", testIgnore: "budget.spec.ts" },
    { name: "budget", testMatch: "budget.spec.ts", dependencies: ["pages"], use: { serviceWorkers: "allow" } },
  ],
  reporter: [["list"]],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    // Every test is a first visit, and each would fetch the whole site for use without a network: a fifth of all work. Nor would what a
    // test holds back or leaves out be missing then.
    serviceWorkers: "block",
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: browser.executablePath, args: browser.args ?? ARGUMENTS },
    // Without motion the sandbox makes no pauses for the eye either.
    contextOptions: { reducedMotion: "reduce" },
    trace: process.env.GANTRY_TRACE ? "retain-on-failure" : "off",
  },
  webServer: { command: "node tests/e2e/serve.ts", cwd: "../..", port, reuseExistingServer: false, env: { PORT: String(port) } },
});
