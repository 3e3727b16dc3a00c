/** The end of a restoration: an archived image is active again (user guide, "Restoring an image"), scanned and replicated like one that was pushed. */
import { repositoryOf } from "../../world/keys.ts";
import { restored } from "../common/restored.ts";
import { tellStorageClass } from "../events/events.ts";
import { beginReplication } from "../replication/begin.ts";
import { scanPushed } from "../scanning/on-push.ts";
import type { JobResult, JobScope } from "./jobs.ts";

export function runRestore({ image }: { readonly image: string }, { tx, now, hasher }: JobScope): JobResult {
  const row = tx.get("images", image);
  if (row?.status !== "ACTIVATING") return undefined;
  const active = restored(row, now);
  tx.set("images", image, active);
  const repository = tx.get("repositories", repositoryOf(image));
  const tags = row.tags.length > 0 ? row.tags : [undefined];
  if (!repository) return undefined;
  tellStorageClass({ tx, hasher, now }, repository, row, "STANDARD");
  scanPushed(tx, repository, active, now);
  for (const tag of tags) beginReplication(tx, repository, row.digest, tag, now);
  return undefined;
}
