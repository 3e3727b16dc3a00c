/** DeleteLifecyclePolicy (API_DeleteLifecyclePolicy): what it was, for the last time. */
import { findRepository, seconds, where } from "../../common/lookup.ts";
import { unschedule } from "../../jobs/jobs.ts";
import { operation } from "../../operation.ts";

export const deleteLifecyclePolicy = operation("DeleteLifecyclePolicy", ({ repositoryName }, { tx, registry, refuse }) => {
  const found = findRepository(tx, registry, repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, repositoryName));
  const { lifecyclePolicyText, lifecycleEvaluatedAt = 0 } = found.row;
  if (lifecyclePolicyText === undefined) throw refuse("LifecyclePolicyNotFoundException", found.where);
  const { lifecyclePolicyText: _text, lifecycleEvaluatedAt: _at, ...rest } = found.row;
  tx.set("repositories", found.key, rest);
  unschedule(tx, ({ work }) => work.kind === "lifecycle" && work.repository === found.key);
  return { registryId: registry.account, repositoryName, lifecyclePolicyText, lastEvaluatedAt: seconds(lifecycleEvaluatedAt) };
});
