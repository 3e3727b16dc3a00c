/** A daily run of a repository's lifecycle policy (user guide, "Automate the cleanup of images": within 24 hours). */
import type { Digest } from "../../kernel/hash.ts";
import { memberKey } from "../../world/keys.ts";
import type { Transaction } from "../../world/world.ts";
import { referencedBy } from "../common/failures.ts";
import { members } from "../common/lookup.ts";
import { referencedByIndexes, removeImage } from "../common/remove-image.ts";
import { tellDeleted, tellStorageClass } from "../events/events.ts";
import { type Act, evaluate } from "../lifecycle/evaluate.ts";
import { type Rule, readLifecyclePolicy } from "../lifecycle/policy.ts";
import { type Failure, toldOf } from "../lifecycle/trail.ts";
import { archiveReferrersOf, cleanUpAfter } from "./cleanup.ts";
import type { JobResult, JobScope } from "./jobs.ts";
import { schedule } from "./jobs.ts";

/** Milliseconds between two runs. */
export const EVERY = 24 * 60 * 60 * 1000;

/** What a policy's text would do in a repository now, and what indexes keep it from. */
export interface Outcome {
  readonly rules: readonly Rule[];
  readonly acts: readonly Act[];
  readonly failures: readonly Failure[];
}

export function outcomeOf(tx: Transaction, repository: string, text: string, now: number): Outcome {
  const reading = readLifecyclePolicy(text);
  if (reading.kind === "refused") return { rules: [], acts: [], failures: [] };
  const images = [...members(tx, "images", repository)].map(([, image]) => image);
  // "It cannot be expired or archived without the manifest list being deleted or archived first."
  const kept = referencedByIndexes(tx, repository, ({ status }) => status !== "ARCHIVED");
  const { acts, held } = evaluate(reading.rules, images, kept, now);
  return { rules: reading.rules, acts, failures: held.map((act) => ({ ...act, ...referencedBy(kept.get(act.image.digest) ?? []) })) };
}

export function runLifecycle({ repository }: { readonly repository: string }, scope: JobScope): JobResult {
  const { tx, now } = scope;
  const row = tx.get("repositories", repository);
  const text = row?.lifecyclePolicyText;
  if (!row || text === undefined) return undefined;
  const outcome = outcomeOf(tx, repository, text, now);
  const { acts } = outcome;
  const deleted: Digest[] = [];
  const archived: Digest[] = [];
  for (const { image: candidate, rule } of acts) {
    const key = memberKey(repository, candidate.digest);
    const image = tx.get("images", key);
    if (!image) continue;
    if (rule.action === "expire") {
      removeImage(tx, repository, image);
      deleted.push(image.digest);
      tellDeleted(scope, row, image, image.tags);
    } else {
      tx.update("images", key, { status: "ARCHIVED", lastArchivedAt: now });
      archived.push(image.digest);
      tellStorageClass(scope, row, image, "ARCHIVE");
    }
  }
  cleanUpAfter(tx, repository, deleted, now);
  archiveReferrersOf(tx, repository, archived, now);
  tx.update("repositories", repository, { lifecycleEvaluatedAt: now });
  schedule(tx, now + EVERY, { kind: "lifecycle", repository });
  const expired = acts.filter(({ rule }) => rule.action === "expire").length;
  const told = toldOf("PolicyExecutionEvent", { ...row, lifecyclePolicyText: text }, outcome, scope);
  return { kind: "lifecycle", of: row.name, has: { expired, archived: acts.length - expired }, told };
}
