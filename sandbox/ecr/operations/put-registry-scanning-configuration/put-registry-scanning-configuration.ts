/** PutRegistryScanningConfiguration (API_PutRegistryScanningConfiguration): type and rules, in place of those before. */
import type { Blobs } from "../../../world/blobs.ts";
import { type RegistryId, registryKey, repositoryOf } from "../../../world/keys.ts";
import type { ScanningConfiguration } from "../../../world/tables.ts";
import { range, type Transaction, type World } from "../../../world/world.ts";
import { type FrequencyChange, tellScanFrequencies } from "../../events/events.ts";
import type { Input } from "../../model/index.ts";
import { operation } from "../../operation.ts";
import { effectiveScanning, scanningOf } from "../../scanning/configuration.ts";
import { beginScan, examine, expired, type Result, scannable } from "../../scanning/scan.ts";

function wanted(input: Input<"PutRegistryScanningConfiguration">): ScanningConfiguration {
  return { scanType: input.scanType ?? "BASIC", rules: input.rules ?? [] };
}

/** What is wrong with rules, as details of an InvalidParameterException. (unverified) */
function problem({ scanType, rules }: ScanningConfiguration): string | undefined {
  const frequencies = rules.map(({ scanFrequency }) => scanFrequency);
  if (new Set(frequencies).size < frequencies.length) return "Only one rule is allowed for each scan frequency";
  const allowed = scanType === "BASIC" ? ["SCAN_ON_PUSH", "MANUAL"] : ["SCAN_ON_PUSH", "CONTINUOUS_SCAN"];
  return frequencies.every((frequency) => allowed.includes(frequency))
    ? undefined
    : `Scan frequency for scan type ${scanType} must satisfy enum value set: [${allowed.join(", ")}]`;
}

/** What continuous scanning will find in the images that are there already, by row key. */
async function examineAll(
  world: World,
  blobs: Blobs,
  registry: RegistryId,
  configuration: ScanningConfiguration,
): Promise<ReadonlyMap<string, Result>> {
  const results = new Map<string, Result>();
  if (configuration.scanType === "BASIC") return results;
  for (const [key, repository] of range(world, "repositories", `${registryKey(registry)}/`)) {
    if (effectiveScanning(configuration, repository).scanFrequency !== "CONTINUOUS_SCAN") continue;
    for (const [image, row] of range(world, "images", `${key} `)) {
      const layers = scannable(row);
      if (layers) results.set(image, await examine(blobs, layers));
    }
  }
  return results;
}

/** The repositories that will be scanned at other times than so far. */
function changesBy(tx: Transaction, registry: RegistryId, next: ScanningConfiguration): readonly FrequencyChange[] {
  const before = scanningOf(tx, registry);
  return [...tx.range("repositories", `${registryKey(registry)}/`)]
    .map(([, row]) => ({
      name: row.name,
      now: effectiveScanning(next, row).scanFrequency,
      before: effectiveScanning(before, row).scanFrequency,
    }))
    .filter((change) => change.now !== change.before);
}

export const putRegistryScanningConfiguration = operation("PutRegistryScanningConfiguration", {
  oneAtATime: () => "registry scanning",
  async prepare(input, { world, blobs, registry }) {
    const scanning = wanted(input);
    const constraint = problem(scanning);
    const results = constraint === undefined ? await examineAll(world, blobs, registry, scanning) : new Map<string, Result>();
    return (_, { tx, hasher, now, refuse }) => {
      if (constraint !== undefined) throw refuse("InvalidParameterException", { parameter: "rules", constraint });
      const key = registryKey(registry);
      const changes = scanning.scanType === "ENHANCED" ? changesBy(tx, registry, scanning) : [];
      tx.set("registries", key, { ...(tx.get("registries", key) ?? { account: registry.account, region: registry.region }), scanning });
      for (const [image, result] of results) {
        const [row, repository] = [tx.get("images", image), tx.get("repositories", repositoryOf(image))];
        if (!row || !repository || row.scan?.frequency === "CONTINUOUS_SCAN") continue;
        const effective = effectiveScanning(scanning, repository);
        if ((row.status ?? "ACTIVE") === "ACTIVE" && !expired(effective, row, now)) beginScan(tx, image, effective, result, now);
      }
      tellScanFrequencies({ tx, hasher, now }, registry, changes);
      return { registryScanningConfiguration: scanning };
    };
  },
});
