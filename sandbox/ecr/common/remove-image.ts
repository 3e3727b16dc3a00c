/** How an image leaves a repository, whoever takes it away. */
import { memberKey } from "../../world/keys.ts";
import type { Image } from "../../world/tables.ts";
import type { Transaction } from "../../world/world.ts";
import { members } from "./lookup.ts";
import { isIndexType, parseManifest } from "./manifest.ts";

/** Removes the image and its tags. `repository` is a row key. */
export function removeImage(tx: Transaction, repository: string, image: Pick<Image, "digest" | "tags">): void {
  for (const tag of image.tags) tx.delete("tags", memberKey(repository, tag));
  tx.delete("images", memberKey(repository, image.digest));
}

/** Digests of the images that the repository's indexes name, or those of its indexes that `hold`: they stay as long as those do. */
export function referencedByIndexes(tx: Transaction, repository: string, hold: (index: Image) => boolean = () => true): Set<string> {
  const referenced = new Set<string>();
  for (const [, image] of members(tx, "images", repository)) {
    if (!isIndexType(image.mediaType) || !hold(image)) continue;
    const parsed = parseManifest(image.manifest, image.mediaType);
    if (parsed.kind === "index") for (const { digest } of parsed.children) referenced.add(digest);
  }
  return referenced;
}
