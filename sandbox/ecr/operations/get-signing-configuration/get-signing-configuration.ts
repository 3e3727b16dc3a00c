/** GetSigningConfiguration (API_GetSigningConfiguration). */
import { registryKey } from "../../../world/keys.ts";
import { operation } from "../../operation.ts";

export const getSigningConfiguration = operation("GetSigningConfiguration", (_, { tx, registry, refuse }) => {
  const rules = tx.get("registries", registryKey(registry))?.signing;
  if (!rules) throw refuse("SigningConfigurationNotFoundException", registry);
  return { registryId: registry.account, signingConfiguration: { rules } };
});
