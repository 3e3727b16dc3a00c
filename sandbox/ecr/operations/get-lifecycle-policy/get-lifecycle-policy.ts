/** GetLifecyclePolicy (API_GetLifecyclePolicy): the policy, and when it was last carried out. */
import { findRepository, seconds, where } from "../../common/lookup.ts";
import { operation } from "../../operation.ts";

export const getLifecyclePolicy = operation("GetLifecyclePolicy", ({ repositoryName }, { tx, registry, refuse }) => {
  const found = findRepository(tx, registry, repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, repositoryName));
  const { lifecyclePolicyText, lifecycleEvaluatedAt = 0 } = found.row;
  if (lifecyclePolicyText === undefined) throw refuse("LifecyclePolicyNotFoundException", found.where);
  return { registryId: registry.account, repositoryName, lifecyclePolicyText, lastEvaluatedAt: seconds(lifecycleEvaluatedAt) };
});
