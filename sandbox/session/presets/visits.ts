/** Visits as a world lists them (`visits` of FORMAT §6). */
import { isPlainObject, type Patch } from "./merge-patch.ts";

export interface Visit {
  readonly name: string;
  /** Whose keys they use: `user/bert`. */
  readonly as: string;
  /** Happens when that task is done; without it, when somebody types `visit NAME`. */
  readonly when?: string;
  readonly run: readonly string[];
}

/** The visits of a world, in its order. */
export function visitsOf({ visits }: Patch): readonly Visit[] {
  if (!Array.isArray(visits)) return [];
  return visits.filter(isPlainObject).map(({ name, as, when, run }) => ({
    name: String(name),
    as: String(as),
    run: [run].flat().map(String),
    ...(typeof when === "string" ? { when } : {}),
  }));
}
