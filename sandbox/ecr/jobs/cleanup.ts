/**
 * What ECR clears away by itself: referrers of an image that was deleted, within 24 hours (user guide, "Deleting an image"), layers that no
 * manifest of the repository names, and uploads that nobody completes. When AWS removes those is not documented; here it is in the hour
 * after a day. Referrers of an archived image are archived within 24 hours too (user guide, "Lifecycle policies").
 */
import type { Digest } from "../../kernel/hash.ts";
import { jobKey, memberKey } from "../../world/keys.ts";
import type { Image, Repository } from "../../world/tables.ts";
import type { Transaction } from "../../world/world.ts";
import { members } from "../common/lookup.ts";
import { removeImage } from "../common/remove-image.ts";
import { tellDeleted, tellStorageClass } from "../events/events.ts";
import type { JobResult, JobScope } from "./jobs.ts";
import { schedule } from "./jobs.ts";

const HOUR = 60 * 60 * 1000;
/** Milliseconds for which an upload, or a layer that nothing names, is kept: a push may be under way, or just have seen it there. */
export const KEPT = 24 * HOUR;

/** After images were deleted. */
export function cleanUpAfter(tx: Transaction, repository: string, deleted: readonly Digest[], now: number): void {
  if (deleted.length === 0) return;
  schedule(tx, now + KEPT, { kind: "cleanup", repository, deleted });
}

/** After images were archived. */
export function archiveReferrersOf(tx: Transaction, repository: string, archived: readonly Digest[], now: number): void {
  if (archived.length === 0) return;
  schedule(tx, now + KEPT, { kind: "archive-referrers", repository, archived });
}

/** After an upload began, which may never be completed, or a layer came, which may never be named. One job an hour does for a repository, so that a busy one is not looked through all the time. */
export function cleanUpLater(tx: Transaction, repository: string, now: number): void {
  const due = Math.ceil((now + KEPT) / HOUR) * HOUR;
  const work = { kind: "cleanup", repository, deleted: [] } as const;
  if (!tx.get("jobs", jobKey(due, work))) schedule(tx, due, work);
}

export function runCleanup(
  { repository, deleted }: { readonly repository: string; readonly deleted: readonly Digest[] },
  scope: JobScope,
): JobResult {
  const row = scope.tx.get("repositories", repository);
  if (!row) return undefined;
  const referrers = removeReferrers(row, repository, deleted, scope);
  const layers = unnamed(scope.tx, repository, scope.now);
  for (const digest of layers) scope.tx.delete("layers", memberKey(repository, digest));
  for (const [id, upload] of [...scope.tx.range("uploads", "")]) {
    if (upload.repository === repository && scope.now - upload.startedAt >= KEPT) scope.tx.delete("uploads", id);
  }
  return referrers + layers.size === 0 ? undefined : { kind: "cleanup", of: row.name, has: { referrers, layers: layers.size } };
}

/** Removes what names a deleted image as its subject, and what names that; an image that was pushed again meanwhile keeps its own. */
function removeReferrers(row: Repository, repository: string, deleted: readonly Digest[], scope: JobScope): number {
  const { tx } = scope;
  const gone = new Set(deleted.filter((digest) => !tx.get("images", memberKey(repository, digest))));
  if (gone.size === 0) return 0;
  const candidates = [...members(tx, "images", repository)].map(([, image]) => image).filter(({ subject }) => subject !== undefined);
  let removed = 0;
  for (let found = pick(candidates, gone); found.length > 0; found = pick(candidates, gone)) {
    for (const image of found) {
      removeImage(tx, repository, image);
      tellDeleted(scope, row, image, image.tags);
      gone.add(image.digest);
    }
    removed += found.length;
  }
  return removed;
}

/** Archives what names an archived image as its subject, and what names that; an image that was restored meanwhile keeps its own. */
export function runArchiveReferrers(
  { repository, archived }: { readonly repository: string; readonly archived: readonly Digest[] },
  scope: JobScope,
): JobResult {
  const { tx, now } = scope;
  const row = tx.get("repositories", repository);
  if (!row) return undefined;
  const cold = new Set(archived.filter((digest) => tx.get("images", memberKey(repository, digest))?.status === "ARCHIVED"));
  const active = [...members(tx, "images", repository)].map(([, image]) => image).filter(({ status = "ACTIVE" }) => status === "ACTIVE");
  for (let found = pick(active, cold); found.length > 0; found = pick(active, cold)) {
    for (const image of found) {
      tx.update("images", memberKey(repository, image.digest), { status: "ARCHIVED", lastArchivedAt: now });
      tellStorageClass(scope, row, image, "ARCHIVE");
      cold.add(image.digest);
    }
  }
  return undefined;
}

function pick(candidates: readonly Image[], gone: ReadonlySet<string>): Image[] {
  return candidates.filter(({ digest, subject }) => gone.has(subject as string) && !gone.has(digest));
}

/** Layers older than a day that no manifest names. Manifests are searched as text, and only until none is left to look for. */
function unnamed(tx: Transaction, repository: string, now: number): ReadonlySet<string> {
  const layers = new Set<string>();
  for (const [, { digest, addedAt }] of members(tx, "layers", repository)) if (now - addedAt >= KEPT) layers.add(digest);
  for (const [, { manifest }] of members(tx, "images", repository)) {
    if (layers.size === 0) break;
    for (const [digest] of manifest.matchAll(/sha\d+:[0-9a-f]+/g)) layers.delete(digest);
  }
  return layers;
}
