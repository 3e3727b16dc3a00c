/** RegisterPullTimeUpdateExclusion (API_RegisterPullTimeUpdateExclusion): the pulls of this user or role are not recorded, say those of a scanner. */
import { registryKey } from "../../../world/keys.ts";
import { seconds } from "../../common/lookup.ts";
import { operation } from "../../operation.ts";
import { quotaOf } from "../../quotas/quotas.ts";

export const registerPullTimeUpdateExclusion = operation("RegisterPullTimeUpdateExclusion", ({ principalArn }, { tx, now, registry, refuse }) => {
  const key = registryKey(registry);
  const row = tx.get("registries", key) ?? { account: registry.account, region: registry.region };
  const before = row.pullTimeExclusions ?? {};
  if (Object.hasOwn(before, principalArn)) throw refuse("ExclusionAlreadyExistsException", { arn: principalArn, account: registry.account });
  const most = quotaOf(tx, registry, "pullTimeExclusions");
  if (Object.keys(before).length >= most)
    throw refuse("LimitExceededException", { reason: `A registry can have at most ${most} pull time update exclusions` }); // (unverified)
  tx.set("registries", key, { ...row, pullTimeExclusions: { ...before, [principalArn]: { createdAt: now } } });
  return { principalArn, createdAt: seconds(now) };
});
