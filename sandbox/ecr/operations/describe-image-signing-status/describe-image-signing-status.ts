/** DescribeImageSigningStatus (API_DescribeImageSigningStatus): one status for each signing profile whose rule matched at the push. */
import type { Signing } from "../../../world/tables.ts";
import { findImage, findRepository, where } from "../../common/lookup.ts";
import type { ImageSigningStatus } from "../../model/types.gen.ts";
import { operation } from "../../operation.ts";

function statusOf({ profile, failureCode, failureReason, status }: Signing): ImageSigningStatus {
  return { signingProfileArn: profile, failureCode, failureReason, status };
}

export const describeImageSigningStatus = operation("DescribeImageSigningStatus", ({ repositoryName, imageId }, { tx, registry, refuse }) => {
  const found = findRepository(tx, registry, repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, repositoryName));
  const lookup = findImage(tx, found.key, imageId);
  if (lookup.kind === "neither")
    throw refuse("InvalidParameterException", { parameter: "imageId", constraint: "both tag and digest cannot be null" }); // (unverified)
  if (lookup.kind !== "found") throw refuse("ImageNotFoundException", { ...found.where, ...imageId });
  const { image } = lookup;
  return {
    repositoryName,
    imageId: { imageDigest: image.digest, imageTag: imageId.imageTag },
    registryId: registry.account,
    signingStatuses: (image.signings ?? []).map(statusOf),
  };
});
