/** What ECR does by itself, when its time has come: each job runs as of its own moment, in one transaction, and is logged as an event. */
import type { NewEvent } from "../../kernel/events.ts";
import type { Hasher } from "../../kernel/hash.ts";
import type { Blobs } from "../../world/blobs.ts";
import { jobKey } from "../../world/keys.ts";
import { deleteKey } from "../../world/kms.ts";
import type { Store } from "../../world/store.ts";
import type { Job, JobWork } from "../../world/tables.ts";
import type { Transaction } from "../../world/world.ts";
import { examine, type Result } from "../scanning/scan.ts";
import { runBackfill } from "./backfill.ts";
import { runArchiveReferrers, runCleanup } from "./cleanup.ts";
import { nextDue } from "./due.ts";
import { runLifecycle } from "./lifecycle.ts";
import { runPreview } from "./lifecycle-preview.ts";
import { runReplicate } from "./replicate.ts";
import { runRestore } from "./restore-image.ts";
import { runScan } from "./scan.ts";
import { runSign } from "./sign.ts";

/** What a job works with: the world at its moment. */
export interface JobScope {
  readonly tx: Transaction;
  /** The job's own time, epoch milliseconds. */
  readonly now: number;
  readonly hasher: Hasher;
  /** What was read in the image that a scan is about. */
  readonly examined?: Result | undefined;
}

/** What happened, for the log; none when there was nothing left to do. */
export type JobResult = Extract<NewEvent, { readonly has: unknown }> | undefined;

export function schedule(tx: Transaction, due: number, work: JobWork): void {
  tx.set("jobs", jobKey(due, work), { due, work });
}

/** Takes back what was planned. */
export function unschedule(tx: Transaction, which: (job: Job) => boolean): void {
  for (const [key, job] of [...tx.range("jobs", "")]) if (which(job)) tx.delete("jobs", key);
}

function run(work: JobWork, scope: JobScope): JobResult {
  switch (work.kind) {
    case "lifecycle":
      return runLifecycle(work, scope);
    case "lifecycle-preview":
      return runPreview(work, scope);
    case "restore-image":
      return runRestore(work, scope);
    case "scan":
      return runScan(work, scope);
    case "replicate":
      return runReplicate(work, scope);
    case "backfill":
      return runBackfill(work, scope);
    case "delete-key":
      deleteKey(scope.tx, work.key, scope.now);
      return undefined;
    case "cleanup":
      return runCleanup(work, scope);
    case "archive-referrers":
      return runArchiveReferrers(work, scope);
    case "sign":
      return runSign(work, scope);
  }
}

/** Carries out everything that is due by now, earliest first, whatever that brings included. Costs nothing when nothing is due. */
export async function runDueJobs(store: Store, blobs: Blobs): Promise<void> {
  const now = store.now();
  for (let due = nextDue(store.world, now); due; due = nextDue(store.world, now)) {
    const [key, { work, due: at }] = due;
    const examined = work.kind === "scan" ? await examine(store.world, blobs, work.image) : undefined;
    const result = store.change(({ tx }) => {
      // While layers were read, another request may have carried it out.
      if (!tx.get("jobs", key)) return undefined;
      tx.delete("jobs", key);
      return run(work, { tx, now: at, hasher: store.hasher, examined });
    });
    if (result) store.log(result);
  }
}
