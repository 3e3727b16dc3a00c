/**
 * Account settings: their names, values and defaults (API_PutAccountSetting). Like everything that a registry is set to they belong to one
 * Region (user guide, "Private registry settings").
 */
import { type RegistryId, registryKey } from "../../world/keys.ts";
import type { World } from "../../world/world.ts";

interface Setting {
  readonly values: readonly string[];
  readonly byDefault: string;
}

const SETTINGS: Readonly<Record<string, Setting>> = {
  BASIC_SCAN_TYPE_VERSION: { values: ["AWS_NATIVE"], byDefault: "AWS_NATIVE" },
  BLOB_MOUNTING: { values: ["ENABLED", "DISABLED"], byDefault: "DISABLED" },
  REGISTRY_POLICY_SCOPE: { values: ["V2"], byDefault: "V2" },
};

export function settingOf(name: string): Setting | undefined {
  return Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined;
}

/** The value that was put, or that the account came with. */
export function settingPut({ registries, accounts }: Pick<World, "registries" | "accounts">, registry: RegistryId, name: string): string | undefined {
  return registries.get(registryKey(registry))?.settings?.[name] ?? accounts.get(registry.account)?.settings[name];
}

/** What is wrong with a name that is no setting, as details of an InvalidParameterException. */
export function unknownSetting(): { parameter: string; constraint: string } {
  return { parameter: "name", constraint: `Member must satisfy enum value set: [${Object.keys(SETTINGS).join(", ")}]` }; // (unverified)
}
