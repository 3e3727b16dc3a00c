/** UpdateImageStorageClass (API_UpdateImageStorageClass): archives an image at once, or begins to restore it. */
import { memberKey } from "../../../world/keys.ts";
import { findImage, findRepository, where } from "../../common/lookup.ts";
import { tellStorageClass } from "../../events/events.ts";
import { archiveReferrersOf } from "../../jobs/cleanup.ts";
import { schedule } from "../../jobs/jobs.ts";
import { operation } from "../../operation.ts";

/** Milliseconds that a restoration takes; AWS says up to 20 minutes. */
const RESTORING = 20 * 60 * 1000;

export const updateImageStorageClass = operation("UpdateImageStorageClass", (input, { tx, hasher, now, registry, refuse }) => {
  const { repositoryName, imageId, targetStorageClass } = input;
  const found = findRepository(tx, registry, repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, repositoryName));
  const lookup = findImage(tx, found.key, imageId);
  if (lookup.kind !== "found") throw refuse("ImageNotFoundException", { ...found.where, ...imageId });
  const { image } = lookup;
  const { status = "ACTIVE" } = image;
  const wanted = targetStorageClass === "ARCHIVE" ? "ACTIVE" : "ARCHIVED";
  if (status !== wanted) throw refuse("ImageStorageClassUpdateNotSupportedException", { ...found.where, digest: image.digest, status });
  const key = memberKey(found.key, image.digest);
  if (targetStorageClass === "ARCHIVE") {
    tx.update("images", key, { status: "ARCHIVED", lastArchivedAt: now });
    tellStorageClass({ tx, hasher, now }, found.row, image, "ARCHIVE");
    archiveReferrersOf(tx, found.key, [image.digest], now);
  } else {
    tx.update("images", key, { status: "ACTIVATING" });
    schedule(tx, now + RESTORING, { kind: "restore-image", image: key });
  }
  const imageStatus = targetStorageClass === "ARCHIVE" ? "ARCHIVED" : "ACTIVATING";
  return {
    registryId: registry.account,
    repositoryName,
    imageId: { imageDigest: image.digest, ...(imageId.imageTag === undefined ? {} : { imageTag: imageId.imageTag }) },
    imageStatus,
  };
});
