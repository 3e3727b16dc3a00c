/** DescribeImageReplicationStatus (API_DescribeImageReplicationStatus): one status for each registry that the image was to be copied to. */
import type { Replication } from "../../../world/tables.ts";
import { findImage, findRepository, where } from "../../common/lookup.ts";
import type { ImageReplicationStatus } from "../../model/types.gen.ts";
import { operation } from "../../operation.ts";

function statusOf({ region, account, status, failureCode }: Replication): ImageReplicationStatus {
  return { region, registryId: account, status, failureCode };
}

export const describeImageReplicationStatus = operation("DescribeImageReplicationStatus", ({ repositoryName, imageId }, { tx, registry, refuse }) => {
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
    replicationStatuses: (image.replications ?? []).map(statusOf),
  };
});
