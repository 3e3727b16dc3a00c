// `npm test`: unit tests, the built site in a real browser, real clients against the server. Installs what is missing and can be had.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { ensureBrowser, NO_BROWSER } from "./setup/browser.mjs";
import { ensureClients } from "./setup/clients.mjs";
import { ensureFirefox } from "./setup/firefox.mjs";

let passed = 0;
let failed = 0;
let flaky = 0;

/** Runs one suite, shows its output as it comes, and adds up the totals that its runner prints. */
async function suite(name, command) {
  console.log(`\n== ${name}`);
  const child = spawn(command, {
    shell: true,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NO_COLOR: "1", ASTRO_TELEMETRY_DISABLED: "1", NODE_OPTIONS: "--disable-warning=ExperimentalWarning" },
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    said += text;
    process.stdout.write(text);
  });
  const [status] = await once(child, "close");
  const count = (pattern) => [...said.matchAll(pattern)].reduce((sum, match) => sum + Number(match[1]), 0);
  passed += count(/^\s+Tests .*?(\d+) passed/gm) + count(/^\s+(\d+) passed \(/gm);
  flaky += count(/^\s+(\d+) flaky$/gm);
  const failures = count(/^\s+Tests .*?(\d+) failed/gm) + count(/^\s+(\d+) failed$/gm);
  failed += status === 0 ? failures : Math.max(failures, 1);
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

if (flaky > 0) console.log(`\ngantry: ${flaky} held only at the second try (flaky, named above): a race of the test or of the page`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
