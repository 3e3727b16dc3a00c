/** AssumeRoleWithWebIdentity: credentials for the bearer of a provider's token. The request carries no signature. */
import type { Caller } from "../../iam/decision.ts";
import { readWebIdentityToken, type WebIdentityClaims } from "../../iam/web-identity/web-identity.ts";
import type { IdentityProvider } from "../../world/tables.ts";
import { issue } from "../credentials.ts";
import { stsError } from "../errors.ts";
import { decided, openOperation, type StsScope } from "../operation.ts";
import { durationOf, roleOf } from "../roles.ts";
import { packedSize, policiesGiven } from "../session-limits.ts";

function claimsOf({ context, now }: StsScope, token: string): WebIdentityClaims {
  const reading = readWebIdentityToken(context.hasher, context.store.meta.sealingKey, token);
  if (reading.kind === "malformed")
    throw stsError("InvalidIdentityToken", "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
  if (reading.kind === "forged") {
    throw stsError(
      "InvalidIdentityToken",
      "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
    );
  }
  const { claims } = reading;
  if (now >= claims.expiresAt) {
    const [current, end] = [Math.floor(now / 1000), Math.floor(claims.expiresAt / 1000)];
    throw stsError("ExpiredTokenException", `Token expired: current date/time ${current} must be before the expiration date/time ${end}`);
  }
  return claims;
}

/** The provider in the role's account that vouches for the token. */
function providerOf({ context }: StsScope, account: string, { issuer, audience }: WebIdentityClaims): IdentityProvider {
  const url = issuer.replace(/^https:\/\//, "").replace(/\/$/, "");
  const provider = context.store.world.identityProviders.get(`arn:aws:iam::${account}:oidc-provider/${url}`);
  if (!provider) throw stsError("InvalidIdentityToken", `No OpenIDConnect provider found in your account for ${issuer}`);
  if (!provider.clientIds.includes(audience)) throw stsError("InvalidIdentityToken", "Incorrect token audience");
  return provider;
}

const DENIED = "Not authorized to perform sts:AssumeRoleWithWebIdentity";

export const assumeRoleWithWebIdentity = openOperation("AssumeRoleWithWebIdentity", (input, scope) => {
  const { RoleArn, RoleSessionName, WebIdentityToken, DurationSeconds } = input;
  const { world } = scope.context.store;
  const role = roleOf(world, RoleArn);
  const claims = claimsOf(scope, WebIdentityToken);
  if (!role) throw stsError("AccessDenied", DENIED);
  const { key, row } = role;
  const provider = providerOf(scope, row.account, claims);
  const caller: Caller = {
    arn: provider.arn,
    account: "",
    kind: "web-identity",
    principalArn: provider.arn,
    userId: claims.subject,
    principal: "",
  };
  Object.assign(scope.report, { account: row.account, principal: provider.arn });
  const more = {
    [`${provider.url}:sub`]: claims.subject,
    [`${provider.url}:aud`]: claims.audience,
    "sts:RoleSessionName": RoleSessionName,
  };
  const decision = decided(scope, { caller, action: "sts:AssumeRoleWithWebIdentity", resource: RoleArn, target: { kind: "role", key }, more });
  if (decision.verdict === "deny") throw stsError("AccessDenied", DENIED);
  const duration = durationOf(row, DurationSeconds, false);
  const policies = policiesGiven(world, row.account, input);
  const packed = packedSize(input);
  const Credentials = issue(scope, key, duration, {
    name: RoleSessionName,
    kind: "role",
    provider: provider.url,
    ...(policies.length > 0 ? { policies } : {}),
  });
  return {
    Credentials,
    SubjectFromWebIdentityToken: claims.subject,
    AssumedRoleUser: {
      AssumedRoleId: `${row.id}:${RoleSessionName}`,
      Arn: `arn:aws:sts::${row.account}:assumed-role/${row.name}/${RoleSessionName}`,
    },
    ...packed,
    Provider: provider.arn,
    Audience: claims.audience,
  };
});
