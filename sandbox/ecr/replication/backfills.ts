/** Backfills as the operations find and show them. */
import { type RegistryId, registryKey } from "../../world/keys.ts";
import type { Backfill } from "../../world/tables.ts";
import type { Transaction } from "../../world/world.ts";
import { seconds } from "../common/lookup.ts";
import type { ReplicationBackfillSummary } from "../model/types.gen.ts";

/** By id, with its key. A registry has few. */
export function findBackfill(tx: Transaction, registry: RegistryId, id: string): readonly [string, Backfill] | undefined {
  for (const entry of tx.range("backfills", `${registryKey(registry)}/`)) if (entry[1].id === id) return entry;
  return undefined;
}

/** Progress is missing while it prepares. */
export function summaryOf({ id, destination, status, failureCode, progress, startedAt, endedAt }: Backfill): ReplicationBackfillSummary {
  return {
    replicationBackfillId: id,
    destination,
    status,
    failureCode,
    progress: progress && {
      totalReplicationCount: progress.total,
      completedReplicationCount: progress.completed,
      failedReplicationCount: progress.failed,
      failureCodes: progress.failureCodes,
    },
    startedAt: seconds(startedAt),
    endedAt: endedAt === undefined ? undefined : seconds(endedAt),
  };
}
