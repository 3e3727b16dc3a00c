/** The account as a whole: aliases, figures, and everything about who may do what in one answer. */

import { managedPolicy } from "../../iam/managed/managed-policies.ts";
import type { Principal } from "../../world/tables.ts";
import type { World } from "../../world/world.ts";
import { aboutAll } from "../asks.ts";
import { awsManagedNames } from "../aws-managed.ts";
import { attachedOf, groupsOf, keysOfUser, policiesOf, principalsOf, providersOf, seconds, usageOf } from "../find.ts";
import type { GroupDetail, ManagedPolicyDetail, Policy, RoleDetail, UserDetail } from "../model/index.ts";
import { operation } from "../operation.ts";
import { page } from "../paging.ts";
import { awsPolicy, boundaryOf, documentText, inlineList, listedPolicy, listedRole, listedUser, shownGroup, tagsOf } from "../render.ts";

const listAccountAliases = operation("ListAccountAliases", aboutAll, () => ({ AccountAliases: [], IsTruncated: false }));

/** Quotas as AWS sets them for a new account (IAM quotas). */
const QUOTAS: Readonly<Record<string, number>> = {
  AccessKeysPerUserQuota: 2,
  AssumeRolePolicySizeQuota: 2048,
  AttachedPoliciesPerGroupQuota: 10,
  AttachedPoliciesPerRoleQuota: 10,
  AttachedPoliciesPerUserQuota: 10,
  GlobalEndpointTokenVersion: 1,
  GroupPolicySizeQuota: 5120,
  GroupsPerUserQuota: 10,
  GroupsQuota: 300,
  InstanceProfilesQuota: 1000,
  PoliciesQuota: 1500,
  PolicySizeQuota: 6144,
  PolicyVersionsInUseQuota: 10_000,
  RolePolicySizeQuota: 10_240,
  RolesQuota: 1000,
  ServerCertificatesQuota: 20,
  SigningCertificatesPerUserQuota: 2,
  UserPolicySizeQuota: 2048,
  UsersQuota: 5000,
  VersionsPerPolicyQuota: 5,
};

/** Counts of things that no account of the sandbox has. */
const NONE: Readonly<Record<string, number>> = {
  AccountAccessKeysPresent: 0,
  AccountMFAEnabled: 0,
  AccountPasswordPresent: 1,
  AccountSigningCertificatesPresent: 0,
  InstanceProfiles: 0,
  MFADevices: 0,
  MFADevicesInUse: 0,
  ServerCertificates: 0,
};

const getAccountSummary = operation("GetAccountSummary", aboutAll, (_, { world, account }) => {
  const policies = policiesOf(world, account);
  const counts = {
    Groups: groupsOf(world, account).length,
    Policies: policies.length,
    PolicyVersionsInUse: policies.reduce((sum, { versions }) => sum + versions.length, 0),
    Providers: providersOf(world, account).length,
    Roles: principalsOf(world, account, "role").length,
    Users: principalsOf(world, account, "user").length,
    AccountAccessKeysPresent: keysOfUser(world, `${account}/root`).length,
  };
  return { SummaryMap: { ...QUOTAS, ...NONE, ...counts } };
});

type Detail =
  | { readonly kind: "User"; readonly detail: UserDetail }
  | { readonly kind: "Group"; readonly detail: GroupDetail }
  | { readonly kind: "Role"; readonly detail: RoleDetail }
  | { readonly kind: "LocalManagedPolicy" | "AWSManagedPolicy"; readonly detail: ManagedPolicyDetail };

function attachedTo(world: World, managed: readonly string[]) {
  return managed.map((entry) => attachedOf(world, entry));
}

function userDetail(world: World, row: Principal): UserDetail {
  const inline = inlineList(row.policies);
  return {
    ...listedUser(row),
    ...(inline.length > 0 ? { UserPolicyList: inline } : {}),
    GroupList: row.groups ?? [],
    AttachedManagedPolicies: attachedTo(world, row.managed),
    ...boundaryOf(world, row),
    Tags: tagsOf(row).Tags ?? [],
  };
}

function roleDetail(world: World, row: Principal): RoleDetail {
  const { MaxSessionDuration: _, Description: __, ...shown } = listedRole(row);
  return {
    ...shown,
    InstanceProfileList: [],
    RolePolicyList: inlineList(row.policies),
    AttachedManagedPolicies: attachedTo(world, row.managed),
    ...boundaryOf(world, row),
    Tags: tagsOf(row).Tags ?? [],
    RoleLastUsed: {},
  };
}

function withVersions(policy: Policy, versions: ManagedPolicyDetail["PolicyVersionList"]): ManagedPolicyDetail {
  const { Tags: _, ...shown } = policy;
  return { ...shown, PolicyVersionList: versions };
}

function details(world: World, account: string): Detail[] {
  const own = policiesOf(world, account).map((row): Detail => {
    const versions = row.versions.map(({ id, document, createdAt }) => ({
      Document: documentText(document),
      VersionId: id,
      IsDefaultVersion: id === row.defaultVersion,
      CreateDate: seconds(createdAt),
    }));
    return { kind: "LocalManagedPolicy", detail: withVersions(listedPolicy(world, account, row), versions.reverse()) };
  });
  const used = awsManagedNames().filter((name) => {
    const { attachments, boundaries } = usageOf(world, account, name);
    return attachments + boundaries > 0;
  });
  const ofAws = used.map((name): Detail => {
    const policy = awsPolicy(world, account, name, false);
    const version = {
      Document: documentText(managedPolicy(name) ?? {}),
      VersionId: policy.DefaultVersionId,
      IsDefaultVersion: true,
      CreateDate: policy.UpdateDate,
    };
    return { kind: "AWSManagedPolicy", detail: withVersions(policy, [version]) };
  });
  return [
    ...principalsOf(world, account, "user").map((row): Detail => ({ kind: "User", detail: userDetail(world, row) })),
    ...groupsOf(world, account).map((row): Detail => {
      const detail = { ...shownGroup(row), GroupPolicyList: inlineList(row.policies), AttachedManagedPolicies: attachedTo(world, row.managed) };
      return { kind: "Group", detail };
    }),
    ...principalsOf(world, account, "role").map((row): Detail => ({ kind: "Role", detail: roleDetail(world, row) })),
    ...own,
    ...ofAws,
  ];
}

const getAccountAuthorizationDetails = operation("GetAccountAuthorizationDetails", aboutAll, (input, { world, account }) => {
  const { Filter } = input;
  const all = details(world, account).filter(({ kind }) => !Filter?.length || Filter.includes(kind));
  const { entries, rest } = page("authorization-details", all, input);
  return {
    UserDetailList: entries.flatMap((one) => (one.kind === "User" ? [one.detail] : [])),
    GroupDetailList: entries.flatMap((one) => (one.kind === "Group" ? [one.detail] : [])),
    RoleDetailList: entries.flatMap((one) => (one.kind === "Role" ? [one.detail] : [])),
    Policies: entries.flatMap((one) => (one.kind === "LocalManagedPolicy" || one.kind === "AWSManagedPolicy" ? [one.detail] : [])),
    ...rest,
  };
});

export const ACCOUNT = [listAccountAliases, getAccountSummary, getAccountAuthorizationDetails];
