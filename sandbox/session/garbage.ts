/** Which blobs some reachable moment names, and which moments must be forgotten so that old ones hold not too much (decision 9). */

import { findLayer } from "../images/layer.ts";
import type { Digest } from "../kernel/hash.ts";
import type { Blobs } from "../world/blobs.ts";
import type { World } from "../world/world.ts";
import { emptyWorld } from "../world/world.ts";
import { eachChange } from "./changed-rows.ts";
import { blobOf } from "./files.ts";
import type { Moment } from "./moment.ts";
import type { Timeline } from "./timeline.ts";

/** Bytes that moments of the past may hold for themselves alone. */
const HELD_BY_THE_PAST = 256 * 1024 * 1024;

/** Adds every blob that `world` names and `other` does not. What the two share is not looked at. */
function addNamed(other: World, world: World, named: Map<Digest, number>): void {
  eachChange(other, world, "layers", (_, __, layer) => {
    if (layer) named.set(layer.digest, layer.size);
  });
  eachChange(other, world, "uploads", (_, __, upload) => {
    for (const { digest, size } of upload?.staged ?? []) named.set(digest, size);
  });
  eachChange(other, world, "files", (_, __, node) => {
    const blob = node && blobOf(node);
    if (blob) named.set(blob.digest, blob.size);
  });
}

/** Digest to size of every blob that one of the moments names. */
export function namedBlobs(moments: Iterable<Moment>): Map<Digest, number> {
  const named = new Map<Digest, number>();
  let last = emptyWorld();
  for (const { world } of moments) {
    addNamed(last, world, named);
    last = world;
  }
  return named;
}

/** Bytes that have to be stored: generated layers are made again whenever they are read. */
function storedBytes(named: ReadonlyMap<Digest, number>): number {
  let sum = 0;
  for (const [digest, size] of named) if (!findLayer(digest)) sum += size;
  return sum;
}

/** Forgets the oldest commands while the past holds too much, then drops the blobs that nobody names. Between commands only. */
export async function sweep(timeline: Timeline, blobs: Blobs): Promise<{ readonly forgotten: number }> {
  const present = storedBytes(namedBlobs([timeline.now]));
  let named = namedBlobs(timeline.reachable());
  let forgotten = 0;
  while (timeline.steps.length > 0 && storedBytes(named) - present > HELD_BY_THE_PAST) {
    timeline.forgetOldest();
    forgotten++;
    named = namedBlobs(timeline.reachable());
  }
  const uploads = new Set<string>();
  for (const { world } of timeline.reachable()) for (const id of world.uploads.keys()) uploads.add(id);
  await blobs.sweep(uploads, (digest) => named.has(digest));
  return { forgotten };
}
