/** The end of a lifecycle policy preview: what the policy would do, without doing it. CloudTrail is told of it as of a run. */
import type { LifecycleResult } from "../../world/tables.ts";
import { toldOf } from "../lifecycle/trail.ts";
import type { JobResult, JobScope } from "./jobs.ts";
import { outcomeOf } from "./lifecycle.ts";

export function runPreview({ repository }: { readonly repository: string }, scope: JobScope): JobResult {
  const { tx, now } = scope;
  const row = tx.get("repositories", repository);
  const preview = row?.lifecyclePreview;
  if (!row || preview?.status !== "IN_PROGRESS") return undefined;
  const outcome = outcomeOf(tx, repository, preview.text, now);
  const results = outcome.acts.map(
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
  const told = toldOf("DryRunEvent", { ...row, lifecyclePolicyText: preview.text }, outcome, scope);
  return { kind: "lifecycle-preview", of: row.name, has: { images: results.length }, told };
}
