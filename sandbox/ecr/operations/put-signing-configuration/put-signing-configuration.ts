/** PutSigningConfiguration (API_PutSigningConfiguration): takes the place of the rules before it; what is pushed from now on is signed. */
import { registryKey } from "../../../world/keys.ts";
import { operation } from "../../operation.ts";

export const putSigningConfiguration = operation("PutSigningConfiguration", ({ signingConfiguration }, { tx, registry }) => {
  const key = registryKey(registry);
  const before = tx.get("registries", key) ?? { account: registry.account, region: registry.region };
  tx.set("registries", key, { ...before, signing: signingConfiguration.rules });
  return { signingConfiguration };
});
