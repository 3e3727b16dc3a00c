// `npm test`: unit tests, the built site in a real browser, real clients against the server. Installs what is missing and can be had.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { ensureBrowser, NO_BROWSER } from "./setup/browser.mjs";
import { ensureClients } from "./setup/clients.mjs";
import { ensureFirefox } from "./setup/firefox.mjs";

let passed = 0;
let failed = 0;
/** What to look at, said once more below everything: who reads only the end of a long run learns the names too. */
const toLookAt = new Set();

/** Runs one suite, shows its output as it comes, and adds up the totals that its runner prints. */
async function suite(name, command) {
  console.log(`\n== ${name}`);
  const child = spawn(command, {
    shell: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1", ASTRO_TELEMETRY_DISABLED: "1", NODE_OPTIONS: "--disable-warning=ExperimentalWarning" },
  });
  let said = "";
  for (const stream of ["stdout", "stderr"])
    child[stream].setEncoding("utf8").on("data", (text) => {
      said += text;
      process[stream].write(text);
    });
  const [status] = await once(child, "close");
  const count = (pattern) => [...said.matchAll(pattern)].reduce((sum, match) => sum + Number(match[1]), 0);
  passed += count(/^\s+Tests .*?(\d+) passed/gm) + count(/^\s+(\d+) passed \(/gm);
  const failures = count(/^\s+Tests .*?(\d+) failed/gm) + count(/^\s+(\d+) failed$/gm);
  failed += status === 0 ? failures : Math.max(failures, 1);
  for (const [, title] of said.matchAll(/^ FAIL +(.+)$/gm)) toLookAt.add(`gantry: failed: ${title}`);
  for (const [, which, titles] of said.matchAll(/^ {2}\d+ (failed|flaky)\n((?: {4}.+\n)+)/gm))
    for (const title of titles.trim().split("\n")) toLookAt.add(`gantry: ${which}: ${title.replace(/[─\s]+$/, "").trim()}`);
  if (status !== 0) toLookAt.add(`gantry: failed: ${name}`);
  return status === 0;
}

/** A port that nobody listens on, so that a site being served elsewhere on this machine disturbs nothing. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

const only = process.argv.slice(2);
const wanted = (name) => only.length === 0 || only.includes(name);

if (wanted("unit")) await suite("unit tests, lessons, transcripts", "vitest run --project unit --project architecture");
if (wanted("e2e")) {
  if (await ensureBrowser()) {
    process.env.GANTRY_E2E_PORT ??= String(await freePort());
    if (await suite("build", "astro build")) {
      await suite("the site in a browser", "playwright test -c tests/e2e/playwright.config.ts");
      if (ensureFirefox()) await suite("the first path in Firefox", "vitest run --project firefox");
      else
        console.error("gantry: not run, as this system cannot have it: Firefox (Debian: apt-get install firefox-esr; or name one in GANTRY_FIREFOX)");
    }
  } else {
    failed++;
    console.error(`gantry: ${NO_BROWSER}`);
  }
}
if (wanted("clients")) {
  const clients = ensureClients();
  if (clients.found) await suite("real clients against the server", "vitest run --project clients");
  else console.error(`gantry: not run, as this system cannot have them: real clients (${clients.reason})`);
}

if (toLookAt.size > 0) console.log(`\n${[...toLookAt].join("\n")}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
