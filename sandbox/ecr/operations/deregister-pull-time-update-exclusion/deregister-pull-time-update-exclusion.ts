/** DeregisterPullTimeUpdateExclusion (API_DeregisterPullTimeUpdateExclusion): pulls of this principal are recorded again. */
import { registryKey } from "../../../world/keys.ts";
import { operation } from "../../operation.ts";

export const deregisterPullTimeUpdateExclusion = operation("DeregisterPullTimeUpdateExclusion", ({ principalArn }, { tx, registry, refuse }) => {
  const key = registryKey(registry);
  const row = tx.get("registries", key);
  const { [principalArn]: gone, ...rest } = row?.pullTimeExclusions ?? {};
  if (!row || !gone) throw refuse("ExclusionNotFoundException", { arn: principalArn, account: registry.account });
  tx.set("registries", key, { ...row, pullTimeExclusions: rest });
  return { principalArn };
});
