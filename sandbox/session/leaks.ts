/**
 * Finds passwords that the world issued where others can read them (decision 42): program arguments, the history, files. What counts is
 * that the sealed token opens, not how it was typed.
 */
import { fromBase64, text } from "../kernel/bytes.ts";
import type { World } from "../world/world.ts";
import { eachChange } from "./changed-rows.ts";
import { HOME } from "./presets/computer.ts";
import { DOCKER_CONFIG } from "./view/logins.ts";

export type LeakPlace = "arguments" | "history" | "file";

/** Runs of characters long enough to be a token. */
const CANDIDATE = /[A-Za-z0-9+/_=-]{100,}/g;
/** Larger files are not looked through. Characters. */
const FILE_LIMIT = 256 * 1024;

/** True when the text holds a password of this world; `isPassword` opens the seal. Also found inside `base64(AWS:password)` when `encoded`. */
export function holdsPassword(content: string, isPassword: (candidate: string) => boolean, encoded = true): boolean {
  for (const [candidate] of content.matchAll(CANDIDATE)) {
    if (isPassword(candidate)) return true;
    const decoded = encoded ? text(fromBase64(candidate) ?? new Uint8Array()) : "";
    if (decoded.startsWith("AWS:") && isPassword(decoded.slice(4))) return true;
  }
  return false;
}

const HISTORY = `${HOME}/.bash_history`;

/** First file that a command wrote a password into. Docker's own store keeps it encoded and is meant to; the history is judged by what is typed. */
export function leakedFile(before: World, after: World, isPassword: (candidate: string) => boolean): string | undefined {
  let found: string | undefined;
  eachChange(before, after, "files", (path, _, node) => {
    if (found !== undefined || path === DOCKER_CONFIG || path === HISTORY || path.startsWith("/var/lib/docker/")) return;
    if (node?.kind !== "file" || !("text" in node.content) || node.content.text.length > FILE_LIMIT) return;
    if (holdsPassword(node.content.text, isPassword)) found = path;
  });
  return found;
}
