/** Scan on push: what a pushed image is found to have, read before the push commits, and the scan that begins with it. */
import { digestOf, type Hasher } from "../../kernel/hash.ts";
import type { Blobs } from "../../world/blobs.ts";
import { memberKey, type RegistryId, repositoryKey } from "../../world/keys.ts";
import { Transaction, type World } from "../../world/world.ts";
import { type Manifest, parseManifest } from "../common/manifest.ts";
import { type EffectiveScanning, effectiveScanning, scanningOf } from "./configuration.ts";
import { beginScan, examine, layersOf, type Result } from "./scan.ts";

/** A scan that a push will begin. */
export interface PushScan {
  readonly scanning: EffectiveScanning;
  readonly result: Result;
}

/** A push, before it has happened. */
interface Push {
  readonly registry: RegistryId;
  readonly repositoryName: string;
  readonly manifest: string;
  readonly mediaType: string | undefined;
}

/** What pushes to a repository begin; undefined when they are not scanned, and then nothing is read. */
function scanningOfPushes(world: World, registry: RegistryId, repositoryName: string): EffectiveScanning | undefined {
  const tx = new Transaction(world);
  // A repository that comes to be by this push has no switch of its own yet; the registry's rules know its name.
  const repository = tx.get("repositories", repositoryKey(registry, repositoryName)) ?? { name: repositoryName, scanOnPush: false };
  const scanning = effectiveScanning(scanningOf(tx, registry), repository);
  return scanning.scanFrequency === "MANUAL" ? undefined : scanning;
}

export async function examinePush(
  world: World,
  blobs: Blobs,
  { registry, repositoryName, manifest, mediaType }: Push,
): Promise<PushScan | undefined> {
  const scanning = scanningOfPushes(world, registry, repositoryName);
  const layers = scanning && layersOf(parseManifest(manifest, mediaType));
  // Only blobs that are members of the repository are read: the push of any other is refused.
  const there = layers?.every((digest) => world.layers.has(memberKey(repositoryKey(registry, repositoryName), digest)));
  return layers && there ? { scanning, result: await examine(blobs, layers) } : undefined;
}

/** The same of an image that came from an upstream registry: its blobs are in the store, and not yet members of the repository. */
export async function examineImport(
  world: World,
  blobs: Blobs,
  { registry, repositoryName }: Pick<Push, "registry" | "repositoryName">,
  manifest: Manifest,
): Promise<PushScan | undefined> {
  const scanning = scanningOfPushes(world, registry, repositoryName);
  const layers = scanning && layersOf(manifest);
  return layers ? { scanning, result: await examine(blobs, layers) } : undefined;
}

/** Begins the scan of an image that was new; one more tag is no push of an image. */
export function scanPushed(
  { tx, hasher, now, registry }: { readonly tx: Transaction; readonly hasher: Hasher; readonly now: number; readonly registry: RegistryId },
  { repositoryName, imageManifest }: { readonly repositoryName: string; readonly imageManifest: string },
  { scanning, result }: PushScan,
): void {
  const key = memberKey(repositoryKey(registry, repositoryName), digestOf(hasher, imageManifest));
  const image = tx.get("images", key);
  if (image && !image.scan && image.pushedAt === now) beginScan(tx, key, scanning, result, now);
}
