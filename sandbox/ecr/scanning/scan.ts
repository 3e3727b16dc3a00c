/** A scan: it begins with a row and a job, and as it ends what is in the image's package database is compared with the feed. */
import type { Digest } from "../../kernel/hash.ts";
import type { Blobs } from "../../world/blobs.ts";
import type { FoundVulnerability, Image, ImageScan } from "../../world/tables.ts";
import type { Transaction, World } from "../../world/world.ts";
import { type Manifest, parseManifest } from "../common/manifest.ts";
import { schedule } from "../jobs/jobs.ts";
import type { EffectiveScanning } from "./configuration.ts";
import { FEED, FEED_BY_ID, type Severity, type Vulnerability } from "./feed.ts";
import { type Inventory, inventoryOf } from "./inventory.ts";
import { compareVersions } from "./versions.ts";

/** Milliseconds that a scan takes: here; on AWS some minutes are usual. */
export const SCANNING = 20_000;
/** Milliseconds after which an image may be scanned again. */
export const ONCE_PER = 24 * 60 * 60 * 1000;

/**
 * Milliseconds for which Amazon Inspector goes on looking at an image after its push: its default for new accounts (Inspector user guide,
 * "Configuring the Amazon ECR re-scan duration"). The sandbox has no clusters, whose use of an image would prolong that.
 */
const MONITORED = 14 * 24 * 60 * 60 * 1000;

/** Continuous scanning has ended for an image, or never began because it was too old (user guide, "Troubleshooting image scanning"). */
export function expired({ scanType, scanFrequency }: EffectiveScanning, { pushedAt }: Pick<Image, "pushedAt">, now: number): boolean {
  return scanType === "ENHANCED" && scanFrequency === "CONTINUOUS_SCAN" && now - pushedAt >= MONITORED;
}

export type Result = Required<Pick<ImageScan, "found">> & Pick<ImageScan, "system">;

/** Configurations of container images; whatever else a manifest describes (charts, signatures) has no packages. */
const CONFIGURATIONS: readonly string[] = ["application/vnd.docker.container.image.v1+json", "application/vnd.oci.image.config.v1+json"];

/** Layers of an image that can be scanned, from the base upwards; undefined for an index or an artifact. */
export function layersOf(manifest: Manifest): readonly Digest[] | undefined {
  if (manifest.kind !== "image") return undefined;
  const [configuration, ...layers] = manifest.blobs;
  return CONFIGURATIONS.includes(configuration?.mediaType ?? "") ? layers.map(({ digest }) => digest as Digest) : undefined;
}

export function scannable({ manifest, mediaType }: Pick<Image, "manifest" | "mediaType">): readonly Digest[] | undefined {
  return layersOf(parseManifest(manifest, mediaType));
}

/** Reads an image's layers and looks up what is in them. `image` is a row key; an image that is gone has nothing. */
export async function examine(world: World, blobs: Blobs, image: string): Promise<Result> {
  const row = world.images.get(image);
  const inventory = row && (await inventoryOf(blobs, scannable(row) ?? []));
  return inventory ? { system: `${inventory.system} ${inventory.release}`, found: vulnerabilitiesOf(inventory) } : { found: [] };
}

const ORDER: readonly Severity[] = ["CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL", "UNDEFINED"];

export function severityOf({ id }: FoundVulnerability): Severity {
  return FEED_BY_ID.get(id)?.severity ?? "UNDEFINED";
}

/** The worst first, then by name; a vulnerability counts once for every package that has it. */
export function vulnerabilitiesOf({ system, release, packages }: Inventory): readonly FoundVulnerability[] {
  const found: FoundVulnerability[] = [];
  for (const { name, version, source, arch, layer } of packages) {
    for (const vulnerability of FEED) {
      if (vulnerability.source !== source) continue;
      const key = [`${system} ${release}`, `${system} *`].find((one) => Object.hasOwn(vulnerability.fixed, one));
      if (key === undefined || !affected(vulnerability, key, version)) continue;
      const fixed = vulnerability.fixed[key];
      found.push({ id: vulnerability.id, name, version, arch, layer, ...(fixed === undefined ? {} : { fixed }) });
    }
  }
  const rank = (one: FoundVulnerability) => `${ORDER.indexOf(severityOf(one))} ${one.id} ${one.name}`;
  return found.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

function affected({ fixed, since }: Vulnerability, key: string, version: string): boolean {
  const mended = fixed[key];
  return (mended === undefined || compareVersions(version, mended) < 0) && (since === undefined || compareVersions(version, since) >= 0);
}

/** Notes a scan on an image and plans its end. `image` is a row key. */
export function beginScan(
  tx: Transaction,
  image: string,
  { scanType: type, scanFrequency: frequency }: Pick<EffectiveScanning, "scanType" | "scanFrequency">,
  now: number,
): void {
  tx.update("images", image, { scan: { type, frequency, startedAt: now } });
  schedule(tx, now + SCANNING, { kind: "scan", image });
}

/** How often each severity occurs; those that do not are left out. */
export function severityCounts(severities: readonly Severity[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    ORDER.map((severity) => [severity, severities.filter((one) => one === severity).length] as const).filter(([, count]) => count > 0),
  );
}
