/** PutRegistryScanningConfiguration (API_PutRegistryScanningConfiguration): type and rules, in place of those before. */
import { type RegistryId, registryKey } from "../../../world/keys.ts";
import type { ScanningConfiguration } from "../../../world/tables.ts";
import type { Transaction } from "../../../world/world.ts";
import { type FrequencyChange, tellScanFrequencies } from "../../events/events.ts";
import type { Input } from "../../model/index.ts";
import { operation } from "../../operation.ts";
import { effectiveScanning, scanningOf } from "../../scanning/configuration.ts";
import { beginScan, expired, scannable } from "../../scanning/scan.ts";

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

/** Continuous scanning takes up the images that are there already. */
function scanAll(tx: Transaction, registry: RegistryId, scanning: ScanningConfiguration, now: number): void {
  for (const [key, repository] of tx.range("repositories", `${registryKey(registry)}/`)) {
    const effective = effectiveScanning(scanning, repository);
    if (effective.scanFrequency !== "CONTINUOUS_SCAN") continue;
    for (const [image, row] of [...tx.range("images", `${key} `)]) {
      const active = (row.status ?? "ACTIVE") === "ACTIVE" && !expired(effective, row, now);
      if (active && row.scan?.frequency !== "CONTINUOUS_SCAN" && scannable(row)) beginScan(tx, image, effective, now);
    }
  }
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

export const putRegistryScanningConfiguration = operation("PutRegistryScanningConfiguration", (input, { tx, registry, hasher, now, refuse }) => {
  const scanning = wanted(input);
  const constraint = problem(scanning);
  if (constraint !== undefined) throw refuse("InvalidParameterException", { parameter: "rules", constraint });
  const key = registryKey(registry);
  const changes = scanning.scanType === "ENHANCED" ? changesBy(tx, registry, scanning) : [];
  tx.set("registries", key, { ...(tx.get("registries", key) ?? { account: registry.account, region: registry.region }), scanning });
  scanAll(tx, registry, scanning, now);
  tellScanFrequencies({ tx, hasher, now }, registry, changes);
  return { registryScanningConfiguration: scanning };
});
