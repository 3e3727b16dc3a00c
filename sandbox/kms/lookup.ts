/** The key that a request means. */
import type { JsonScope } from "../http/json/service.ts";
import type { Values } from "../http/json/values.ts";
import type { RegistryId } from "../world/keys.ts";
import { findKey, missing, stateTrouble } from "../world/kms.ts";
import type { KmsKey } from "../world/tables.ts";
import type { World } from "../world/world.ts";
import { kmsErrors } from "./errors.ts";

/** Throws `NotFoundException`; a Region has its own keys only. */
export function keyNamed(world: World, place: RegistryId, named: string): KmsKey {
  const key = findKey(world, place, named);
  if (!key || key.region !== place.region) throw kmsErrors.trouble(missing(place, named));
  return key;
}

/** Only DescribeKey takes an alias for a key; everything else wants its id or ARN (API Reference, "KeyId"). */
export function refuseAlias(named: unknown): void {
  if (/(?:^|:)alias\//.test(String(named))) throw kmsErrors.aliasForKey(String(named));
}

export function keyOf({ tx, place }: JsonScope, { KeyId }: Values): KmsKey {
  return keyNamed(tx.world, place, String(KeyId));
}

/** Refuses a key that is pending deletion. */
export function lasting(key: KmsKey): KmsKey {
  const trouble = key.state === "PendingDeletion" ? stateTrouble(key) : undefined;
  if (trouble) throw kmsErrors.trouble(trouble);
  return key;
}

/** Refuses AWS's own keys. */
export function customers(key: KmsKey): KmsKey {
  if (key.manager === "AWS") throw kmsErrors.managed(key.arn);
  return key;
}

export function writeKey({ tx }: JsonScope, key: KmsKey): void {
  tx.set("kmsKeys", key.arn, key);
}

/** A page of a list: the marker is how many entries came before it. */
export function pageOf<T>(entries: readonly T[], { Limit, Marker }: Values, usual: number): { readonly page: readonly T[]; readonly next: Values } {
  const start = Marker === undefined ? 0 : Number(/^after-(\d+)$/.exec(String(Marker))?.[1] ?? Number.NaN);
  if (Number.isNaN(start)) throw kmsErrors.badMarker();
  const end = start + (typeof Limit === "number" ? Limit : usual);
  const truncated = end < entries.length;
  return { page: entries.slice(start, end), next: { ...(truncated ? { NextMarker: `after-${end}` } : {}), Truncated: truncated } };
}
