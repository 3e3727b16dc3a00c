/** DescribeReplicationBackfillResults (API_DescribeReplicationBackfillResults): how far it is; once it has ended, what became of each image and tag. */
import { memberKey } from "../../../world/keys.ts";
import type { BackfillResult } from "../../../world/tables.ts";
import { sealingKeyOf } from "../../common/lookup.ts";
import { page } from "../../common/paging.ts";
import type { ReplicationBackfillResult } from "../../model/types.gen.ts";
import { operation } from "../../operation.ts";
import { findBackfill, summaryOf } from "../../replication/backfills.ts";

function resultOf({ repository, digest, tag, failureCode }: BackfillResult): ReplicationBackfillResult {
  const status = failureCode === undefined ? "COMPLETE" : "FAILED";
  return { repositoryName: repository, imageId: { imageDigest: digest, imageTag: tag }, status, failureCode };
}

export const describeReplicationBackfillResults = operation("DescribeReplicationBackfillResults", (input, { tx, registry, hasher, refuse }) => {
  const { replicationBackfillId: id, resultStatusFilter } = input;
  const found = findBackfill(tx, registry, id);
  if (!found) throw refuse("ReplicationBackfillNotFoundException", { id, account: registry.account });
  const [key, row] = found;
  function* rows(after: string | undefined): Generator<readonly [string, BackfillResult]> {
    if (row.endedAt === undefined) return;
    for (const entry of tx.range("backfillResults", memberKey(key, ""), after)) {
      if (resultStatusFilter === undefined || (resultStatusFilter === "FAILED") === (entry[1].failureCode !== undefined)) yield entry;
    }
  }
  const pages = page({ hasher, sealingKey: sealingKeyOf(tx), list: `${key} results ${resultStatusFilter}` }, input, rows);
  if (!pages) throw refuse("InvalidParameterException", { parameter: "nextToken", constraint: "Invalid pagination token provided" });
  const results = row.endedAt === undefined ? undefined : pages.entries.map(resultOf);
  return { registryId: registry.account, ...summaryOf(row), results, nextToken: pages.nextToken };
});
