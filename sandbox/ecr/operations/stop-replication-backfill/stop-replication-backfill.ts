/** StopReplicationBackfill (API_StopReplicationBackfill): at once while it prepares; afterwards when the portion at hand is done. What was copied stays. */
import { seconds } from "../../common/lookup.ts";
import { operation } from "../../operation.ts";
import { findBackfill } from "../../replication/backfills.ts";

export const stopReplicationBackfill = operation("StopReplicationBackfill", ({ replicationBackfillId: id }, { tx, now, registry, refuse }) => {
  const found = findBackfill(tx, registry, id);
  if (!found) throw refuse("ReplicationBackfillNotFoundException", { id, account: registry.account });
  const [key, { destination, status: before, startedAt }] = found;
  if (before !== "PREPARING" && before !== "IN_PROGRESS") throw refuse("ReplicationBackfillInvalidStatusException", { id, status: before });
  const status = before === "PREPARING" ? "STOPPED" : "STOPPING";
  tx.update("backfills", key, { status, ...(status === "STOPPED" ? { endedAt: now } : {}) });
  return { registryId: registry.account, replicationBackfillId: id, destination, status, startedAt: seconds(startedAt) };
});
