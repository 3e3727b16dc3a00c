/**
 * A Chromium for the browser tests: GANTRY_CHROMIUM, else one of the system (installed where that is possible), else the one that npm
 * brought (@sparticuz/chromium, Linux).
 * Playwright's own download is not used: it needs a host that closed networks do not reach. What it would download for tests without a
 * window is Chromium's headless shell, and so is what is looked for first: the same engine without the tabs and menus around it, which
 * cost two fifths of the processor that the tests take.
 */
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { aptInstall, which } from "./debian.mjs";

const SHELL = "chromium-headless-shell";
const NAMES = [SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** Launch arguments of every test: no sandbox (tests run as root in containers), and no traffic of the browser's own. */
export const ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

/** @returns {Promise<{ executablePath: string, args: string[] } | undefined>} undefined when there is none. */
export async function findBrowser() {
  const named = process.env.GANTRY_CHROMIUM;
  if (named) return !existsSync(named) ? undefined : { executablePath: named, args: ARGUMENTS };
  const path = systemBrowser();
  return path ? { executablePath: path, args: ARGUMENTS } : packagedBrowser();
}

/** As `findBrowser`, after installing Debian's when the system has none. */
export async function ensureBrowser() {
  if (!process.env.GANTRY_CHROMIUM && !systemBrowser() && !aptInstall([SHELL])) aptInstall(["chromium"]);
  return findBrowser();
}

function systemBrowser() {
  return NAMES.map(which).find(Boolean);
}

/** The browser from npm, with the libraries it carries: a bare Debian lacks some of them. */
async function packagedBrowser() {
  try {
    const sparticuz = await import("@sparticuz/chromium");
    const bin = join(dirname(fileURLToPath(import.meta.resolve("@sparticuz/chromium"))), "..", "bin");
    await sparticuz.inflate(join(bin, "al2023.tar.br"));
    sparticuz.setupLambdaEnvironment(join(tmpdir(), "al2023", "lib"));
    return { executablePath: await sparticuz.default.executablePath(), args: [...sparticuz.default.args, ...ARGUMENTS] };
  } catch {
    return undefined;
  }
}

/** What to tell a person when no browser can be had. */
export const NO_BROWSER =
  "The browser tests need a Chromium. Install one (Debian: apt-get install chromium-headless-shell), or name it in GANTRY_CHROMIUM.";
