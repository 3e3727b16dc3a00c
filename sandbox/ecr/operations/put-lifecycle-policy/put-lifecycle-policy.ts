/** PutLifecyclePolicy (API_PutLifecyclePolicy): kept minified, carried out every 24 hours from then on. */
import { findRepository, where } from "../../common/lookup.ts";
import { schedule, unschedule } from "../../jobs/jobs.ts";
import { EVERY } from "../../jobs/lifecycle.ts";
import { minified, readLifecyclePolicy } from "../../lifecycle/policy.ts";
import { operation } from "../../operation.ts";

export const putLifecyclePolicy = operation("PutLifecyclePolicy", ({ repositoryName, lifecyclePolicyText: given }, { tx, now, registry, refuse }) => {
  const found = findRepository(tx, registry, repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, repositoryName));
  const reading = readLifecyclePolicy(given);
  if (reading.kind === "refused")
    throw refuse("InvalidParameterException", {
      parameter: "LifecyclePolicyText",
      constraint: `Lifecycle policy validation failure: ${reading.why}`,
    });
  const lifecyclePolicyText = minified(given);
  tx.update("repositories", found.key, { lifecyclePolicyText });
  // A policy that replaces another is carried out when that one would have been.
  if (found.row.lifecyclePolicyText === undefined) {
    unschedule(tx, ({ work }) => work.kind === "lifecycle" && work.repository === found.key);
    schedule(tx, now + EVERY, { kind: "lifecycle", repository: found.key });
  }
  return { registryId: registry.account, repositoryName, lifecyclePolicyText };
});
