/** What errors meant, and what helps: the cookbook's words beside what was printed. Sources are those of the lessons (docs/fidelity.md). */
import { OF_CLIENTS } from "./meanings-of-clients.ts";
import { OF_SERVICES } from "./meanings-of-services.ts";

export interface Meaning {
  /** What it means, and why it usually comes. */
  readonly meant: string;
  /** What to do next. */
  readonly helps: string;
}

export const MEANINGS: Readonly<Record<string, Meaning>> = { ...OF_SERVICES, ...OF_CLIENTS };
