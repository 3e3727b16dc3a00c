/** PutRegistryPolicy (API_PutRegistryPolicy): one policy for every ECR action in the registry (scope V2). */
import { acceptRegistryPolicy } from "../../../iam/document/accept.ts";
import { prettyPolicy } from "../../../iam/policy-text.ts";
import { registryKey } from "../../../world/keys.ts";
import { operation } from "../../operation.ts";

export const putRegistryPolicy = operation("PutRegistryPolicy", ({ policyText }, { tx, registry, refuse }) => {
  const reading = acceptRegistryPolicy(tx.world, policyText);
  if (reading.kind === "refused") throw refuse("InvalidParameterException", { parameter: "PolicyText", constraint: reading.constraint });
  const key = registryKey(registry);
  tx.set("registries", key, { ...(tx.get("registries", key) ?? registry), policy: reading.document });
  return { registryId: registry.account, policyText: prettyPolicy(reading.document) };
});
