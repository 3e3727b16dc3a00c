/** Managed policies: the customer's own with their versions, and those of AWS. */
import { acceptIdentityPolicy } from "../../iam/document/accept.ts";
import type { ManagedPolicy, PolicyDocument } from "../../world/tables.ts";
import { aboutPolicy, tagsOfRequest } from "../asks.ts";
import { awsManagedNames } from "../aws-managed.ts";
import { iamError, noSuchPolicy } from "../errors.ts";
import { arnOf, checkPolicyArn, entryOf, policiesOf, usageOf } from "../find.ts";
import { operation, silent, type Where } from "../operation.ts";
import { page } from "../paging.ts";
import { awsPolicy, fullPolicy, listedPolicy } from "../render.ts";
import { withTags } from "../tags.ts";

export function identityGiven(text: string): PolicyDocument {
  const accepted = acceptIdentityPolicy(text, { kind: "managed" });
  if (accepted.kind === "refused") throw iamError(accepted.code, accepted.message);
  return accepted.document;
}

/** A customer's policy in the caller's account; those of AWS cannot be changed. */
export function ownPolicy({ world, account, caller }: Where, arn: string, action: string): ManagedPolicy {
  checkPolicyArn(arn);
  if (arn.startsWith("arn:aws:iam::aws:")) {
    // (unverified)
    throw iamError("AccessDenied", `User: ${caller.arn} is not authorized to perform: ${action} on resource: policy ${arn}`);
  }
  const row = world.managedPolicies.get(arn);
  if (row?.account !== account) throw noSuchPolicy(arn);
  return row;
}

const createPolicy = operation(
  "CreatePolicy",
  ({ PolicyName, Path, Tags }, { account }) => {
    const resource = arnOf(account, "policy", PolicyName, Path);
    const shown = `policy ${PolicyName}`;
    const more = tagsOfRequest(Tags);
    return [{ resource, shown, more }, ...(Tags?.length ? [{ resource, action: "iam:TagPolicy", more }] : [])];
  },
  ({ PolicyName, Path = "/", PolicyDocument: text, Description, Tags }, { tx, account, now, ids }) => {
    const taken = policiesOf(tx.world, account).some(({ name }) => name.toLowerCase() === PolicyName.toLowerCase());
    if (taken) throw iamError("EntityAlreadyExists", `A policy called ${PolicyName} already exists. Duplicate names are not allowed.`);
    const row: ManagedPolicy = {
      account,
      name: PolicyName,
      path: Path,
      id: `ANPA${ids.base32(17)}`,
      arn: arnOf(account, "policy", PolicyName, Path),
      ...(Description === undefined ? {} : { description: Description }),
      versions: [{ id: "v1", document: identityGiven(text), createdAt: now }],
      defaultVersion: "v1",
      lastVersion: 1,
      tags: withTags({}, Tags),
      createdAt: now,
      updatedAt: now,
    };
    tx.set("managedPolicies", row.arn, row);
    const { Tags: shown, Description: _, ...policy } = fullPolicy(tx.world, account, row);
    return { Policy: { ...policy, ...(shown?.length ? { Tags: shown } : {}) } };
  },
);

const getPolicy = operation(
  "GetPolicy",
  ({ PolicyArn }, where) => aboutPolicy(where, PolicyArn),
  ({ PolicyArn }, { world, account }) => {
    checkPolicyArn(PolicyArn);
    const row = world.managedPolicies.get(PolicyArn);
    if (row?.account === account) return { Policy: fullPolicy(world, account, row) };
    const name = PolicyArn.startsWith("arn:aws:iam::aws:") ? entryOf(world, PolicyArn) : undefined;
    if (name === undefined) throw noSuchPolicy(PolicyArn);
    return { Policy: awsPolicy(world, account, name, true) };
  },
);

const listPolicies = operation(
  "ListPolicies",
  ({ PathPrefix = "/" }) => [{ resource: "*", shown: `policy path ${PathPrefix}` }],
  (input, { world, account }) => {
    const { Scope = "All", OnlyAttached = false, PathPrefix = "/", PolicyUsageFilter } = input;
    const own = Scope === "AWS" ? [] : policiesOf(world, account).map((row) => listedPolicy(world, account, row));
    const ofAws = Scope === "Local" ? [] : awsManagedNames().map((name) => awsPolicy(world, account, name, false));
    const wanted = [...own, ...ofAws].filter(({ Path = "/", AttachmentCount = 0, PermissionsBoundaryUsageCount = 0 }) => {
      const count = PolicyUsageFilter === "PermissionsBoundary" ? PermissionsBoundaryUsageCount : AttachmentCount;
      if (PolicyUsageFilter !== undefined && count === 0) return false;
      return Path.startsWith(PathPrefix) && (!OnlyAttached || AttachmentCount > 0);
    });
    const { entries, rest } = page("policies", wanted, input);
    return { Policies: entries, ...rest };
  },
);

const deletePolicy = silent(
  "DeletePolicy",
  ({ PolicyArn }, where) => aboutPolicy(where, PolicyArn),
  ({ PolicyArn }, scope) => {
    const row = ownPolicy(scope, PolicyArn, "iam:DeletePolicy");
    const { attachments, boundaries } = usageOf(scope.world, scope.account, PolicyArn);
    if (attachments + boundaries > 0) throw iamError("DeleteConflict", "Cannot delete a policy attached to entities.");
    if (row.versions.length > 1) {
      throw iamError(
        "DeleteConflict",
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      );
    }
    scope.tx.delete("managedPolicies", PolicyArn);
  },
);

/** Holders of a policy, in the manner of ListEntitiesForPolicy. */
const listEntitiesForPolicy = operation(
  "ListEntitiesForPolicy",
  ({ PolicyArn }, where) => aboutPolicy(where, PolicyArn),
  (input, scope) => {
    const { PolicyArn, EntityFilter, PathPrefix = "/", PolicyUsageFilter } = input;
    const { world, account } = scope;
    checkPolicyArn(PolicyArn);
    const entry = entryOf(world, PolicyArn);
    if (entry === undefined) throw noSuchPolicy(PolicyArn);
    const asBoundary = PolicyUsageFilter === "PermissionsBoundary";
    const principals = [...world.principals.values()].filter(
      (row) =>
        row.account === account &&
        (row.path ?? "/").startsWith(PathPrefix) &&
        ((!asBoundary && row.managed.includes(entry)) || (PolicyUsageFilter !== "PermissionsPolicy" && row.boundary === entry)),
    );
    const groups = [...world.groups.values()].filter(
      (row) => row.account === account && row.path.startsWith(PathPrefix) && !asBoundary && row.managed.includes(entry),
    );
    const all = [
      ...groups.map(({ name, id }) => ({ kind: "Group" as const, name, id })),
      ...principals.map(({ kind, name, id }) => ({ kind: kind === "user" ? ("User" as const) : ("Role" as const), name, id })),
    ].filter(({ kind }) => EntityFilter === undefined || kind === EntityFilter);
    const { entries, rest } = page("entities", all, input);
    const of = (kind: "Group" | "User" | "Role") => entries.filter((one) => one.kind === kind);
    return {
      PolicyGroups: of("Group").map(({ name, id }) => ({ GroupName: name, GroupId: id })),
      PolicyUsers: of("User").map(({ name, id }) => ({ UserName: name, UserId: id })),
      PolicyRoles: of("Role").map(({ name, id }) => ({ RoleName: name, RoleId: id })),
      ...rest,
    };
  },
);

export const POLICIES = [createPolicy, getPolicy, listPolicies, deletePolicy, listEntitiesForPolicy];
