/** An image that comes back from the archive, whoever brings it. */
import type { Image } from "../../world/tables.ts";

/** Active from now on, and without the results of an earlier scan: it is to be scanned like one that was just pushed (user guide, "Restoring an image"). */
export function restored({ scan: _, ...image }: Image, now: number): Image {
  return { ...image, status: "ACTIVE", lastActivatedAt: now };
}
