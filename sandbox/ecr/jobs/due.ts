/** Which job comes next. Apart from what jobs do: the door looks at each request whether one is due, and nearly always none is. */
import type { Store } from "../../world/store.ts";
import type { Job } from "../../world/tables.ts";
import type { World } from "../../world/world.ts";

/** The earliest job, if it is due. */
export function nextDue(world: World, now: number): readonly [string, Job] | undefined {
  const key = world.jobs.minKey();
  const job = key === undefined ? undefined : world.jobs.get(key);
  return key !== undefined && job && job.due <= now ? [key, job] : undefined;
}

export function isDue(store: Store): boolean {
  return nextDue(store.world, store.now()) !== undefined;
}
