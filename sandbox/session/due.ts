/** Who has waited for a moment, and whom undo has sent away (`visits` with `when`, FORMAT §6). */
import type { Latches } from "../grading/evidence.ts";
import type { Moment } from "./moment.ts";
import type { Patch } from "./presets/merge-patch.ts";
import { visitsOf } from "./presets/visits.ts";
import { eventsOf } from "./trail.ts";

/** Visits whose task is done, that have not been paid, and that nobody has undone since the task was done. */
export function dueVisits(origin: Patch, { latches, trail }: Moment): string[] {
  const due = visitsOf(origin).filter(({ name, when }) => when !== undefined && when in latches.done && !latches.away?.includes(name));
  if (due.length === 0) return [];
  const paid = paidVisits(trail);
  return due.map(({ name }) => name).filter((name) => !paid.has(name));
}

/**
 * What is to be remembered of a moment that undo has brought back from `left`: visits undone in it stay away. The moments before their
 * task was done know nothing of it, so doing the task again asks for them again. Undefined when nobody is to stay away.
 */
export function sentAway(due: readonly string[], left: Moment, now: Moment): Latches | undefined {
  const undone = new Set([...(left.latches.away ?? []), ...paidVisits(left.trail)]);
  const away = due.filter((name) => undone.has(name));
  return away.length === 0 ? undefined : { ...now.latches, away: [...(now.latches.away ?? []), ...away] };
}

function paidVisits(trail: Moment["trail"]): ReadonlySet<string> {
  return new Set(eventsOf(trail).flatMap((event) => (event.kind === "visit" && event.of !== undefined ? [event.of] : [])));
}
