/** BatchDeleteImage (API_BatchDeleteImage): by tag it removes the tag, and the image with its last one; by digest the image with all its tags. */
import type { Digest } from "../../../kernel/hash.ts";
import { memberKey } from "../../../world/keys.ts";
import type { Image } from "../../../world/tables.ts";
import type { Transaction } from "../../../world/world.ts";
import { imageFailure, referencedBy } from "../../common/failures.ts";
import { findImage, findRepository, where } from "../../common/lookup.ts";
import { isIndexType } from "../../common/manifest.ts";
import { referencedByIndexes, removeImage } from "../../common/remove-image.ts";
import { tellDeleted } from "../../events/events.ts";
import { cleanUpAfter } from "../../jobs/cleanup.ts";
import type { ImageFailure, ImageIdentifier } from "../../model/types.gen.ts";
import { operation } from "../../operation.ts";

function removed(image: Image): ImageIdentifier[] {
  return image.tags.length ? image.tags.map((imageTag) => ({ imageDigest: image.digest, imageTag })) : [{ imageDigest: image.digest }];
}

function removeTag(tx: Transaction, repository: string, image: Image, imageTag: string): ImageIdentifier[] {
  tx.delete("tags", memberKey(repository, imageTag));
  tx.update("images", memberKey(repository, image.digest), { tags: image.tags.filter((tag) => tag !== imageTag) });
  return [{ imageDigest: image.digest, imageTag }];
}

export const batchDeleteImage = operation("BatchDeleteImage", (input, { tx, hasher, now, registry, refuse }) => {
  const found = findRepository(tx, registry, input.repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, input.repositoryName));
  const imageIds: ImageIdentifier[] = [];
  const failures: ImageFailure[] = [];
  const deleted: Digest[] = [];
  let referenced = referencedByIndexes(tx, found.key);
  for (const id of input.imageIds) {
    const lookup = findImage(tx, found.key, id);
    if (lookup.kind !== "found") {
      failures.push(imageFailure(id, lookup.kind));
      continue;
    }
    const { image } = lookup;
    const indexes = referenced.get(image.digest);
    if (id.imageTag !== undefined && image.tags.length > 1) {
      imageIds.push(...removeTag(tx, found.key, image, id.imageTag));
      tellDeleted({ tx, hasher, now }, found.row, image, [id.imageTag]);
    } else if (indexes) failures.push({ imageId: id, ...referencedBy(indexes) });
    else {
      removeImage(tx, found.key, image);
      deleted.push(image.digest);
      if (isIndexType(image.mediaType)) referenced = referencedByIndexes(tx, found.key);
      imageIds.push(...removed(image));
      tellDeleted({ tx, hasher, now }, found.row, image, image.tags);
    }
  }
  cleanUpAfter(tx, found.key, deleted, now);
  return { imageIds, failures };
});
