/** `registry` of a patch: what a private registry as a whole has. Others are written `ACCOUNT:REGION` inside it. */
import { type RegistryId, registryKey } from "../../world/keys.ts";
import { isPlainObject } from "./merge-patch.ts";
import { documentFrom } from "./policies.ts";
import type { Site } from "./principals.ts";

export function applyRegistries(site: Site, registry: unknown): void {
  if (!isPlainObject(registry)) return;
  applyRegistry(site, site.home, registry);
  for (const [key, spec] of Object.entries(registry)) {
    const [account = "", region] = key.split(":");
    if (region !== undefined && isPlainObject(spec)) applyRegistry(site, { account, region }, spec);
  }
}

function applyRegistry({ tx }: Site, id: RegistryId, { policy }: Readonly<Record<string, unknown>>): void {
  if (policy === undefined) return;
  const key = registryKey(id);
  const { policy: _, ...rest } = tx.get("registries", key) ?? { account: id.account, region: id.region };
  tx.set("registries", key, { ...rest, ...(policy === null ? {} : { policy: documentFrom(policy, "registry.policy") }) });
}
