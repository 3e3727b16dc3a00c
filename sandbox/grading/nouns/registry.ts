/** `registry: private`: the registry that every account has in every Region, without anybody making it. */

import { registryKey, repositoryKey } from "../../world/keys.ts";
import { range } from "../../world/world.ts";
import { registryOf } from "../context.ts";
import type { Noun } from "../noun.ts";

export const registry: Noun = {
  name: "registry",
  words: ["The registry", "The registries"],
  properties: ["registryId", "region", "host", "settings", "repositoryCount", "replication", "signing", "pullTimeExclusions"],
  called: (name) => `(${name})`,
  async find(name, context, where) {
    if (name !== "private") return [];
    const id = registryOf(context, where);
    const { world, addresses } = context.evidence;
    const { replication = [], signing, pullTimeExclusions = {} } = world.registries.get(registryKey(id)) ?? {};
    return [
      {
        name,
        label: "the private registry",
        has: {
          registryId: id.account,
          region: id.region,
          host: addresses.registryHost(id.account, id.region),
          settings: world.accounts.get(id.account)?.settings ?? {},
          replication: { rules: replication },
          signing: signing && { rules: signing },
          pullTimeExclusions: Object.keys(pullTimeExclusions).sort(),
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
