/** ListPullTimeUpdateExclusions (API_ListPullTimeUpdateExclusions): ARNs of the principals, in alphabetical order. */
import { registryKey } from "../../../world/keys.ts";
import { sealingKeyOf } from "../../common/lookup.ts";
import { page } from "../../common/paging.ts";
import { operation } from "../../operation.ts";

export const listPullTimeUpdateExclusions = operation("ListPullTimeUpdateExclusions", (input, { tx, registry, hasher, refuse }) => {
  const key = registryKey(registry);
  const all = Object.keys(tx.get("registries", key)?.pullTimeExclusions ?? {}).sort();
  const rows = (after = "") => all.filter((arn) => arn > after).map((arn) => [arn, arn] as const);
  const pages = page({ hasher, sealingKey: sealingKeyOf(tx), list: `${key} exclusions` }, input, rows);
  if (!pages) throw refuse("InvalidParameterException", { parameter: "nextToken", constraint: "Invalid pagination token provided" });
  return { pullTimeUpdateExclusions: pages.entries, nextToken: pages.nextToken };
});
