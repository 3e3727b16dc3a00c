/** StartImageScan (API_StartImageScan): a basic scan of one image, once per 24 hours. */
import { memberKey } from "../../../world/keys.ts";
import { findImage, findRepository, where } from "../../common/lookup.ts";
import { operation } from "../../operation.ts";
import { scanningOf } from "../../scanning/configuration.ts";
import { beginScan, ONCE_PER, scannable } from "../../scanning/scan.ts";

export const startImageScan = operation("StartImageScan", ({ repositoryName, imageId }, { tx, now, registry, refuse }) => {
  const found = findRepository(tx, registry, repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, repositoryName));
  const { scanType } = scanningOf(tx, registry);
  // The sentence that users of enhanced scanning report.
  if (scanType === "ENHANCED") throw refuse("ValidationException", { message: "This feature is disabled" });
  const lookup = findImage(tx, found.key, imageId);
  if (lookup.kind !== "found") throw refuse("ImageNotFoundException", { ...found.where, ...imageId });
  const { digest, mediaType, scan, status = "ACTIVE" } = lookup.image;
  if (!scannable(lookup.image)) throw refuse("UnsupportedImageTypeException", { ...found.where, digest, mediaType });
  if (status !== "ACTIVE") throw refuse("ImageArchivedException", { ...found.where, digest });
  if (scan?.type === "BASIC" && now - scan.startedAt < ONCE_PER)
    throw refuse("LimitExceededException", { reason: "The scan quota per image has been exceeded. Wait and try again." });
  beginScan(tx, memberKey(found.key, digest), { scanType, scanFrequency: "MANUAL" }, now);
  return {
    registryId: registry.account,
    repositoryName,
    imageId: { imageDigest: digest, ...(imageId.imageTag === undefined ? {} : { imageTag: imageId.imageTag }) },
    imageScanStatus: { status: "IN_PROGRESS" },
  };
});
