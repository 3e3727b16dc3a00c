/** DeleteSigningConfiguration (API_DeleteSigningConfiguration): nothing is signed any more; signatures stay. */
import { registryKey } from "../../../world/keys.ts";
import { operation } from "../../operation.ts";

export const deleteSigningConfiguration = operation("DeleteSigningConfiguration", (_, { tx, registry, refuse }) => {
  const key = registryKey(registry);
  const { signing: rules, ...rest } = tx.get("registries", key) ?? { account: registry.account, region: registry.region };
  if (!rules) throw refuse("SigningConfigurationNotFoundException", registry);
  tx.set("registries", key, rest);
  return { registryId: registry.account, signingConfiguration: { rules } };
});
