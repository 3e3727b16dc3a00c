/** GetSessionToken and GetFederationToken: temporary credentials of the user who asks. */
import { issue } from "../credentials.ts";
import { notAuthorized, stsError } from "../errors.ts";
import { decided, type SignedScope, signedOperation } from "../operation.ts";
import { packedSize, policiesGiven, tagsGiven } from "../session-limits.ts";

/** Twelve hours, in seconds; the account's root user gets one at most. */
const DEFAULT = 43_200;
const ROOT_AT_MOST = 3600;

function durationOf({ caller }: SignedScope, asked: number | undefined): number {
  const duration = asked ?? DEFAULT;
  return caller.kind === "root" ? Math.min(duration, ROOT_AT_MOST) : duration;
}

function checkLongTerm({ caller }: SignedScope, operation: string): void {
  if (caller.session !== undefined || caller.kind === "role") {
    throw stsError("AccessDenied", `Cannot call ${operation} with session credentials`);
  }
}

export const getSessionToken = signedOperation("GetSessionToken", (input, scope) => {
  checkLongTerm(scope, "GetSessionToken");
  if (input.SerialNumber !== undefined) {
    throw stsError("AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
  }
  const { caller, context } = scope;
  decided(scope, { caller, action: "sts:GetSessionToken", resource: "*", target: { kind: "none", account: caller.account } });
  const name = context.store.world.principals.get(caller.principal)?.name ?? caller.account;
  return { Credentials: issue(scope, caller.principal, durationOf(scope, input.DurationSeconds), { name, kind: "user" }) };
});

export const getFederationToken = signedOperation("GetFederationToken", (input, scope) => {
  checkLongTerm(scope, "GetFederationToken");
  const { caller, context } = scope;
  const resource = `arn:aws:sts::${caller.account}:federated-user/${input.Name}`;
  const tags = tagsGiven(input.Tags);
  const more = {
    ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    ...(input.Tags?.length ? { "aws:TagKeys": Object.keys(tags) } : {}),
  };
  for (const action of ["sts:GetFederationToken", ...(input.Tags?.length ? ["sts:TagSession"] : [])]) {
    const decision = decided(scope, { caller, action, resource, target: { kind: "none", account: caller.account }, more });
    if (decision.verdict === "deny") throw notAuthorized(caller, action, resource, decision);
  }
  const policies = policiesGiven(context.store.world, caller.account, input);
  const packed = packedSize(input);
  const Credentials = issue(scope, caller.principal, durationOf(scope, input.DurationSeconds), {
    name: input.Name,
    kind: "federated",
    ...(policies.length > 0 ? { policies } : {}),
    ...(Object.keys(tags).length > 0 ? { tags } : {}),
  });
  return { Credentials, FederatedUser: { FederatedUserId: `${caller.account}:${input.Name}`, Arn: resource }, ...packed };
});
