/**
 * CreatePullThroughCacheRule (API_CreatePullThroughCacheRule): pulls below a prefix come from an upstream registry. The first call makes the
 * service-linked role of the cache (user guide, "Amazon ECR service-linked role for pull through cache").
 */
import { isRegion } from "../../../http/sigv4/regions.ts";
import { prefixKey } from "../../../world/keys.ts";
import type { CacheRule } from "../../../world/tables.ts";
import { secretText } from "../../cache/credentials.ts";
import { describeRule, upstreamOf } from "../../cache/rules.ts";
import { makeServiceLinkedRole } from "../../common/service-linked-role.ts";
import { operation } from "../../operation.ts";
import { isFull, quotaOf } from "../../quotas/quotas.ts";
import { ROOT } from "../../templates/apply.ts";

export const createPullThroughCacheRule = operation("CreatePullThroughCacheRule", (input, scope) => {
  const { tx, now, registry, refuse } = scope;
  const { ecrRepositoryPrefix: prefix, upstreamRegistryUrl: url, credentialArn, customRoleArn, upstreamRepositoryPrefix: upstreamPrefix } = input;
  const upstream = upstreamOf(url);
  const { account, region } = registry;
  const itself = url === `${account}.dkr.ecr.${region}.amazonaws.com`;
  const nowhere = upstream?.name === "ecr" && !isRegion(url.split(".")[3] ?? "");
  if (!upstream || itself || nowhere || (input.upstreamRegistry !== undefined && input.upstreamRegistry !== upstream.name))
    throw refuse("UnsupportedUpstreamRegistryException", { url });
  // User guide, "Customizing repository prefixes for ECR to ECR pull through cache".
  if (prefix === ROOT && (upstreamPrefix ?? ROOT) !== ROOT) {
    const constraint = "must be ROOT when ecrRepositoryPrefix is ROOT"; // (unverified)
    throw refuse("InvalidParameterException", { parameter: "upstreamRepositoryPrefix", constraint });
  }
  if (upstream.needs === "secret" && credentialArn === undefined) throw refuse("UnsupportedUpstreamRegistryException", { lacks: "secret" });
  const secret = credentialArn === undefined ? undefined : secretText(tx.world, registry, credentialArn);
  if (secret && "problem" in secret) throw refuse(secret.problem, undefined);
  const key = prefixKey(registry, prefix);
  if (tx.get("cacheRules", key)) throw refuse("PullThroughCacheRuleAlreadyExistsException", { prefix, account });
  const most = quotaOf(tx, registry, "cacheRules");
  if (isFull(tx, { table: "cacheRules", prefix: prefixKey(registry, ""), most }))
    throw refuse("LimitExceededException", { reason: `A registry can have at most ${most} pull through cache rules` }); // (unverified)
  const row: CacheRule = {
    account,
    region,
    prefix,
    upstream: upstream.name,
    url,
    ...(upstreamPrefix === undefined ? {} : { upstreamPrefix }),
    ...(credentialArn === undefined ? {} : { credentialArn }),
    ...(customRoleArn ? { customRoleArn } : {}),
    createdAt: now,
    updatedAt: now,
  };
  tx.set("cacheRules", key, row);
  makeServiceLinkedRole("AWSServiceRoleForECRPullThroughCache", scope);
  const { updatedAt: _, ...described } = describeRule(row);
  return described;
});
