// A Chromium for the browser tests: the one named by GANTRY_CHROMIUM, the system's, one from npm, or Debian's.
import { existsSync } from "node:fs";
import { aptInstall, which } from "./debian.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** `{found, path}` or `{found: false, reason}`. */
export function ensureBrowser() {
  const named = process.env.GANTRY_CHROMIUM;
  if (named)
    return existsSync(named) ? { found: true, path: named } : { found: false, reason: `GANTRY_CHROMIUM names ${named}, which does not exist.` };
  const system = () => NAMES.map(which).find(Boolean);
  const path = system() ?? (aptInstall(["chromium"]) ? system() : undefined);
  if (path) return { found: true, path };
  return {
    found: false,
    reason: "the browser tests need Chromium. Install it (on Debian: apt-get install chromium) or set GANTRY_CHROMIUM to its path.",
  };
}
