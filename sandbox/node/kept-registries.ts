/** The registries of a data folder in the order of their ports, so that an address that was given out means the same after a restart. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RegistryId } from "../world/keys.ts";

export interface KeptRegistries {
  readonly registries: readonly RegistryId[];
  keep(registries: readonly RegistryId[]): void;
}

export function keptRegistries(folder: string): KeptRegistries {
  const path = join(folder, "registries.json");
  return {
    registries: read(path),
    keep(registries) {
      const rows = registries.map(({ account, region }) => ({ account, region }));
      writeFileSync(`${path}.new`, `${JSON.stringify(rows)}\n`);
      renameSync(`${path}.new`, path);
    },
  };
}

/** Nothing but port numbers hangs on this file: one that is missing or spoilt counts as empty. */
function read(path: string): RegistryId[] {
  try {
    const rows = JSON.parse(readFileSync(path, "utf8")) as unknown;
    return Array.isArray(rows) ? rows.filter(isRegistryId) : [];
  } catch {
    return [];
  }
}

function isRegistryId(row: unknown): row is RegistryId {
  const { account, region } = (row ?? {}) as Partial<Record<string, unknown>>;
  return typeof account === "string" && /^[0-9]{12}$/.test(account) && typeof region === "string";
}
