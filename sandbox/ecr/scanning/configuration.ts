/**
 * Which scanning applies to a repository: the registry's rules, and under BASIC the repository's own switch (user guide, "Scan images for
 * software vulnerabilities", "Filters to choose which repositories are scanned").
 */
import { matchesWildcard } from "../../iam/matching/wildcard.ts";
import { registryKey } from "../../world/keys.ts";
import type { Repository, ScanningConfiguration, ScanningRule } from "../../world/tables.ts";
import type { Transaction } from "../../world/world.ts";

const BY_DEFAULT: ScanningConfiguration = { scanType: "BASIC", rules: [] };

export function scanningOf(tx: Pick<Transaction, "get">, registry: { readonly account: string; readonly region: string }): ScanningConfiguration {
  return tx.get("registries", registryKey(registry))?.scanning ?? BY_DEFAULT;
}

export interface EffectiveScanning {
  readonly scanType: ScanningConfiguration["scanType"];
  readonly scanFrequency: ScanningRule["scanFrequency"];
  readonly appliedScanFilters: ScanningRule["repositoryFilters"];
}

/** Without a star a filter names a part of the name, with one the whole of it. */
export function filterMatches(filter: string, name: string): boolean {
  return filter.includes("*") ? matchesWildcard(filter, name) : name.includes(filter);
}

/** When a continuous and an on-push filter match, continuous scanning wins. */
export function effectiveScanning(
  { scanType, rules }: ScanningConfiguration,
  { name, scanOnPush }: Pick<Repository, "name" | "scanOnPush">,
): EffectiveScanning {
  for (const scanFrequency of ["CONTINUOUS_SCAN", "SCAN_ON_PUSH"] as const) {
    const filters = rules.filter((rule) => rule.scanFrequency === scanFrequency).flatMap((rule) => rule.repositoryFilters);
    const applied = filters.filter(({ filter }) => filterMatches(filter, name));
    if (applied.length > 0) return { scanType, scanFrequency, appliedScanFilters: applied };
  }
  return { scanType, scanFrequency: scanType === "BASIC" && scanOnPush ? "SCAN_ON_PUSH" : "MANUAL", appliedScanFilters: [] };
}
