/** StartImageScan (API_StartImageScan): a basic scan of one image, once per 24 hours. */
import { memberKey, repositoryKey } from "../../../world/keys.ts";
import { Transaction } from "../../../world/world.ts";
import { findImage, findRepository, where } from "../../common/lookup.ts";
import { operation } from "../../operation.ts";
import { scanningOf } from "../../scanning/configuration.ts";
import { beginScan, examine, ONCE_PER, scannable } from "../../scanning/scan.ts";

export const startImageScan = operation("StartImageScan", {
  oneAtATime: ({ repositoryName, imageId }) => `scan ${repositoryName} ${imageId.imageDigest ?? imageId.imageTag}`,
  async prepare({ repositoryName, imageId }, { world, blobs, registry }) {
    // The image is the one that the name meant when the request came; a tag may move while its layers are read.
    const meant = findImage(new Transaction(world), repositoryKey(registry, repositoryName), imageId);
    const layers = meant.kind === "found" ? scannable(meant.image) : undefined;
    const result = layers && (await examine(blobs, layers));
    return (_, { tx, now, refuse }) => {
      const found = findRepository(tx, registry, repositoryName);
      if (!found) throw refuse("RepositoryNotFoundException", where(registry, repositoryName));
      const { scanType } = scanningOf(tx, registry);
      // The sentence that users of enhanced scanning report.
      if (scanType === "ENHANCED") throw refuse("ValidationException", { message: "This feature is disabled" });
      const key = meant.kind === "found" ? memberKey(found.key, meant.image.digest) : "";
      const image = tx.get("images", key);
      if (!image) throw refuse("ImageNotFoundException", { ...found.where, ...imageId });
      const { digest, scan } = image;
      if (!result) throw refuse("UnsupportedImageTypeException", { ...found.where, digest, mediaType: image.mediaType });
      if ((image.status ?? "ACTIVE") !== "ACTIVE") throw refuse("ImageArchivedException", { ...found.where, digest });
      if (scan?.type === "BASIC" && now - scan.startedAt < ONCE_PER)
        throw refuse("LimitExceededException", { reason: "The scan quota per image has been exceeded. Wait and try again." });
      beginScan(tx, key, { scanType, scanFrequency: "MANUAL" }, result, now);
      return {
        registryId: registry.account,
        repositoryName,
        imageId: { imageDigest: digest, ...(imageId.imageTag === undefined ? {} : { imageTag: imageId.imageTag }) },
        imageScanStatus: { status: "IN_PROGRESS" },
      };
    };
  },
});
