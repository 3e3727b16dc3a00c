/** `registry: private`: the registry that every account has in every Region, without anybody making it. */

import { prefixKey, registryKey, repositoryKey } from "../../world/keys.ts";
import { range } from "../../world/world.ts";
import { registryOf } from "../context.ts";
import type { Noun } from "../noun.ts";

export const registry: Noun = {
  name: "registry",
  words: ["The registry", "The registries"],
  properties: [
    ...["registryId", "region", "host", "settings", "repositoryCount", "policy", "scanning", "replication", "signing", "pullTimeExclusions"],
    ...["templates", "cacheRules"],
  ],
  called: (name) => `(${name})`,
  async find(name, context, where) {
    if (name !== "private") return [];
    const id = registryOf(context, where);
    const { world, addresses } = context.evidence;
    const { policy, scanning, replication = [], signing, pullTimeExclusions = {}, settings } = world.registries.get(registryKey(id)) ?? {};
    return [
      {
        name,
        label: "the private registry",
        has: {
          registryId: id.account,
          region: id.region,
          host: addresses.registryHost(id.account, id.region),
          settings: { ...world.accounts.get(id.account)?.settings, ...settings },
          policy,
          scanning: scanning ?? { scanType: "BASIC", rules: [] },
          replication: { rules: replication },
          signing: signing && { rules: signing },
          pullTimeExclusions: Object.keys(pullTimeExclusions).sort(),
          templates: [...range(world, "templates", prefixKey(id, ""))].map(([, { encryption, tags, lifecyclePolicyText, ...row }]) => ({
            ...row,
            encryptionConfiguration: encryption,
          })),
          cacheRules: [...range(world, "cacheRules", prefixKey(id, ""))].map(([, { prefix, upstream, url, ...row }]) => ({
            ...row,
            ecrRepositoryPrefix: prefix,
            upstreamRegistry: upstream,
            upstreamRegistryUrl: url,
          })),
          get repositoryCount() {
            return [...range(world, "repositories", repositoryKey(id, ""))].length;
          },
        },
      },
    ];
  },
  beside: (name, context, where) => registry.find(name, context, where),
  async missing() {
    return "no such registry";
  },
};
