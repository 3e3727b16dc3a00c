/** The end of a lifecycle policy preview: what the policy would do, without doing it. */
import type { LifecycleResult } from "../../world/tables.ts";
import type { JobResult, JobScope } from "./jobs.ts";
import { actsOf } from "./lifecycle.ts";

export function runPreview({ repository }: { readonly repository: string }, { tx, now }: JobScope): JobResult {
  const preview = tx.get("repositories", repository)?.lifecyclePreview;
  if (preview?.status !== "IN_PROGRESS") return undefined;
  const results = actsOf(tx, repository, preview.text, now).map(
    ({ image, rule }): LifecycleResult => ({
      digest: image.digest,
      tags: image.tags,
      pushedAt: image.pushedAt,
      action: rule.action === "expire" ? "EXPIRE" : "TRANSITION",
      priority: rule.priority,
      storageClass: image.status === "ARCHIVED" ? "ARCHIVE" : "STANDARD",
    }),
  );
  tx.update("repositories", repository, { lifecyclePreview: { ...preview, status: "COMPLETE", results } });
  return undefined;
}
