/** StartLifecyclePolicyPreview (API_StartLifecyclePolicyPreview): the given policy, or the one in force, tried on the images as they are. */
import { findRepository, where } from "../../common/lookup.ts";
import { schedule } from "../../jobs/jobs.ts";
import { readLifecyclePolicy } from "../../lifecycle/policy.ts";
import { operation } from "../../operation.ts";

/** Milliseconds that a preview takes. */
const TAKES = 10_000;

export const startLifecyclePolicyPreview = operation("StartLifecyclePolicyPreview", (input, { tx, now, registry, refuse }) => {
  const { repositoryName } = input;
  const found = findRepository(tx, registry, repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, repositoryName));
  const text = input.lifecyclePolicyText ?? found.row.lifecyclePolicyText;
  if (text === undefined) throw refuse("LifecyclePolicyNotFoundException", found.where);
  const reading = readLifecyclePolicy(text);
  if (reading.kind === "refused")
    throw refuse("InvalidParameterException", {
      parameter: "LifecyclePolicyText",
      constraint: `Lifecycle policy validation failure: ${reading.why}`,
    });
  if (found.row.lifecyclePreview?.status === "IN_PROGRESS") throw refuse("LifecyclePolicyPreviewInProgressException", found.where);
  tx.update("repositories", found.key, { lifecyclePreview: { text, status: "IN_PROGRESS", results: [] } });
  schedule(tx, now + TAKES, { kind: "lifecycle-preview", repository: found.key });
  return { registryId: registry.account, repositoryName, lifecyclePolicyText: text, status: "IN_PROGRESS" };
});
