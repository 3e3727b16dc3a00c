/** The part of IAM and STS that the sandbox has, and what the JavaScript SDK leaves out of its description of them, kept by hand. */

const USERS = ["CreateUser", "GetUser", "UpdateUser", "DeleteUser", "ListUsers", "TagUser", "UntagUser", "ListUserTags"];
const GROUPS = ["CreateGroup", "GetGroup", "UpdateGroup", "DeleteGroup", "ListGroups", "ListGroupsForUser", "AddUserToGroup", "RemoveUserFromGroup"];
const ROLES = [
  "CreateRole",
  "CreateServiceLinkedRole",
  "GetRole",
  "UpdateRole",
  "UpdateRoleDescription",
  "UpdateAssumeRolePolicy",
  "DeleteRole",
  "ListRoles",
  "TagRole",
  "UntagRole",
  "ListRoleTags",
];
const ACCESS_KEYS = ["CreateAccessKey", "UpdateAccessKey", "DeleteAccessKey", "ListAccessKeys", "GetAccessKeyLastUsed"];
const POLICIES = [
  "CreatePolicy",
  "GetPolicy",
  "DeletePolicy",
  "ListPolicies",
  "CreatePolicyVersion",
  "GetPolicyVersion",
  "DeletePolicyVersion",
  "ListPolicyVersions",
  "SetDefaultPolicyVersion",
  "ListEntitiesForPolicy",
  "TagPolicy",
  "UntagPolicy",
  "ListPolicyTags",
];
const OF_EACH = ["User", "Group", "Role"].flatMap((owner) => [
  `Put${owner}Policy`,
  `Get${owner}Policy`,
  `Delete${owner}Policy`,
  `List${owner}Policies`,
  `Attach${owner}Policy`,
  `Detach${owner}Policy`,
  `ListAttached${owner}Policies`,
]);
const BOUNDARIES = ["User", "Role"].flatMap((owner) => [`Put${owner}PermissionsBoundary`, `Delete${owner}PermissionsBoundary`]);
const IDENTITY_PROVIDERS = [
  "CreateOpenIDConnectProvider",
  "GetOpenIDConnectProvider",
  "DeleteOpenIDConnectProvider",
  "ListOpenIDConnectProviders",
  "AddClientIDToOpenIDConnectProvider",
  "RemoveClientIDFromOpenIDConnectProvider",
  "UpdateOpenIDConnectProviderThumbprint",
  "TagOpenIDConnectProvider",
  "UntagOpenIDConnectProvider",
  "ListOpenIDConnectProviderTags",
];
const ACCOUNT = ["GetAccountAuthorizationDetails", "GetAccountSummary", "ListAccountAliases"];
const SIMULATION = ["SimulateCustomPolicy", "SimulatePrincipalPolicy", "GetContextKeysForCustomPolicy", "GetContextKeysForPrincipalPolicy"];

export const IAM_OPERATIONS: readonly string[] = [
  ...USERS,
  ...GROUPS,
  ...ROLES,
  ...ACCESS_KEYS,
  ...POLICIES,
  ...OF_EACH,
  ...BOUNDARIES,
  ...IDENTITY_PROVIDERS,
  ...ACCOUNT,
  ...SIMULATION,
];

export const STS_OPERATIONS: readonly string[] = [
  "AssumeRole",
  "AssumeRoleWithWebIdentity",
  "GetAccessKeyInfo",
  "GetCallerIdentity",
  "GetFederationToken",
  "GetSessionToken",
];

/** The lists that grow from page to page, the one that is counted first. */
export const IAM_RESULT_KEYS: Readonly<Record<string, readonly string[]>> = {
  GetAccountAuthorizationDetails: ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"],
  GetGroup: ["Users"],
  ListAccessKeys: ["AccessKeyMetadata"],
  ListAccountAliases: ["AccountAliases"],
  ListAttachedGroupPolicies: ["AttachedPolicies"],
  ListAttachedRolePolicies: ["AttachedPolicies"],
  ListAttachedUserPolicies: ["AttachedPolicies"],
  ListEntitiesForPolicy: ["PolicyGroups", "PolicyUsers", "PolicyRoles"],
  ListGroupPolicies: ["PolicyNames"],
  ListGroups: ["Groups"],
  ListGroupsForUser: ["Groups"],
  ListOpenIDConnectProviderTags: ["Tags"],
  ListPolicies: ["Policies"],
  ListPolicyTags: ["Tags"],
  ListPolicyVersions: ["Versions"],
  ListRolePolicies: ["PolicyNames"],
  ListRoleTags: ["Tags"],
  ListRoles: ["Roles"],
  ListUserPolicies: ["PolicyNames"],
  ListUserTags: ["Tags"],
  ListUsers: ["Users"],
  SimulateCustomPolicy: ["EvaluationResults"],
  SimulatePrincipalPolicy: ["EvaluationResults"],
};

/** How many polls a waiter makes before it gives up. */
export const IAM_WAITER_ATTEMPTS: Readonly<Record<string, number>> = { PolicyExists: 20, RoleExists: 20, UserExists: 20 };

/** Members of answers that hold a policy: JSON, percent-encoded (IAM API Reference, PolicyVersion and its like). Clients decode them. */
export const POLICY_DOCUMENTS: readonly string[] = [
  "GetGroupPolicyResponse.PolicyDocument",
  "GetRolePolicyResponse.PolicyDocument",
  "GetUserPolicyResponse.PolicyDocument",
  "PolicyDetail.PolicyDocument",
  "PolicyVersion.Document",
  "Role.AssumeRolePolicyDocument",
  "RoleDetail.AssumeRolePolicyDocument",
];

/** Members that the SDK knows before AWS CLI 2.36.12 does. */
export const AHEAD_OF_THE_CLI: readonly string[] = [
  "MinimumSessionTokenSize",
  "SessionTokenSize",
  "SessionTokenUtilization",
  "SourceRoleTemplate",
  "TrustedIdentityPropagationContext",
];
