/** BatchDeleteImage (API_BatchDeleteImage): by tag it removes the tag, and the image with its last one; by digest the image with all its tags. */
import { memberKey } from "../../../world/keys.ts";
import type { Image } from "../../../world/tables.ts";
import type { Transaction } from "../../../world/world.ts";
import { imageFailure } from "../../common/failures.ts";
import { findImage, findRepository, members, where } from "../../common/lookup.ts";
import { isIndexType, parseManifest } from "../../common/manifest.ts";
import type { ImageFailure, ImageIdentifier } from "../../model/types.gen.ts";
import { operation } from "../../operation.ts";

/** Whether an index in the repository names the image. */
function isReferenced(tx: Transaction, repository: string, digest: string): boolean {
  for (const [, image] of members(tx, "images", repository)) {
    if (!isIndexType(image.mediaType) || !image.manifest.includes(digest)) continue;
    const parsed = parseManifest(image.manifest, image.mediaType);
    if (parsed.kind === "index" && parsed.children.some((child) => child.digest === digest)) return true;
  }
  return false;
}

function removeImage(tx: Transaction, repository: string, image: Image): ImageIdentifier[] {
  for (const tag of image.tags) tx.delete("tags", memberKey(repository, tag));
  tx.delete("images", memberKey(repository, image.digest));
  return image.tags.length ? image.tags.map((imageTag) => ({ imageDigest: image.digest, imageTag })) : [{ imageDigest: image.digest }];
}

function removeTag(tx: Transaction, repository: string, image: Image, imageTag: string): ImageIdentifier[] {
  tx.delete("tags", memberKey(repository, imageTag));
  tx.update("images", memberKey(repository, image.digest), { tags: image.tags.filter((tag) => tag !== imageTag) });
  return [{ imageDigest: image.digest, imageTag }];
}

export const batchDeleteImage = operation("BatchDeleteImage", (input, { tx, registry, refuse }) => {
  const found = findRepository(tx, registry, input.repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, input.repositoryName));
  const imageIds: ImageIdentifier[] = [];
  const failures: ImageFailure[] = [];
  for (const id of input.imageIds) {
    const lookup = findImage(tx, found.key, id);
    if (lookup.kind !== "found") {
      failures.push(imageFailure(id, lookup.kind));
      continue;
    }
    const { image } = lookup;
    const tagOnly = id.imageTag !== undefined && image.tags.length > 1;
    if (!tagOnly && isReferenced(tx, found.key, image.digest)) failures.push(imageFailure(id, "referenced"));
    else imageIds.push(...(tagOnly && id.imageTag !== undefined ? removeTag(tx, found.key, image, id.imageTag) : removeImage(tx, found.key, image)));
  }
  return { imageIds, failures };
});
