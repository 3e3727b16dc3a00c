/** PutSigningConfiguration (API_PutSigningConfiguration): takes the place of the rules before it; what is pushed from now on is signed. */
import { registryKey } from "../../../world/keys.ts";
import { operation } from "../../operation.ts";

export const putSigningConfiguration = operation("PutSigningConfiguration", ({ signingConfiguration }, { tx, registry, refuse }) => {
  // "Signing profiles must be in the same region as your Amazon ECR registry."
  const away = signingConfiguration.rules.findIndex(({ signingProfileArn }) => signingProfileArn.split(":")[3] !== registry.region);
  if (away >= 0) {
    const parameter = `signingConfiguration.rules.${away + 1}.member.signingProfileArn`;
    throw refuse("InvalidParameterException", { parameter, constraint: "Signing profile must be in the Region of the registry" }); // (unverified)
  }
  const key = registryKey(registry);
  const before = tx.get("registries", key) ?? { account: registry.account, region: registry.region };
  tx.set("registries", key, { ...before, signing: signingConfiguration.rules });
  return { signingConfiguration };
});
