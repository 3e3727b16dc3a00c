/** DeletePullThroughCacheRule (API_DeletePullThroughCacheRule): repositories and images that it brought stay. */
import { prefixKey } from "../../../world/keys.ts";
import { describeRule } from "../../cache/rules.ts";
import { operation } from "../../operation.ts";

export const deletePullThroughCacheRule = operation("DeletePullThroughCacheRule", ({ ecrRepositoryPrefix: prefix }, { tx, registry, refuse }) => {
  const key = prefixKey(registry, prefix);
  const row = tx.get("cacheRules", key);
  if (!row) throw refuse("PullThroughCacheRuleNotFoundException", { prefix, account: registry.account });
  tx.delete("cacheRules", key);
  const { upstreamRegistry: _, updatedAt: __, ...described } = describeRule(row);
  return described;
});
