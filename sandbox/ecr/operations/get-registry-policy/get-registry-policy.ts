/** GetRegistryPolicy (API_GetRegistryPolicy): the text comes back as the service writes it. */

import { prettyPolicy } from "../../../iam/policy-text.ts";
import { registryKey } from "../../../world/keys.ts";
import { operation } from "../../operation.ts";

export const getRegistryPolicy = operation("GetRegistryPolicy", (_, { tx, registry, refuse }) => {
  const policy = tx.get("registries", registryKey(registry))?.policy;
  if (!policy) throw refuse("RegistryPolicyNotFoundException", registry);
  return { registryId: registry.account, policyText: prettyPolicy(policy) };
});
