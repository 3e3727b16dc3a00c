/** The end of a restoration: an archived image is active again (user guide, "Archiving an image"). */
import type { JobResult, JobScope } from "./jobs.ts";

export function runRestore({ image }: { readonly image: string }, { tx, now }: JobScope): JobResult {
  if (tx.get("images", image)?.status !== "ACTIVATING") return undefined;
  tx.update("images", image, { status: "ACTIVE", lastActivatedAt: now });
  return undefined;
}
