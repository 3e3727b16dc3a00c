/** BatchGetImage (API_BatchGetImage): manifests, byte for byte; the first call of every pull, so it notes the time of the pull. */
import { memberKey, registryKey } from "../../../world/keys.ts";
import { imageFailure } from "../../common/failures.ts";
import { noteRead } from "../../common/layer-use.ts";
import { findImage, findRepository, where } from "../../common/lookup.ts";
import { lockedBy } from "../../encryption/use.ts";
import type { Image, ImageFailure } from "../../model/types.gen.ts";
import { operation } from "../../operation.ts";

/** The recorded pull time is refreshed at least once in this many milliseconds, not at every pull. */
const REFRESH = 24 * 60 * 60 * 1000;

export const batchGetImage = operation("BatchGetImage", (input, { tx, now, caller, registry, refuse }) => {
  const found = findRepository(tx, registry, input.repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, input.repositoryName));
  // Pulls of excluded principals, scanners say, leave no trace; a session counts as its role.
  const exclusions = tx.get("registries", registryKey(registry))?.pullTimeExclusions ?? {};
  const recorded = !Object.hasOwn(exclusions, caller.principalArn);
  const locked = lockedBy(tx.world, found.row, "Decrypt", now);
  const images: Image[] = [];
  const failures: ImageFailure[] = [];
  for (const id of input.imageIds) {
    const lookup = findImage(tx, found.key, id);
    if (lookup.kind !== "found") {
      failures.push(imageFailure(id, lookup.kind));
      continue;
    }
    const { image } = lookup;
    // An archived image is not there for pulls until it has been restored.
    if ((image.status ?? "ACTIVE") !== "ACTIVE") {
      failures.push(imageFailure(id, "missing"));
      continue;
    }
    if (locked) {
      failures.push({ imageId: id, failureCode: "KmsError", failureReason: locked.message });
      continue;
    }
    if (recorded && (image.lastPulledAt === undefined || now - image.lastPulledAt >= REFRESH)) {
      tx.update("images", memberKey(found.key, image.digest), { lastPulledAt: now });
    }
    noteRead(found.key, image.digest);
    images.push({
      registryId: registry.account,
      repositoryName: found.row.name,
      imageId: { imageDigest: image.digest, imageTag: id.imageTag },
      imageManifest: image.manifest,
      imageManifestMediaType: image.mediaType,
    });
  }
  return { images, failures };
});
