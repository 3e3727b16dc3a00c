/**
 * Quotas of a private registry (user guide, "Amazon ECR service quotas"; per account and Region). A world may set others, to be met in a
 * lesson. Lengths of texts and lists, 50 lifecycle rules and 10 rules of replication among them, are constraints of the model instead.
 */
import { type RegistryId, registryKey } from "../../world/keys.ts";
import type { Rows } from "../../world/tables.ts";
import type { Transaction } from "../../world/world.ts";

const MIB = 1024 * 1024;

export const QUOTAS = {
  repositories: 100_000,
  /** Those that are archived do not count; signatures and other referrers do. */
  imagesPerRepository: 100_000,
  tagsPerImage: 1_000,
  layerParts: 4_200,
  /** Bytes. */
  layerSize: 52_000 * MIB,
  cacheRules: 50,
  /** (unverified: the figure is that of pull-through cache rules) */
  templates: 50,
  pullTimeExclusions: 100,
  /** Replication backfills that run at once. */
  backfills: 10,
} as const;

export type QuotaName = keyof typeof QUOTAS;

export function isQuota(name: string): name is QuotaName {
  return Object.hasOwn(QUOTAS, name);
}

/** Every part of a layer but the last has at least this many bytes; judged when its upload is completed. */
export const SMALLEST_PART = 5 * MIB;

/** How many there may be of something in a registry. */
export function quotaOf(tx: Pick<Transaction, "get">, registry: RegistryId, name: QuotaName): number {
  return tx.get("registries", registryKey(registry))?.quotas?.[name] ?? QUOTAS[name];
}

export function atMost(what: string, most: number): string {
  return `already has the maximum allowed number of ${what} which is '${most}'`;
}

/**
 * Whether a table has `most` rows below a prefix that count. The table's whole size is looked at first, so nothing is counted until the
 * quota is near.
 */
export function isFull<T extends keyof Rows>(
  tx: Transaction,
  { table, prefix, most, counts = () => true }: { table: T; prefix: string; most: number; counts?: (row: Rows[T]) => boolean },
): boolean {
  if (tx.world[table].size < most) return false;
  let count = 0;
  for (const [, row] of tx.range(table, prefix)) if (counts(row) && ++count >= most) return true;
  return count >= most;
}
