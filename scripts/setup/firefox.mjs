// A Firefox for its one test: GANTRY_FIREFOX, else one of the system, installed where that is possible.
import { existsSync } from "node:fs";
import { aptInstall, which } from "./debian.mjs";

const NAMES = ["firefox-esr", "firefox"];

function systemFirefox() {
  return NAMES.map(which).find(Boolean);
}

/** @returns {string | undefined} its path; undefined when there is none and none can be had. */
export function ensureFirefox() {
  const named = process.env.GANTRY_FIREFOX;
  if (named) return existsSync(named) ? named : undefined;
  if (!systemFirefox()) aptInstall(["firefox-esr"]);
  return systemFirefox();
}
