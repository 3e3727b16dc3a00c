/** ListReplicationBackfills (API_ListReplicationBackfills): every backfill that was ever started, oldest first. */
import { registryKey } from "../../../world/keys.ts";
import { sealingKeyOf } from "../../common/lookup.ts";
import { page } from "../../common/paging.ts";
import { operation } from "../../operation.ts";
import { summaryOf } from "../../replication/backfills.ts";

const DEFAULT_PAGE = 25;

export const listReplicationBackfills = operation("ListReplicationBackfills", (input, { tx, registry, hasher, refuse }) => {
  const prefix = `${registryKey(registry)}/`;
  const { nextToken, maxResults = DEFAULT_PAGE } = input;
  const pager = { hasher, sealingKey: sealingKeyOf(tx), list: `${prefix} backfills` };
  const pages = page(pager, { nextToken, maxResults }, (after) => tx.range("backfills", prefix, after));
  if (!pages) throw refuse("InvalidParameterException", { parameter: "nextToken", constraint: "Invalid pagination token provided" });
  return { registryId: registry.account, backfills: pages.entries.map(summaryOf), nextToken: pages.nextToken };
});
