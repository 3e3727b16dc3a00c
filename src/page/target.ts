/** What the current page is about, as data in the page itself. */
import type { Lesson } from "../session/contract.ts";

export type Target =
  | { readonly lesson: Lesson; readonly next: { readonly slug: string; readonly title: string } | null; readonly slugs: readonly string[] }
  | { readonly world: string };

export function pageTarget(): Target {
  return JSON.parse(document.getElementById("target")?.textContent ?? '{"world":"blank"}') as Target;
}
