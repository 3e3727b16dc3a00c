/** StartReplicationBackfill (API_StartReplicationBackfill): copies what was pushed before the rules, to one registry of theirs. */
import { backfillKey, registryKey } from "../../../world/keys.ts";
import type { Backfill } from "../../../world/tables.ts";
import { seconds } from "../../common/lookup.ts";
import { STEP } from "../../jobs/backfill.ts";
import { schedule } from "../../jobs/jobs.ts";
import { operation } from "../../operation.ts";
import { quotaOf } from "../../quotas/quotas.ts";
import { isDestination } from "../../replication/rules.ts";

const RUNNING: readonly Backfill["status"][] = ["PREPARING", "IN_PROGRESS", "STOPPING"];

export const startReplicationBackfill = operation("StartReplicationBackfill", ({ destination }, { tx, now, ids, registry, refuse }) => {
  if (!isDestination(tx.get("registries", registryKey(registry))?.replication, destination))
    throw refuse("InvalidParameterException", { parameter: "destination", constraint: "must be a destination of the replication configuration" }); // (unverified)
  const running = [...tx.range("backfills", `${registryKey(registry)}/`)].filter(([, { status }]) => RUNNING.includes(status));
  if (running.some(([, one]) => one.destination.region === destination.region))
    throw refuse("ReplicationBackfillInProgressException", { region: destination.region, account: registry.account });
  const most = quotaOf(tx, registry, "backfills");
  if (running.length >= most) throw refuse("LimitExceededException", { reason: `At most ${most} replication backfills can run at the same time` }); // (unverified)
  const id = ids.uuid();
  const key = backfillKey(registry, now, id);
  tx.set("backfills", key, { account: registry.account, region: registry.region, id, destination, status: "PREPARING", startedAt: now });
  schedule(tx, now + STEP, { kind: "backfill", backfill: key });
  return { replicationBackfillId: id, registryId: registry.account, destination, status: "PREPARING", startedAt: seconds(now) };
});
