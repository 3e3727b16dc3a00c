/** GetAuthorizationToken (API_GetAuthorizationToken): one credential for 12 hours, its scope unchanged by `registryIds`. Nothing is stored. */
import { sealingKeyOf, seconds } from "../../common/lookup.ts";
import { operation } from "../../operation.ts";
import { issueToken, TOKEN_LIFE } from "../../token/token.ts";

export const getAuthorizationToken = operation("GetAuthorizationToken", (input, { tx, now, caller, registry, addresses, hasher }) => {
  const authorizationToken = issueToken(hasher, sealingKeyOf(tx), { caller, region: registry.region, issuedAt: now });
  const registries = input.registryIds ?? [registry.account];
  return {
    authorizationData: registries.map((account) => ({
      authorizationToken,
      expiresAt: seconds(now + TOKEN_LIFE),
      proxyEndpoint: `${addresses.scheme}://${addresses.registryHost(account, registry.region)}`,
    })),
  };
});
