/** DescribePullThroughCacheRules (API_DescribePullThroughCacheRules): all by pages, or the named ones; one unknown prefix fails the whole call. */
import { prefixKey } from "../../../world/keys.ts";
import { describeRule } from "../../cache/rules.ts";
import { sealingKeyOf } from "../../common/lookup.ts";
import { page } from "../../common/paging.ts";
import { operation } from "../../operation.ts";

export const describePullThroughCacheRules = operation("DescribePullThroughCacheRules", (input, { tx, registry, hasher, refuse }) => {
  if (input.ecrRepositoryPrefixes) {
    const pullThroughCacheRules = input.ecrRepositoryPrefixes.map((prefix) => {
      const row = tx.get("cacheRules", prefixKey(registry, prefix));
      if (!row) throw refuse("PullThroughCacheRuleNotFoundException", { prefix, account: registry.account });
      return describeRule(row);
    });
    return { pullThroughCacheRules };
  }
  const home = prefixKey(registry, "");
  const pages = page({ hasher, sealingKey: sealingKeyOf(tx), list: `cacheRules ${home}` }, input, (after) => tx.range("cacheRules", home, after));
  if (!pages) throw refuse("InvalidParameterException", { parameter: "nextToken", constraint: "Invalid pagination token provided" });
  return { pullThroughCacheRules: pages.entries.map(describeRule), nextToken: pages.nextToken };
});
