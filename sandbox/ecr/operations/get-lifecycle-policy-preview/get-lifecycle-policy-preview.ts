/** GetLifecyclePolicyPreview (API_GetLifecyclePolicyPreview): only images that the policy would act on. */
import type { LifecycleResult } from "../../../world/tables.ts";
import { findRepository, sealingKeyOf, seconds, where } from "../../common/lookup.ts";
import { page, pagingBeside } from "../../common/paging.ts";
import type { LifecyclePolicyPreviewResult } from "../../model/types.gen.ts";
import { operation } from "../../operation.ts";

function resultOf({ tags, digest, pushedAt, action, priority, storageClass }: LifecycleResult): LifecyclePolicyPreviewResult {
  return {
    imageTags: tags,
    imageDigest: digest,
    imagePushedAt: seconds(pushedAt),
    action: action === "EXPIRE" ? { type: "EXPIRE" } : { type: "TRANSITION", targetStorageClass: "ARCHIVE" },
    appliedRulePriority: priority,
    storageClass,
  };
}

export const getLifecyclePolicyPreview = operation("GetLifecyclePolicyPreview", (input, { tx, registry, hasher, refuse }) => {
  const { repositoryName, imageIds, filter } = input;
  const found = findRepository(tx, registry, repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, repositoryName));
  const preview = found.row.lifecyclePreview;
  if (!preview) throw refuse("LifecyclePolicyPreviewNotFoundException", found.where);
  const problem = imageIds && pagingBeside("imageIds", input);
  if (problem) throw refuse("InvalidParameterException", problem);
  const { tagStatus = "ANY" } = filter ?? {};
  const asked = preview.results.filter(
    ({ digest, tags }) =>
      (tagStatus === "ANY" || (tagStatus === "TAGGED") === tags.length > 0) &&
      (!imageIds || imageIds.some((id) => id.imageDigest === digest || (id.imageTag !== undefined && tags.includes(id.imageTag)))),
  );
  const rows = function* (after: string | undefined): Generator<readonly [string, LifecycleResult]> {
    for (let at = after === undefined ? 0 : Number(after) + 1; at < asked.length; at++) yield [String(at), asked[at] as LifecycleResult];
  };
  const pages = page({ hasher, sealingKey: sealingKeyOf(tx), list: `${found.key} preview ${tagStatus}` }, input, rows);
  if (!pages) throw refuse("InvalidParameterException", { parameter: "nextToken", constraint: "Invalid pagination token provided" });
  const expiring = preview.results.filter(({ action }) => action === "EXPIRE").length;
  const moving = preview.results.length - expiring;
  return {
    registryId: registry.account,
    repositoryName,
    lifecyclePolicyText: preview.text,
    status: preview.status,
    nextToken: pages.nextToken,
    previewResults: pages.entries.map(resultOf),
    summary: {
      expiringImageTotalCount: expiring,
      ...(moving > 0 ? { transitioningImageTotalCounts: [{ targetStorageClass: "ARCHIVE" as const, imageTotalCount: moving }] } : {}),
    },
  };
});
