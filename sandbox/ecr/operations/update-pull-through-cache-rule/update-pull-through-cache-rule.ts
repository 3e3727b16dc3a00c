/** UpdatePullThroughCacheRule (API_UpdatePullThroughCacheRule): another secret or role; where it points stays. */
import { prefixKey } from "../../../world/keys.ts";
import { secretText } from "../../cache/credentials.ts";
import { describeRule } from "../../cache/rules.ts";
import { operation } from "../../operation.ts";

export const updatePullThroughCacheRule = operation("UpdatePullThroughCacheRule", (input, { tx, now, registry, refuse }) => {
  const { ecrRepositoryPrefix: prefix, credentialArn, customRoleArn } = input;
  const key = prefixKey(registry, prefix);
  if (!tx.get("cacheRules", key)) throw refuse("PullThroughCacheRuleNotFoundException", { prefix, account: registry.account });
  // github.com/pulumi/pulumi-aws#5714
  if (credentialArn === undefined && customRoleArn === undefined)
    throw refuse("InvalidParameterException", { input: "Please set either credential arn or role arn to update the credentials" });
  const secret = credentialArn === undefined ? undefined : secretText(tx.world, registry, credentialArn);
  if (secret && "problem" in secret) throw refuse(secret.problem, undefined);
  const row = tx.update("cacheRules", key, {
    ...(credentialArn === undefined ? {} : { credentialArn }),
    ...(customRoleArn === undefined ? {} : { customRoleArn }),
    updatedAt: now,
  });
  const { ecrRepositoryPrefix, registryId, updatedAt, credentialArn: secretArn, customRoleArn: role, upstreamRepositoryPrefix } = describeRule(row);
  return { ecrRepositoryPrefix, registryId, updatedAt, credentialArn: secretArn, customRoleArn: role, upstreamRepositoryPrefix };
});
