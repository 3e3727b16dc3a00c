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

/** Which of the repository's indexes, or of those that `hold`, name an image: it stays as long as they do. By digest. */
export function referencedByIndexes(tx: Transaction, repository: string, hold: (index: Image) => boolean = () => true): Map<string, string[]> {
  const referenced = new Map<string, string[]>();
  for (const [, image] of members(tx, "images", repository)) {
    if (!isIndexType(image.mediaType) || !hold(image)) continue;
    const parsed = parseManifest(image.manifest, image.mediaType);
    if (parsed.kind !== "index") continue;
    for (const digest of new Set(parsed.children.map((child) => child.digest)))
      referenced.set(digest, [...(referenced.get(digest) ?? []), image.digest]);
  }
  return referenced;
}
