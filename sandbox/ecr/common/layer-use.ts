/**
 * Which layers images name: the others can neither be downloaded nor mounted, and are cleared away (API_GetDownloadUrlForLayer). A
 * repository may hold 100,000 images, so first is looked where a client has just read, as every pull does, then where the layer was found
 * before, then everywhere. What is remembered is only where to look: the answer always comes from the world.
 */
import type { Digest } from "../../kernel/hash.ts";
import { memberKey } from "../../world/keys.ts";
import type { Transaction } from "../../world/world.ts";
import { members } from "./lookup.ts";

/** Digests of the images read last, by repository. */
const lastRead = new Map<string, readonly Digest[]>();
/** Digest of an image that names the layer, by the layer's row key. */
const lastFound = new Map<string, Digest>();

const READS = 8;
const REMEMBERED = 10_000;

/** Tells of an image whose manifest was given out. `repository` is a row key. */
export function noteRead(repository: string, image: Digest): void {
  const read = lastRead.get(repository) ?? [];
  if (read[0] !== image) remember(lastRead, repository, [image, ...read.filter((digest) => digest !== image)].slice(0, READS));
}

/** Whether an image of the repository names the layer. `repository` is a row key. */
export function isNamed(tx: Transaction, repository: string, layer: Digest): boolean {
  const key = memberKey(repository, layer);
  const found = lastFound.get(key);
  for (const digest of [...(lastRead.get(repository) ?? []), ...(found ? [found] : [])]) {
    if (tx.get("images", memberKey(repository, digest))?.manifest.includes(layer)) return true;
  }
  for (const [, { digest, manifest }] of members(tx, "images", repository)) {
    if (!manifest.includes(layer)) continue;
    remember(lastFound, key, digest);
    return true;
  }
  return false;
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  if (map.size >= REMEMBERED) map.clear();
  map.set(key, value);
}
