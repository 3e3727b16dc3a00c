/** DeleteRegistryPolicy (API_DeleteRegistryPolicy): gives the text that was removed. */

import { prettyPolicy } from "../../../iam/policy-text.ts";
import { registryKey } from "../../../world/keys.ts";
import type { Registry } from "../../../world/tables.ts";
import { operation } from "../../operation.ts";

export const deleteRegistryPolicy = operation("DeleteRegistryPolicy", (_, { tx, registry, refuse }) => {
  const key = registryKey(registry);
  const { policy, ...row }: Registry = tx.get("registries", key) ?? registry;
  if (!policy) throw refuse("RegistryPolicyNotFoundException", registry);
  tx.set("registries", key, row);
  return { registryId: registry.account, policyText: prettyPolicy(policy) };
});
