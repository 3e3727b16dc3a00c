/** AssumeRole: temporary credentials of a role whose trust policy lets the caller in. */
import type { Context } from "../../iam/decision.ts";
import { issue } from "../credentials.ts";
import { notAuthorized, stsError } from "../errors.ts";
import type { Input } from "../model/index.ts";
import { decided, type SignedScope, signedOperation } from "../operation.ts";
import { durationOf, type FoundRole, roleOf } from "../roles.ts";
import { packedSize, policiesGiven, tagsGiven } from "../session-limits.ts";

function contextOf({ RoleSessionName, ExternalId, SourceIdentity, Tags = [], TransitiveTagKeys = [] }: Input<"AssumeRole">): Context {
  return {
    "sts:RoleSessionName": RoleSessionName,
    ...(ExternalId === undefined ? {} : { "sts:ExternalId": ExternalId }),
    ...(SourceIdentity === undefined ? {} : { "sts:SourceIdentity": SourceIdentity }),
    ...Object.fromEntries(Tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])),
    ...(Tags.length > 0 ? { "aws:TagKeys": Tags.map(({ Key }) => Key) } : {}),
    ...(TransitiveTagKeys.length > 0 ? { "sts:TransitiveTagKeys": [...TransitiveTagKeys] } : {}),
  };
}

/** Everything that the request does to the role: assume it, tag the session, name its source. */
function actionsOf({ Tags, SourceIdentity }: Input<"AssumeRole">): string[] {
  return ["sts:AssumeRole", ...(Tags?.length ? ["sts:TagSession"] : []), ...(SourceIdentity === undefined ? [] : ["sts:SetSourceIdentity"])];
}

function checkPermission(input: Input<"AssumeRole">, scope: SignedScope, role: FoundRole | undefined): FoundRole {
  const { caller } = scope;
  const resource = input.RoleArn;
  if (!role) throw notAuthorized(caller, "sts:AssumeRole", resource);
  const more = contextOf(input);
  // What is noted is the decision about the role; the others only when they refuse.
  for (const action of actionsOf(input).reverse()) {
    const decision = decided(scope, { caller, action, resource, target: { kind: "role", key: role.key }, more });
    if (decision.verdict === "deny") throw notAuthorized(caller, action, resource, decision);
  }
  return role;
}

export const assumeRole = signedOperation("AssumeRole", (input, scope) => {
  const { caller, context } = scope;
  const { world } = context.store;
  if (caller.kind === "root") throw stsError("AccessDenied", "Roles may not be assumed by root accounts.");
  // Nobody has a device here.
  if (input.SerialNumber !== undefined) {
    throw stsError("AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
  }
  const { key, row } = checkPermission(input, scope, roleOf(world, input.RoleArn));
  const duration = durationOf(row, input.DurationSeconds, caller.kind === "role");
  const policies = policiesGiven(world, row.account, input);
  const tags = tagsGiven(input.Tags);
  const packed = packedSize(input);
  const Credentials = issue(scope, key, duration, {
    name: input.RoleSessionName,
    kind: "role",
    ...(policies.length > 0 ? { policies } : {}),
    ...(Object.keys(tags).length > 0 ? { tags } : {}),
  });
  return {
    Credentials,
    AssumedRoleUser: {
      AssumedRoleId: `${row.id}:${input.RoleSessionName}`,
      Arn: `arn:aws:sts::${row.account}:assumed-role/${row.name}/${input.RoleSessionName}`,
    },
    ...packed,
    ...(input.SourceIdentity === undefined ? {} : { SourceIdentity: input.SourceIdentity }),
  };
});
