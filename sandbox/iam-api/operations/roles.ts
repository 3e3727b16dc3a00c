/** Roles, their trust policies, and the service-linked ones of ECR. */

import { acceptTrustPolicy } from "../../iam/document/accept.ts";
import { renameInPolicies } from "../../iam/named-principals.ts";
import { principalKey } from "../../world/keys.ts";
import type { PolicyDocument, Principal } from "../../world/tables.ts";
import type { World } from "../../world/world.ts";
import { aboutNamed, aboutPath, tagsOfRequest } from "../asks.ts";
import { boundaryAsked, boundaryGiven } from "../boundary-entry.ts";
import { deleteConflict, iamError, taken } from "../errors.ts";
import { arnOf, nameTaken, principalsOf, roleNamed } from "../find.ts";
import { operation, silent } from "../operation.ts";
import { page } from "../paging.ts";
import { fullRole, listedRole } from "../render.ts";
import { withTags } from "../tags.ts";
import { endSessions } from "./users.ts";

const LINKED = "/aws-service-role/";

export function trustGiven(world: World, text: string): PolicyDocument {
  const accepted = acceptTrustPolicy(world, text);
  if (accepted.kind === "refused") throw iamError(accepted.code, accepted.message);
  return accepted.document;
}

/** Roles that belong to a service are not the customer's to change. */
export function checkUnlinked({ path = "/", name }: Principal): void {
  if (!path.startsWith(LINKED)) return;
  throw iamError("UnmodifiableEntity", `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`);
}

const createRole = operation(
  "CreateRole",
  ({ RoleName, Path, Tags, PermissionsBoundary }, { account }) => {
    const resource = arnOf(account, "role", RoleName, Path);
    const more = { ...tagsOfRequest(Tags), ...boundaryAsked(PermissionsBoundary) };
    return [{ resource, more }, ...(Tags?.length ? [{ resource, action: "iam:TagRole", more: tagsOfRequest(Tags) }] : [])];
  },
  (input, { tx, account, now, ids }) => {
    const { RoleName, Path = "/", AssumeRolePolicyDocument, Description, MaxSessionDuration, PermissionsBoundary, Tags } = input;
    if (nameTaken(principalsOf(tx.world, account, "role"), RoleName)) throw taken("role", RoleName);
    if (Path.startsWith(LINKED)) {
      throw iamError("ValidationError", "The specified value for path is invalid. It is reserved for service linked roles."); // (unverified)
    }
    const row: Principal = {
      account,
      kind: "role",
      name: RoleName,
      id: `AROA${ids.base32(17)}`,
      arn: arnOf(account, "role", RoleName, Path),
      ...(Path === "/" ? {} : { path: Path }),
      ...(Description === undefined || Description === "" ? {} : { description: Description }),
      ...(MaxSessionDuration === undefined ? {} : { maxSessionDuration: MaxSessionDuration }),
      trust: trustGiven(tx.world, AssumeRolePolicyDocument),
      managed: [],
      policies: {},
      ...boundaryGiven(tx.world, PermissionsBoundary),
      tags: withTags({}, Tags),
      createdAt: now,
    };
    tx.set("principals", principalKey(account, "role", RoleName), row);
    // The answer has the length of a session only where it was asked for.
    const { MaxSessionDuration: _, ...shown } = fullRole(tx.world, row);
    return { Role: MaxSessionDuration === undefined ? shown : fullRole(tx.world, row) };
  },
);

const getRole = operation(
  "GetRole",
  ({ RoleName }, where) => aboutNamed(where, "role", RoleName),
  ({ RoleName }, scope) => ({ Role: { ...fullRole(scope.world, roleNamed(scope, RoleName)), RoleLastUsed: {} } }),
);

const listRoles = operation(
  "ListRoles",
  ({ PathPrefix }, where) => aboutPath(where, "role", PathPrefix),
  (input, { world, account }) => {
    const { PathPrefix = "/" } = input;
    const roles = principalsOf(world, account, "role").filter(({ path = "/" }) => path.startsWith(PathPrefix));
    const { entries, rest } = page("roles", roles, input);
    return { Roles: entries.map(listedRole), ...rest };
  },
);

const updateRole = operation(
  "UpdateRole",
  ({ RoleName }, where) => aboutNamed(where, "role", RoleName),
  ({ RoleName, Description, MaxSessionDuration }, scope) => {
    const row = roleNamed(scope, RoleName);
    checkUnlinked(row);
    const { description: _, maxSessionDuration: __, ...others } = row;
    const description = Description ?? row.description;
    scope.tx.set("principals", principalKey(scope.account, "role", RoleName), {
      ...others,
      ...(description ? { description } : {}),
      // A length that is left out goes back to an hour. (unverified)
      ...(MaxSessionDuration === undefined ? {} : { maxSessionDuration: MaxSessionDuration }),
    });
    return {};
  },
);

const updateRoleDescription = operation(
  "UpdateRoleDescription",
  ({ RoleName }, where) => aboutNamed(where, "role", RoleName),
  ({ RoleName, Description }, scope) => {
    checkUnlinked(roleNamed(scope, RoleName));
    const row = scope.tx.update("principals", principalKey(scope.account, "role", RoleName), { description: Description });
    return { Role: fullRole(scope.tx.world, row) };
  },
);

const updateAssumeRolePolicy = silent(
  "UpdateAssumeRolePolicy",
  ({ RoleName }, where) => aboutNamed(where, "role", RoleName),
  ({ RoleName, PolicyDocument: text }, scope) => {
    checkUnlinked(roleNamed(scope, RoleName));
    scope.tx.update("principals", principalKey(scope.account, "role", RoleName), { trust: trustGiven(scope.world, text) });
  },
);

const deleteRole = silent(
  "DeleteRole",
  ({ RoleName }, where) => aboutNamed(where, "role", RoleName),
  ({ RoleName }, scope) => {
    const row = roleNamed(scope, RoleName);
    checkUnlinked(row);
    if (row.managed.length > 0) throw deleteConflict("detach all policies");
    if (Object.keys(row.policies).length > 0) throw deleteConflict("delete policies");
    const key = principalKey(scope.account, "role", RoleName);
    endSessions(scope, key);
    renameInPolicies(scope.tx, row.arn, row.id);
    scope.tx.delete("principals", key);
  },
);

/** ECR's service-linked roles by the service that assumes them (Amazon ECR User Guide, "Using service-linked roles"). */
const OF_SERVICE: Readonly<Record<string, readonly [role: string, policy: string]>> = {
  "replication.ecr.amazonaws.com": ["AWSServiceRoleForECRReplication", "ECRReplicationServiceRolePolicy"],
  "pullthroughcache.ecr.amazonaws.com": ["AWSServiceRoleForECRPullThroughCache", "AWSECRPullThroughCache_ServiceRolePolicy"],
  "ecr.amazonaws.com": ["AWSServiceRoleForECRTemplate", "ECRTemplateServiceRolePolicy"],
};

const createServiceLinkedRole = operation(
  "CreateServiceLinkedRole",
  ({ AWSServiceName }, { account }) => {
    const name = OF_SERVICE[AWSServiceName]?.[0] ?? "*";
    return [{ resource: arnOf(account, "role", name, `${LINKED}${AWSServiceName}/`), more: { "iam:AWSServiceName": AWSServiceName } }];
  },
  ({ AWSServiceName, Description, CustomSuffix }, { tx, account, now, ids }) => {
    const [name, policy] = OF_SERVICE[AWSServiceName] ?? [];
    // (unverified)
    if (name === undefined || policy === undefined) throw iamError("InvalidInput", `Service role name for ${AWSServiceName} is not known.`);
    if (CustomSuffix !== undefined) throw iamError("InvalidInput", `Custom suffix is not allowed for ${AWSServiceName}`);
    if (nameTaken(principalsOf(tx.world, account, "role"), name)) {
      throw iamError("InvalidInput", `Service role name ${name} has been taken in this account, please try a different suffix.`);
    }
    const path = `${LINKED}${AWSServiceName}/`;
    const trusted = { Effect: "Allow", Principal: { Service: [AWSServiceName] }, Action: ["sts:AssumeRole"] };
    const row: Principal = {
      account,
      kind: "role",
      name,
      id: `AROA${ids.base32(17)}`,
      arn: arnOf(account, "role", name, path),
      path,
      ...(Description === undefined ? {} : { description: Description }),
      trust: { Version: "2012-10-17", Statement: [trusted] },
      managed: [policy],
      policies: {},
      tags: {},
      createdAt: now,
    };
    tx.set("principals", principalKey(account, "role", name), row);
    const { MaxSessionDuration: _, ...Role } = fullRole(tx.world, row);
    return { Role };
  },
);

export const ROLES = [createRole, getRole, listRoles, updateRole, updateRoleDescription, updateAssumeRolePolicy, deleteRole, createServiceLinkedRole];
