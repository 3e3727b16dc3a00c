/**
 * A replication backfill, a portion at a time (API_StartReplicationBackfill): every image and tag that the rules match counts as one
 * replication. It fails when half of them do, which is judged once 100 were tried.
 */
import { backfillResultKey, registryKey, repositoryOf } from "../../world/keys.ts";
import type { Backfill, BackfillResult, Image, JobWork, Repository } from "../../world/tables.ts";
import type { Transaction } from "../../world/world.ts";
import { copyImage } from "../replication/copy.ts";
import { destinationsOf } from "../replication/rules.ts";
import { setReplication } from "../replication/status.ts";
import type { JobResult, JobScope } from "./jobs.ts";
import { schedule } from "./jobs.ts";

/** Milliseconds of preparation, and of each portion. */
export const STEP = 60 * 1000;
/** Replications in a portion; an image's tags stay together. */
const PORTION = 100;
const JUDGED_FROM = 100;

export function runBackfill({ backfill: key }: Extract<JobWork, { kind: "backfill" }>, scope: JobScope): JobResult {
  const { tx, now } = scope;
  const row = tx.get("backfills", key);
  switch (row?.status) {
    case "PREPARING": {
      const total = [...images(tx, row)].reduce((sum, [, image]) => sum + tagsOf(image).length, 0);
      tx.update("backfills", key, { status: "IN_PROGRESS", progress: { total, completed: 0, failed: 0, failureCodes: [] } });
      schedule(tx, now + STEP, { kind: "backfill", backfill: key });
      return undefined;
    }
    case "STOPPING":
      return ended(tx, key, "STOPPED", now);
    case "IN_PROGRESS":
      return portion(key, row, scope);
    default:
      return undefined;
  }
}

/** Key and row of an image, and its repository. */
type Found = readonly [key: string, image: Image, from: Repository];

/** An untagged image counts once. */
function tagsOf({ tags }: Pick<Image, "tags">): readonly (string | undefined)[] {
  return tags.length > 0 ? tags : [undefined];
}

/** Images that are to be copied: active ones from before the backfill, of repositories that the rules send there. */
function* images(tx: Transaction, { account, region, destination, startedAt, after }: Backfill): Generator<Found> {
  const rules = tx.get("registries", registryKey({ account, region }))?.replication;
  let repository: Repository | undefined;
  let wanted = "";
  let matched = false;
  for (const [key, image] of tx.range("images", `${registryKey({ account, region })}/`, after)) {
    if (repositoryOf(key) !== wanted) {
      wanted = repositoryOf(key);
      repository = tx.get("repositories", wanted);
      matched =
        repository !== undefined &&
        destinationsOf(rules, repository.name).some((one) => one.region === destination.region && one.registryId === destination.registryId);
    }
    if (repository && matched && image.pushedAt <= startedAt && (image.status ?? "ACTIVE") === "ACTIVE") yield [key, image, repository];
  }
}

function portion(key: string, row: Backfill, scope: JobScope): JobResult {
  const { tx, now } = scope;
  const { total, ...before } = row.progress ?? { total: 0, completed: 0, failed: 0, failureCodes: [] };
  const { taken, more } = take(images(tx, row));
  const results = taken.flatMap((one) => copyAll(one, row, scope));
  const tried = before.completed + before.failed;
  for (const [index, result] of results.entries()) tx.set("backfillResults", backfillResultKey(key, tried + index), result);
  const codes = results.flatMap(({ failureCode }) => (failureCode === undefined ? [] : [failureCode]));
  const failed = before.failed + codes.length;
  const completed = tried + results.length - failed;
  const progress = { total, completed, failed, failureCodes: [...new Set([...before.failureCodes, ...codes])] };
  const after = taken.at(-1)?.[0];
  tx.update("backfills", key, { ...(after === undefined ? {} : { after }), progress });
  if (failed + completed >= JUDGED_FROM && failed * 2 >= failed + completed) return ended(tx, key, "FAILED", now, "TooManyFailures"); // (unverified)
  if (!more) return ended(tx, key, "COMPLETE", now);
  schedule(tx, now + STEP, { kind: "backfill", backfill: key });
  return undefined;
}

/** Copies an image once for each of its tags, and says so in its status. */
function copyAll([image, { digest, ...rest }, from]: Found, { destination }: Backfill, scope: JobScope): BackfillResult[] {
  const to = { account: destination.registryId, region: destination.region };
  const results = tagsOf(rest).map((tag): BackfillResult => {
    const { failure: failureCode } = copyImage({ from, digest, tag, to }, scope);
    return { repository: from.name, digest, ...(tag === undefined ? {} : { tag }), ...(failureCode === undefined ? {} : { failureCode }) };
  });
  const failed = results.find(({ failureCode }) => failureCode !== undefined)?.failureCode;
  setReplication(scope.tx, image, {
    ...to,
    status: failed === undefined ? "COMPLETE" : "FAILED",
    ...(failed === undefined ? {} : { failureCode: failed }),
  });
  return results;
}

/** A portion, taken before anything is written: a copy may land in the table that is being walked. */
function take(all: Iterable<Found>): { readonly taken: readonly Found[]; readonly more: boolean } {
  const taken: Found[] = [];
  let count = 0;
  for (const found of all) {
    if (count >= PORTION) return { taken, more: true };
    taken.push(found);
    count += tagsOf(found[1]).length;
  }
  return { taken, more: false };
}

function ended(tx: Transaction, key: string, status: "COMPLETE" | "FAILED" | "STOPPED", now: number, failureCode?: string): JobResult {
  const { id, progress } = tx.update("backfills", key, { status, endedAt: now, ...(failureCode === undefined ? {} : { failureCode }) });
  const { completed = 0, failed = 0 } = progress ?? {};
  return { kind: "replication", of: "backfill", has: { backfill: id, status, completed, failed } };
}
