/** A tag names one image of a repository; moving it takes it from the one that had it. Keeps the tables `tags` and `images` in step. */
import type { Digest } from "../../kernel/hash.ts";
import { memberKey } from "../../world/keys.ts";
import type { Transaction } from "../../world/world.ts";

/** Takes a tag from the image that has it. `repository` is a row key. */
export function untag(tx: Transaction, repository: string, tag: string): void {
  const old = tx.get("tags", memberKey(repository, tag));
  const image = old && tx.get("images", memberKey(repository, old.digest));
  if (image) tx.update("images", memberKey(repository, image.digest), { tags: image.tags.filter((other) => other !== tag) });
}

/** Gives a tag to an image that is there. */
export function moveTag(tx: Transaction, repository: string, tag: string, digest: Digest, now: number): void {
  if (tx.get("tags", memberKey(repository, tag))?.digest === digest) return;
  untag(tx, repository, tag);
  tx.set("tags", memberKey(repository, tag), { digest, setAt: now });
  const key = memberKey(repository, digest);
  tx.update("images", key, { tags: [...(tx.get("images", key)?.tags ?? []), tag] });
}
