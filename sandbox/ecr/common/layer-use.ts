/** Which layers images name: the others can neither be downloaded nor mounted, and are cleared away (API_GetDownloadUrlForLayer). */
import type { Digest } from "../../kernel/hash.ts";
import { memberKey } from "../../world/keys.ts";
import type { Image } from "../../world/tables.ts";
import type { Transaction } from "../../world/world.ts";
import { members } from "./lookup.ts";

/** Where a layer was last found: a repository with many images is looked through once for each layer, not at every pull. */
const lastFound = new Map<string, Digest>();
const REMEMBERED = 10_000;

/** Whether an image of the repository names the layer. Manifests are searched as text. `repository` is a row key. */
export function isNamed(tx: Transaction, repository: string, digest: Digest): boolean {
  const key = memberKey(repository, digest);
  const remembered = lastFound.get(key);
  const last = remembered && tx.get("images", memberKey(repository, remembered));
  if (last && names(last, digest)) return true;
  for (const [, image] of members(tx, "images", repository)) {
    if (!names(image, digest)) continue;
    if (lastFound.size >= REMEMBERED) lastFound.clear();
    lastFound.set(key, image.digest);
    return true;
  }
  return false;
}

function names({ manifest }: Image, digest: Digest): boolean {
  return manifest.includes(digest);
}
