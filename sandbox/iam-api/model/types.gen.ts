// Written by scripts/generate-model.ts from @aws-sdk/client-iam. Do not edit: run `node scripts/generate-model.ts`.

export type AttachmentType = "group" | "role" | "user";
export type ContextKeyTypeEnum = "binary" | "binaryList" | "boolean" | "booleanList" | "date" | "dateList" | "ip" | "ipList" | "numeric" | "numericList" | "string" | "stringList";
export type EntityType = "AWSManagedPolicy" | "Group" | "LocalManagedPolicy" | "Role" | "User";
export type PermissionsBoundaryAttachmentType = "PermissionsBoundaryPolicy";
export type PolicyEvaluationDecisionType = "allowed" | "explicitDeny" | "implicitDeny";
export type PolicyIdentifierPolicyType = "aws-managed" | "inline" | "permission-boundary" | "rcp" | "scp" | "user-managed";
export type PolicyScopeType = "AWS" | "All" | "Local";
export type PolicySourceType = "aws-managed" | "group" | "none" | "resource" | "role" | "user" | "user-managed";
export type PolicyUsageType = "PermissionsBoundary" | "PermissionsPolicy";
export type StatusType = "Active" | "Expired" | "Inactive";

export interface AccessKey {
  readonly UserName: string;
  readonly AccessKeyId: string;
  readonly Status: StatusType;
  readonly SecretAccessKey: string;
  readonly CreateDate?: number | undefined;
}

export interface AccessKeyLastUsed {
  readonly LastUsedDate?: number | undefined;
  readonly ServiceName: string;
  readonly Region: string;
}

export interface AccessKeyMetadata {
  readonly UserName?: string | undefined;
  readonly AccessKeyId?: string | undefined;
  readonly Status?: StatusType | undefined;
  readonly CreateDate?: number | undefined;
}

export interface AddClientIDToOpenIDConnectProviderRequest {
  readonly OpenIDConnectProviderArn: string;
  readonly ClientID: string;
}

export type AddClientIDToOpenIDConnectProviderResponse = Readonly<Record<string, never>>;

export interface AddUserToGroupRequest {
  readonly GroupName: string;
  readonly UserName: string;
}

export type AddUserToGroupResponse = Readonly<Record<string, never>>;

export interface AttachGroupPolicyRequest {
  readonly GroupName: string;
  readonly PolicyArn: string;
}

export type AttachGroupPolicyResponse = Readonly<Record<string, never>>;

export interface AttachRolePolicyRequest {
  readonly RoleName: string;
  readonly PolicyArn: string;
}

export type AttachRolePolicyResponse = Readonly<Record<string, never>>;

export interface AttachUserPolicyRequest {
  readonly UserName: string;
  readonly PolicyArn: string;
}

export type AttachUserPolicyResponse = Readonly<Record<string, never>>;

export interface AttachedPermissionsBoundary {
  readonly PermissionsBoundaryType?: PermissionsBoundaryAttachmentType | undefined;
  readonly PermissionsBoundaryArn?: string | undefined;
}

export interface AttachedPolicy {
  readonly PolicyName?: string | undefined;
  readonly PolicyArn?: string | undefined;
}

export interface ContextEntry {
  readonly ContextKeyName?: string | undefined;
  readonly ContextKeyValues?: readonly string[] | undefined;
  readonly ContextKeyType?: ContextKeyTypeEnum | undefined;
}

export interface CreateAccessKeyRequest {
  readonly UserName?: string | undefined;
}

export interface CreateAccessKeyResponse {
  readonly AccessKey: AccessKey;
}

export interface CreateGroupRequest {
  readonly Path?: string | undefined;
  readonly GroupName: string;
}

export interface CreateGroupResponse {
  readonly Group: Group;
}

export interface CreateOpenIDConnectProviderRequest {
  readonly Url: string;
  readonly ClientIDList?: readonly string[] | undefined;
  readonly ThumbprintList?: readonly string[] | undefined;
  readonly Tags?: readonly Tag[] | undefined;
}

export interface CreateOpenIDConnectProviderResponse {
  readonly OpenIDConnectProviderArn?: string | undefined;
  readonly Tags?: readonly Tag[] | undefined;
}

export interface CreatePolicyRequest {
  readonly PolicyName: string;
  readonly Path?: string | undefined;
  readonly PolicyDocument: string;
  readonly Description?: string | undefined;
  readonly Tags?: readonly Tag[] | undefined;
}

export interface CreatePolicyResponse {
  readonly Policy?: Policy | undefined;
}

export interface CreatePolicyVersionRequest {
  readonly PolicyArn: string;
  readonly PolicyDocument: string;
  readonly SetAsDefault?: boolean | undefined;
}

export interface CreatePolicyVersionResponse {
  readonly PolicyVersion?: PolicyVersion | undefined;
}

export interface CreateRoleRequest {
  readonly Path?: string | undefined;
  readonly RoleName: string;
  readonly AssumeRolePolicyDocument: string;
  readonly Description?: string | undefined;
  readonly MaxSessionDuration?: number | undefined;
  readonly PermissionsBoundary?: string | undefined;
  readonly Tags?: readonly Tag[] | undefined;
}

export interface CreateRoleResponse {
  readonly Role: Role;
}

export interface CreateServiceLinkedRoleRequest {
  readonly AWSServiceName: string;
  readonly Description?: string | undefined;
  readonly CustomSuffix?: string | undefined;
}

export interface CreateServiceLinkedRoleResponse {
  readonly Role?: Role | undefined;
}

export interface CreateUserRequest {
  readonly Path?: string | undefined;
  readonly UserName: string;
  readonly PermissionsBoundary?: string | undefined;
  readonly Tags?: readonly Tag[] | undefined;
}

export interface CreateUserResponse {
  readonly User?: User | undefined;
}

export interface DeleteAccessKeyRequest {
  readonly UserName?: string | undefined;
  readonly AccessKeyId: string;
}

export type DeleteAccessKeyResponse = Readonly<Record<string, never>>;

export interface DeleteGroupPolicyRequest {
  readonly GroupName: string;
  readonly PolicyName: string;
}

export type DeleteGroupPolicyResponse = Readonly<Record<string, never>>;

export interface DeleteGroupRequest {
  readonly GroupName: string;
}

export type DeleteGroupResponse = Readonly<Record<string, never>>;

export interface DeleteOpenIDConnectProviderRequest {
  readonly OpenIDConnectProviderArn: string;
}

export type DeleteOpenIDConnectProviderResponse = Readonly<Record<string, never>>;

export interface DeletePolicyRequest {
  readonly PolicyArn: string;
}

export type DeletePolicyResponse = Readonly<Record<string, never>>;

export interface DeletePolicyVersionRequest {
  readonly PolicyArn: string;
  readonly VersionId: string;
}

export type DeletePolicyVersionResponse = Readonly<Record<string, never>>;

export interface DeleteRolePermissionsBoundaryRequest {
  readonly RoleName: string;
}

export type DeleteRolePermissionsBoundaryResponse = Readonly<Record<string, never>>;

export interface DeleteRolePolicyRequest {
  readonly RoleName: string;
  readonly PolicyName: string;
}

export type DeleteRolePolicyResponse = Readonly<Record<string, never>>;

export interface DeleteRoleRequest {
  readonly RoleName: string;
}

export type DeleteRoleResponse = Readonly<Record<string, never>>;

export interface DeleteUserPermissionsBoundaryRequest {
  readonly UserName: string;
}

export type DeleteUserPermissionsBoundaryResponse = Readonly<Record<string, never>>;

export interface DeleteUserPolicyRequest {
  readonly UserName: string;
  readonly PolicyName: string;
}

export type DeleteUserPolicyResponse = Readonly<Record<string, never>>;

export interface DeleteUserRequest {
  readonly UserName: string;
}

export type DeleteUserResponse = Readonly<Record<string, never>>;

export interface DetachGroupPolicyRequest {
  readonly GroupName: string;
  readonly PolicyArn: string;
}

export type DetachGroupPolicyResponse = Readonly<Record<string, never>>;

export interface DetachRolePolicyRequest {
  readonly RoleName: string;
  readonly PolicyArn: string;
}

export type DetachRolePolicyResponse = Readonly<Record<string, never>>;

export interface DetachUserPolicyRequest {
  readonly UserName: string;
  readonly PolicyArn: string;
}

export type DetachUserPolicyResponse = Readonly<Record<string, never>>;

export interface EvaluationResult {
  readonly EvalActionName: string;
  readonly EvalResourceName?: string | undefined;
  readonly EvalDecision: PolicyEvaluationDecisionType;
  readonly MatchedStatements?: readonly Statement[] | undefined;
  readonly MissingContextValues?: readonly string[] | undefined;
  readonly OrganizationsDecisionDetail?: OrganizationsDecisionDetail | undefined;
  readonly PermissionsBoundaryDecisionDetail?: PermissionsBoundaryDecisionDetail | undefined;
  readonly EvalDecisionDetails?: Readonly<Record<string, PolicyEvaluationDecisionType>> | undefined;
  readonly ResourceSpecificResults?: readonly ResourceSpecificResult[] | undefined;
}

export interface GetAccessKeyLastUsedRequest {
  readonly AccessKeyId: string;
}

export interface GetAccessKeyLastUsedResponse {
  readonly UserName?: string | undefined;
  readonly AccessKeyLastUsed?: AccessKeyLastUsed | undefined;
}

export interface GetAccountAuthorizationDetailsRequest {
  readonly Filter?: readonly EntityType[] | undefined;
  readonly MaxItems?: number | undefined;
  readonly Marker?: string | undefined;
}

export interface GetAccountAuthorizationDetailsResponse {
  readonly UserDetailList?: readonly UserDetail[] | undefined;
  readonly GroupDetailList?: readonly GroupDetail[] | undefined;
  readonly RoleDetailList?: readonly RoleDetail[] | undefined;
  readonly Policies?: readonly ManagedPolicyDetail[] | undefined;
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

export type GetAccountSummaryRequest = Readonly<Record<string, never>>;

export interface GetAccountSummaryResponse {
  readonly SummaryMap?: Readonly<Record<string, number>> | undefined;
}

export interface GetContextKeysForCustomPolicyRequest {
  readonly PolicyInputList: readonly string[];
}

export interface GetContextKeysForCustomPolicyResponse {
  readonly ContextKeyNames?: readonly string[] | undefined;
}

export interface GetContextKeysForPrincipalPolicyRequest {
  readonly PolicySourceArn: string;
  readonly PolicyInputList?: readonly string[] | undefined;
}

export interface GetContextKeysForPrincipalPolicyResponse {
  readonly ContextKeyNames?: readonly string[] | undefined;
}

export interface GetGroupPolicyRequest {
  readonly GroupName: string;
  readonly PolicyName: string;
}

export interface GetGroupPolicyResponse {
  readonly GroupName: string;
  readonly PolicyName: string;
  readonly PolicyDocument: string;
}

export interface GetGroupRequest {
  readonly GroupName: string;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface GetGroupResponse {
  readonly Group: Group;
  readonly Users: readonly User[];
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

export interface GetOpenIDConnectProviderRequest {
  readonly OpenIDConnectProviderArn: string;
}

export interface GetOpenIDConnectProviderResponse {
  readonly Url?: string | undefined;
  readonly ClientIDList?: readonly string[] | undefined;
  readonly ThumbprintList?: readonly string[] | undefined;
  readonly CreateDate?: number | undefined;
  readonly Tags?: readonly Tag[] | undefined;
}

export interface GetPolicyRequest {
  readonly PolicyArn: string;
}

export interface GetPolicyResponse {
  readonly Policy?: Policy | undefined;
}

export interface GetPolicyVersionRequest {
  readonly PolicyArn: string;
  readonly VersionId: string;
}

export interface GetPolicyVersionResponse {
  readonly PolicyVersion?: PolicyVersion | undefined;
}

export interface GetRolePolicyRequest {
  readonly RoleName: string;
  readonly PolicyName: string;
}

export interface GetRolePolicyResponse {
  readonly RoleName: string;
  readonly PolicyName: string;
  readonly PolicyDocument: string;
}

export interface GetRoleRequest {
  readonly RoleName: string;
}

export interface GetRoleResponse {
  readonly Role: Role;
}

export interface GetUserPolicyRequest {
  readonly UserName: string;
  readonly PolicyName: string;
}

export interface GetUserPolicyResponse {
  readonly UserName: string;
  readonly PolicyName: string;
  readonly PolicyDocument: string;
}

export interface GetUserRequest {
  readonly UserName?: string | undefined;
}

export interface GetUserResponse {
  readonly User: User;
}

export interface Group {
  readonly Path: string;
  readonly GroupName: string;
  readonly GroupId: string;
  readonly Arn: string;
  readonly CreateDate: number;
}

export interface GroupDetail {
  readonly Path?: string | undefined;
  readonly GroupName?: string | undefined;
  readonly GroupId?: string | undefined;
  readonly Arn?: string | undefined;
  readonly CreateDate?: number | undefined;
  readonly GroupPolicyList?: readonly PolicyDetail[] | undefined;
  readonly AttachedManagedPolicies?: readonly AttachedPolicy[] | undefined;
}

export interface InlinePolicyIdentifierType {
  readonly PolicyName: string;
  readonly AttachmentType: AttachmentType;
  readonly AttachmentName: string;
}

export interface InstanceProfile {
  readonly Path: string;
  readonly InstanceProfileName: string;
  readonly InstanceProfileId: string;
  readonly Arn: string;
  readonly CreateDate: number;
  readonly Roles: readonly Role[];
  readonly Tags?: readonly Tag[] | undefined;
}

export interface ListAccessKeysRequest {
  readonly UserName?: string | undefined;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface ListAccessKeysResponse {
  readonly AccessKeyMetadata: readonly AccessKeyMetadata[];
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

export interface ListAccountAliasesRequest {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface ListAccountAliasesResponse {
  readonly AccountAliases: readonly string[];
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

export interface ListAttachedGroupPoliciesRequest {
  readonly GroupName: string;
  readonly PathPrefix?: string | undefined;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface ListAttachedGroupPoliciesResponse {
  readonly AttachedPolicies?: readonly AttachedPolicy[] | undefined;
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

export interface ListAttachedRolePoliciesRequest {
  readonly RoleName: string;
  readonly PathPrefix?: string | undefined;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface ListAttachedRolePoliciesResponse {
  readonly AttachedPolicies?: readonly AttachedPolicy[] | undefined;
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

export interface ListAttachedUserPoliciesRequest {
  readonly UserName: string;
  readonly PathPrefix?: string | undefined;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface ListAttachedUserPoliciesResponse {
  readonly AttachedPolicies?: readonly AttachedPolicy[] | undefined;
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

export interface ListEntitiesForPolicyRequest {
  readonly PolicyArn: string;
  readonly EntityFilter?: EntityType | undefined;
  readonly PathPrefix?: string | undefined;
  readonly PolicyUsageFilter?: PolicyUsageType | undefined;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface ListEntitiesForPolicyResponse {
  readonly PolicyGroups?: readonly PolicyGroup[] | undefined;
  readonly PolicyUsers?: readonly PolicyUser[] | undefined;
  readonly PolicyRoles?: readonly PolicyRole[] | undefined;
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

export interface ListGroupPoliciesRequest {
  readonly GroupName: string;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface ListGroupPoliciesResponse {
  readonly PolicyNames: readonly string[];
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

export interface ListGroupsForUserRequest {
  readonly UserName: string;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface ListGroupsForUserResponse {
  readonly Groups: readonly Group[];
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

export interface ListGroupsRequest {
  readonly PathPrefix?: string | undefined;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface ListGroupsResponse {
  readonly Groups: readonly Group[];
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

export interface ListOpenIDConnectProviderTagsRequest {
  readonly OpenIDConnectProviderArn: string;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface ListOpenIDConnectProviderTagsResponse {
  readonly Tags: readonly Tag[];
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

export type ListOpenIDConnectProvidersRequest = Readonly<Record<string, never>>;

export interface ListOpenIDConnectProvidersResponse {
  readonly OpenIDConnectProviderList?: readonly OpenIDConnectProviderListEntry[] | undefined;
}

export interface ListPoliciesRequest {
  readonly Scope?: PolicyScopeType | undefined;
  readonly OnlyAttached?: boolean | undefined;
  readonly PathPrefix?: string | undefined;
  readonly PolicyUsageFilter?: PolicyUsageType | undefined;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface ListPoliciesResponse {
  readonly Policies?: readonly Policy[] | undefined;
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

export interface ListPolicyTagsRequest {
  readonly PolicyArn: string;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface ListPolicyTagsResponse {
  readonly Tags: readonly Tag[];
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

export interface ListPolicyVersionsRequest {
  readonly PolicyArn: string;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface ListPolicyVersionsResponse {
  readonly Versions?: readonly PolicyVersion[] | undefined;
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

export interface ListRolePoliciesRequest {
  readonly RoleName: string;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface ListRolePoliciesResponse {
  readonly PolicyNames: readonly string[];
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

export interface ListRoleTagsRequest {
  readonly RoleName: string;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface ListRoleTagsResponse {
  readonly Tags: readonly Tag[];
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

export interface ListRolesRequest {
  readonly PathPrefix?: string | undefined;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface ListRolesResponse {
  readonly Roles: readonly Role[];
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

export interface ListUserPoliciesRequest {
  readonly UserName: string;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface ListUserPoliciesResponse {
  readonly PolicyNames: readonly string[];
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

export interface ListUserTagsRequest {
  readonly UserName: string;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface ListUserTagsResponse {
  readonly Tags: readonly Tag[];
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

export interface ListUsersRequest {
  readonly PathPrefix?: string | undefined;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface ListUsersResponse {
  readonly Users: readonly User[];
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

export interface ManagedPolicyDetail {
  readonly PolicyName?: string | undefined;
  readonly PolicyId?: string | undefined;
  readonly Arn?: string | undefined;
  readonly Path?: string | undefined;
  readonly DefaultVersionId?: string | undefined;
  readonly AttachmentCount?: number | undefined;
  readonly PermissionsBoundaryUsageCount?: number | undefined;
  readonly IsAttachable?: boolean | undefined;
  readonly Description?: string | undefined;
  readonly CreateDate?: number | undefined;
  readonly UpdateDate?: number | undefined;
  readonly PolicyVersionList?: readonly PolicyVersion[] | undefined;
}

export interface OpenIDConnectProviderListEntry {
  readonly Arn?: string | undefined;
}

export interface OrderedOrganizationPolicyType {
  readonly ServiceControlPolicyInputList?: readonly string[] | undefined;
}

export interface OrganizationsDecisionDetail {
  readonly AllowedByOrganizations?: boolean | undefined;
}

export interface PermissionsBoundaryDecisionDetail {
  readonly AllowedByPermissionsBoundary?: boolean | undefined;
}

export interface Policy {
  readonly PolicyName?: string | undefined;
  readonly PolicyId?: string | undefined;
  readonly Arn?: string | undefined;
  readonly Path?: string | undefined;
  readonly DefaultVersionId?: string | undefined;
  readonly AttachmentCount?: number | undefined;
  readonly PermissionsBoundaryUsageCount?: number | undefined;
  readonly IsAttachable?: boolean | undefined;
  readonly Description?: string | undefined;
  readonly CreateDate?: number | undefined;
  readonly UpdateDate?: number | undefined;
  readonly Tags?: readonly Tag[] | undefined;
}

export interface PolicyDetail {
  readonly PolicyName?: string | undefined;
  readonly PolicyDocument?: string | undefined;
}

export interface PolicyGroup {
  readonly GroupName?: string | undefined;
  readonly GroupId?: string | undefined;
}

export interface PolicyIdentifier {
  readonly PolicyType?: PolicyIdentifierPolicyType | undefined;
  readonly PolicyArn?: string | undefined;
  readonly InlinePolicyIdentifier?: InlinePolicyIdentifierType | undefined;
}

export interface PolicyRole {
  readonly RoleName?: string | undefined;
  readonly RoleId?: string | undefined;
}

export interface PolicyUser {
  readonly UserName?: string | undefined;
  readonly UserId?: string | undefined;
}

export interface PolicyVersion {
  readonly Document?: string | undefined;
  readonly VersionId?: string | undefined;
  readonly IsDefaultVersion?: boolean | undefined;
  readonly CreateDate?: number | undefined;
}

export interface Position {
  readonly Line?: number | undefined;
  readonly Column?: number | undefined;
}

export interface PutGroupPolicyRequest {
  readonly GroupName: string;
  readonly PolicyName: string;
  readonly PolicyDocument: string;
}

export type PutGroupPolicyResponse = Readonly<Record<string, never>>;

export interface PutRolePermissionsBoundaryRequest {
  readonly RoleName: string;
  readonly PermissionsBoundary: string;
}

export type PutRolePermissionsBoundaryResponse = Readonly<Record<string, never>>;

export interface PutRolePolicyRequest {
  readonly RoleName: string;
  readonly PolicyName: string;
  readonly PolicyDocument: string;
}

export type PutRolePolicyResponse = Readonly<Record<string, never>>;

export interface PutUserPermissionsBoundaryRequest {
  readonly UserName: string;
  readonly PermissionsBoundary: string;
}

export type PutUserPermissionsBoundaryResponse = Readonly<Record<string, never>>;

export interface PutUserPolicyRequest {
  readonly UserName: string;
  readonly PolicyName: string;
  readonly PolicyDocument: string;
}

export type PutUserPolicyResponse = Readonly<Record<string, never>>;

export interface RemoveClientIDFromOpenIDConnectProviderRequest {
  readonly OpenIDConnectProviderArn: string;
  readonly ClientID: string;
}

export type RemoveClientIDFromOpenIDConnectProviderResponse = Readonly<Record<string, never>>;

export interface RemoveUserFromGroupRequest {
  readonly GroupName: string;
  readonly UserName: string;
}

export type RemoveUserFromGroupResponse = Readonly<Record<string, never>>;

export interface ResourceSpecificResult {
  readonly EvalResourceName: string;
  readonly EvalResourceDecision: PolicyEvaluationDecisionType;
  readonly MatchedStatements?: readonly Statement[] | undefined;
  readonly MissingContextValues?: readonly string[] | undefined;
  readonly EvalDecisionDetails?: Readonly<Record<string, PolicyEvaluationDecisionType>> | undefined;
  readonly PermissionsBoundaryDecisionDetail?: PermissionsBoundaryDecisionDetail | undefined;
}

export interface Role {
  readonly Path: string;
  readonly RoleName: string;
  readonly RoleId: string;
  readonly Arn: string;
  readonly CreateDate: number;
  readonly AssumeRolePolicyDocument?: string | undefined;
  readonly Description?: string | undefined;
  readonly MaxSessionDuration?: number | undefined;
  readonly PermissionsBoundary?: AttachedPermissionsBoundary | undefined;
  readonly Tags?: readonly Tag[] | undefined;
  readonly RoleLastUsed?: RoleLastUsed | undefined;
}

export interface RoleDetail {
  readonly Path?: string | undefined;
  readonly RoleName?: string | undefined;
  readonly RoleId?: string | undefined;
  readonly Arn?: string | undefined;
  readonly CreateDate?: number | undefined;
  readonly AssumeRolePolicyDocument?: string | undefined;
  readonly InstanceProfileList?: readonly InstanceProfile[] | undefined;
  readonly RolePolicyList?: readonly PolicyDetail[] | undefined;
  readonly AttachedManagedPolicies?: readonly AttachedPolicy[] | undefined;
  readonly PermissionsBoundary?: AttachedPermissionsBoundary | undefined;
  readonly Tags?: readonly Tag[] | undefined;
  readonly RoleLastUsed?: RoleLastUsed | undefined;
}

export interface RoleLastUsed {
  readonly LastUsedDate?: number | undefined;
  readonly Region?: string | undefined;
}

export interface SetDefaultPolicyVersionRequest {
  readonly PolicyArn: string;
  readonly VersionId: string;
}

export type SetDefaultPolicyVersionResponse = Readonly<Record<string, never>>;

export interface SimulateCustomPolicyRequest {
  readonly PolicyInputList: readonly string[];
  readonly PermissionsBoundaryPolicyInputList?: readonly string[] | undefined;
  readonly OrderedOrganizationPolicyInputList?: readonly OrderedOrganizationPolicyType[] | undefined;
  readonly ActionNames: readonly string[];
  readonly ResourceArns?: readonly string[] | undefined;
  readonly ResourcePolicy?: string | undefined;
  readonly ResourceOwner?: string | undefined;
  readonly CallerArn?: string | undefined;
  readonly ContextEntries?: readonly ContextEntry[] | undefined;
  readonly ResourceHandlingOption?: string | undefined;
  readonly MaxItems?: number | undefined;
  readonly Marker?: string | undefined;
}

export interface SimulateCustomPolicyResponse {
  readonly EvaluationResults?: readonly EvaluationResult[] | undefined;
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

export interface SimulatePrincipalPolicyRequest {
  readonly PolicySourceArn: string;
  readonly PolicyInputList?: readonly string[] | undefined;
  readonly PermissionsBoundaryPolicyInputList?: readonly string[] | undefined;
  readonly PolicyExclusionList?: readonly PolicyIdentifier[] | undefined;
  readonly ActionNames: readonly string[];
  readonly ResourceArns?: readonly string[] | undefined;
  readonly ResourcePolicy?: string | undefined;
  readonly ResourceOwner?: string | undefined;
  readonly CallerArn?: string | undefined;
  readonly ContextEntries?: readonly ContextEntry[] | undefined;
  readonly ResourceHandlingOption?: string | undefined;
  readonly MaxItems?: number | undefined;
  readonly Marker?: string | undefined;
}

export interface SimulatePrincipalPolicyResponse {
  readonly EvaluationResults?: readonly EvaluationResult[] | undefined;
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

export interface Statement {
  readonly SourcePolicyId?: string | undefined;
  readonly SourcePolicyType?: PolicySourceType | undefined;
  readonly StartPosition?: Position | undefined;
  readonly EndPosition?: Position | undefined;
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export interface TagOpenIDConnectProviderRequest {
  readonly OpenIDConnectProviderArn: string;
  readonly Tags: readonly Tag[];
}

export type TagOpenIDConnectProviderResponse = Readonly<Record<string, never>>;

export interface TagPolicyRequest {
  readonly PolicyArn: string;
  readonly Tags: readonly Tag[];
}

export type TagPolicyResponse = Readonly<Record<string, never>>;

export interface TagRoleRequest {
  readonly RoleName: string;
  readonly Tags: readonly Tag[];
}

export type TagRoleResponse = Readonly<Record<string, never>>;

export interface TagUserRequest {
  readonly UserName: string;
  readonly Tags: readonly Tag[];
}

export type TagUserResponse = Readonly<Record<string, never>>;

export interface UntagOpenIDConnectProviderRequest {
  readonly OpenIDConnectProviderArn: string;
  readonly TagKeys: readonly string[];
}

export type UntagOpenIDConnectProviderResponse = Readonly<Record<string, never>>;

export interface UntagPolicyRequest {
  readonly PolicyArn: string;
  readonly TagKeys: readonly string[];
}

export type UntagPolicyResponse = Readonly<Record<string, never>>;

export interface UntagRoleRequest {
  readonly RoleName: string;
  readonly TagKeys: readonly string[];
}

export type UntagRoleResponse = Readonly<Record<string, never>>;

export interface UntagUserRequest {
  readonly UserName: string;
  readonly TagKeys: readonly string[];
}

export type UntagUserResponse = Readonly<Record<string, never>>;

export interface UpdateAccessKeyRequest {
  readonly UserName?: string | undefined;
  readonly AccessKeyId: string;
  readonly Status: StatusType;
}

export type UpdateAccessKeyResponse = Readonly<Record<string, never>>;

export interface UpdateAssumeRolePolicyRequest {
  readonly RoleName: string;
  readonly PolicyDocument: string;
}

export type UpdateAssumeRolePolicyResponse = Readonly<Record<string, never>>;

export interface UpdateGroupRequest {
  readonly GroupName: string;
  readonly NewPath?: string | undefined;
  readonly NewGroupName?: string | undefined;
}

export type UpdateGroupResponse = Readonly<Record<string, never>>;

export interface UpdateOpenIDConnectProviderThumbprintRequest {
  readonly OpenIDConnectProviderArn: string;
  readonly ThumbprintList: readonly string[];
}

export type UpdateOpenIDConnectProviderThumbprintResponse = Readonly<Record<string, never>>;

export interface UpdateRoleDescriptionRequest {
  readonly RoleName: string;
  readonly Description: string;
}

export interface UpdateRoleDescriptionResponse {
  readonly Role?: Role | undefined;
}

export interface UpdateRoleRequest {
  readonly RoleName: string;
  readonly Description?: string | undefined;
  readonly MaxSessionDuration?: number | undefined;
}

export type UpdateRoleResponse = Readonly<Record<string, never>>;

export interface UpdateUserRequest {
  readonly UserName: string;
  readonly NewPath?: string | undefined;
  readonly NewUserName?: string | undefined;
}

export type UpdateUserResponse = Readonly<Record<string, never>>;

export interface User {
  readonly Path: string;
  readonly UserName: string;
  readonly UserId: string;
  readonly Arn: string;
  readonly CreateDate: number;
  readonly PasswordLastUsed?: number | undefined;
  readonly PermissionsBoundary?: AttachedPermissionsBoundary | undefined;
  readonly Tags?: readonly Tag[] | undefined;
}

export interface UserDetail {
  readonly Path?: string | undefined;
  readonly UserName?: string | undefined;
  readonly UserId?: string | undefined;
  readonly Arn?: string | undefined;
  readonly CreateDate?: number | undefined;
  readonly UserPolicyList?: readonly PolicyDetail[] | undefined;
  readonly GroupList?: readonly string[] | undefined;
  readonly AttachedManagedPolicies?: readonly AttachedPolicy[] | undefined;
  readonly PermissionsBoundary?: AttachedPermissionsBoundary | undefined;
  readonly Tags?: readonly Tag[] | undefined;
}

export interface Operations {
  readonly AddClientIDToOpenIDConnectProvider: { readonly input: AddClientIDToOpenIDConnectProviderRequest; readonly output: AddClientIDToOpenIDConnectProviderResponse; readonly errors: "ConcurrentModification" | "InvalidInput" | "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" };
  readonly AddUserToGroup: { readonly input: AddUserToGroupRequest; readonly output: AddUserToGroupResponse; readonly errors: "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" };
  readonly AttachGroupPolicy: { readonly input: AttachGroupPolicyRequest; readonly output: AttachGroupPolicyResponse; readonly errors: "InvalidInput" | "LimitExceeded" | "NoSuchEntity" | "PolicyNotAttachable" | "ServiceFailure" };
  readonly AttachRolePolicy: { readonly input: AttachRolePolicyRequest; readonly output: AttachRolePolicyResponse; readonly errors: "InvalidInput" | "LimitExceeded" | "NoSuchEntity" | "PolicyNotAttachable" | "ServiceFailure" | "UnmodifiableEntity" };
  readonly AttachUserPolicy: { readonly input: AttachUserPolicyRequest; readonly output: AttachUserPolicyResponse; readonly errors: "InvalidInput" | "LimitExceeded" | "NoSuchEntity" | "PolicyNotAttachable" | "ServiceFailure" };
  readonly CreateAccessKey: { readonly input: CreateAccessKeyRequest; readonly output: CreateAccessKeyResponse; readonly errors: "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" };
  readonly CreateGroup: { readonly input: CreateGroupRequest; readonly output: CreateGroupResponse; readonly errors: "EntityAlreadyExists" | "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" };
  readonly CreateOpenIDConnectProvider: { readonly input: CreateOpenIDConnectProviderRequest; readonly output: CreateOpenIDConnectProviderResponse; readonly errors: "ConcurrentModification" | "EntityAlreadyExists" | "InvalidInput" | "LimitExceeded" | "OpenIdIdpCommunicationError" | "ServiceFailure" };
  readonly CreatePolicy: { readonly input: CreatePolicyRequest; readonly output: CreatePolicyResponse; readonly errors: "ConcurrentModification" | "EntityAlreadyExists" | "InvalidInput" | "LimitExceeded" | "MalformedPolicyDocument" | "ServiceFailure" };
  readonly CreatePolicyVersion: { readonly input: CreatePolicyVersionRequest; readonly output: CreatePolicyVersionResponse; readonly errors: "InvalidInput" | "LimitExceeded" | "MalformedPolicyDocument" | "NoSuchEntity" | "ServiceFailure" };
  readonly CreateRole: { readonly input: CreateRoleRequest; readonly output: CreateRoleResponse; readonly errors: "ConcurrentModification" | "EntityAlreadyExists" | "InvalidInput" | "LimitExceeded" | "MalformedPolicyDocument" | "ServiceFailure" };
  readonly CreateServiceLinkedRole: { readonly input: CreateServiceLinkedRoleRequest; readonly output: CreateServiceLinkedRoleResponse; readonly errors: "InvalidInput" | "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" };
  readonly CreateUser: { readonly input: CreateUserRequest; readonly output: CreateUserResponse; readonly errors: "ConcurrentModification" | "EntityAlreadyExists" | "InvalidInput" | "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" };
  readonly DeleteAccessKey: { readonly input: DeleteAccessKeyRequest; readonly output: DeleteAccessKeyResponse; readonly errors: "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" };
  readonly DeleteGroup: { readonly input: DeleteGroupRequest; readonly output: DeleteGroupResponse; readonly errors: "DeleteConflict" | "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" };
  readonly DeleteGroupPolicy: { readonly input: DeleteGroupPolicyRequest; readonly output: DeleteGroupPolicyResponse; readonly errors: "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" };
  readonly DeleteOpenIDConnectProvider: { readonly input: DeleteOpenIDConnectProviderRequest; readonly output: DeleteOpenIDConnectProviderResponse; readonly errors: "InvalidInput" | "NoSuchEntity" | "ServiceFailure" };
  readonly DeletePolicy: { readonly input: DeletePolicyRequest; readonly output: DeletePolicyResponse; readonly errors: "DeleteConflict" | "InvalidInput" | "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" };
  readonly DeletePolicyVersion: { readonly input: DeletePolicyVersionRequest; readonly output: DeletePolicyVersionResponse; readonly errors: "DeleteConflict" | "InvalidInput" | "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" };
  readonly DeleteRole: { readonly input: DeleteRoleRequest; readonly output: DeleteRoleResponse; readonly errors: "ConcurrentModification" | "DeleteConflict" | "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" | "UnmodifiableEntity" };
  readonly DeleteRolePermissionsBoundary: { readonly input: DeleteRolePermissionsBoundaryRequest; readonly output: DeleteRolePermissionsBoundaryResponse; readonly errors: "NoSuchEntity" | "ServiceFailure" | "UnmodifiableEntity" };
  readonly DeleteRolePolicy: { readonly input: DeleteRolePolicyRequest; readonly output: DeleteRolePolicyResponse; readonly errors: "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" | "UnmodifiableEntity" };
  readonly DeleteUser: { readonly input: DeleteUserRequest; readonly output: DeleteUserResponse; readonly errors: "ConcurrentModification" | "DeleteConflict" | "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" };
  readonly DeleteUserPermissionsBoundary: { readonly input: DeleteUserPermissionsBoundaryRequest; readonly output: DeleteUserPermissionsBoundaryResponse; readonly errors: "NoSuchEntity" | "ServiceFailure" };
  readonly DeleteUserPolicy: { readonly input: DeleteUserPolicyRequest; readonly output: DeleteUserPolicyResponse; readonly errors: "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" };
  readonly DetachGroupPolicy: { readonly input: DetachGroupPolicyRequest; readonly output: DetachGroupPolicyResponse; readonly errors: "InvalidInput" | "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" };
  readonly DetachRolePolicy: { readonly input: DetachRolePolicyRequest; readonly output: DetachRolePolicyResponse; readonly errors: "InvalidInput" | "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" | "UnmodifiableEntity" };
  readonly DetachUserPolicy: { readonly input: DetachUserPolicyRequest; readonly output: DetachUserPolicyResponse; readonly errors: "InvalidInput" | "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" };
  readonly GetAccessKeyLastUsed: { readonly input: GetAccessKeyLastUsedRequest; readonly output: GetAccessKeyLastUsedResponse; readonly errors: never };
  readonly GetAccountAuthorizationDetails: { readonly input: GetAccountAuthorizationDetailsRequest; readonly output: GetAccountAuthorizationDetailsResponse; readonly errors: "ServiceFailure" };
  readonly GetAccountSummary: { readonly input: GetAccountSummaryRequest; readonly output: GetAccountSummaryResponse; readonly errors: "ServiceFailure" };
  readonly GetContextKeysForCustomPolicy: { readonly input: GetContextKeysForCustomPolicyRequest; readonly output: GetContextKeysForCustomPolicyResponse; readonly errors: "InvalidInput" };
  readonly GetContextKeysForPrincipalPolicy: { readonly input: GetContextKeysForPrincipalPolicyRequest; readonly output: GetContextKeysForPrincipalPolicyResponse; readonly errors: "InvalidInput" | "NoSuchEntity" };
  readonly GetGroup: { readonly input: GetGroupRequest; readonly output: GetGroupResponse; readonly errors: "NoSuchEntity" | "ServiceFailure" };
  readonly GetGroupPolicy: { readonly input: GetGroupPolicyRequest; readonly output: GetGroupPolicyResponse; readonly errors: "NoSuchEntity" | "ServiceFailure" };
  readonly GetOpenIDConnectProvider: { readonly input: GetOpenIDConnectProviderRequest; readonly output: GetOpenIDConnectProviderResponse; readonly errors: "InvalidInput" | "NoSuchEntity" | "ServiceFailure" };
  readonly GetPolicy: { readonly input: GetPolicyRequest; readonly output: GetPolicyResponse; readonly errors: "InvalidInput" | "NoSuchEntity" | "ServiceFailure" };
  readonly GetPolicyVersion: { readonly input: GetPolicyVersionRequest; readonly output: GetPolicyVersionResponse; readonly errors: "InvalidInput" | "NoSuchEntity" | "ServiceFailure" };
  readonly GetRole: { readonly input: GetRoleRequest; readonly output: GetRoleResponse; readonly errors: "NoSuchEntity" | "ServiceFailure" };
  readonly GetRolePolicy: { readonly input: GetRolePolicyRequest; readonly output: GetRolePolicyResponse; readonly errors: "NoSuchEntity" | "ServiceFailure" };
  readonly GetUser: { readonly input: GetUserRequest; readonly output: GetUserResponse; readonly errors: "NoSuchEntity" | "ServiceFailure" };
  readonly GetUserPolicy: { readonly input: GetUserPolicyRequest; readonly output: GetUserPolicyResponse; readonly errors: "NoSuchEntity" | "ServiceFailure" };
  readonly ListAccessKeys: { readonly input: ListAccessKeysRequest; readonly output: ListAccessKeysResponse; readonly errors: "NoSuchEntity" | "ServiceFailure" };
  readonly ListAccountAliases: { readonly input: ListAccountAliasesRequest; readonly output: ListAccountAliasesResponse; readonly errors: "ServiceFailure" };
  readonly ListAttachedGroupPolicies: { readonly input: ListAttachedGroupPoliciesRequest; readonly output: ListAttachedGroupPoliciesResponse; readonly errors: "InvalidInput" | "NoSuchEntity" | "ServiceFailure" };
  readonly ListAttachedRolePolicies: { readonly input: ListAttachedRolePoliciesRequest; readonly output: ListAttachedRolePoliciesResponse; readonly errors: "InvalidInput" | "NoSuchEntity" | "ServiceFailure" };
  readonly ListAttachedUserPolicies: { readonly input: ListAttachedUserPoliciesRequest; readonly output: ListAttachedUserPoliciesResponse; readonly errors: "InvalidInput" | "NoSuchEntity" | "ServiceFailure" };
  readonly ListEntitiesForPolicy: { readonly input: ListEntitiesForPolicyRequest; readonly output: ListEntitiesForPolicyResponse; readonly errors: "InvalidInput" | "NoSuchEntity" | "ServiceFailure" };
  readonly ListGroupPolicies: { readonly input: ListGroupPoliciesRequest; readonly output: ListGroupPoliciesResponse; readonly errors: "NoSuchEntity" | "ServiceFailure" };
  readonly ListGroups: { readonly input: ListGroupsRequest; readonly output: ListGroupsResponse; readonly errors: "ServiceFailure" };
  readonly ListGroupsForUser: { readonly input: ListGroupsForUserRequest; readonly output: ListGroupsForUserResponse; readonly errors: "NoSuchEntity" | "ServiceFailure" };
  readonly ListOpenIDConnectProviderTags: { readonly input: ListOpenIDConnectProviderTagsRequest; readonly output: ListOpenIDConnectProviderTagsResponse; readonly errors: "InvalidInput" | "NoSuchEntity" | "ServiceFailure" };
  readonly ListOpenIDConnectProviders: { readonly input: ListOpenIDConnectProvidersRequest; readonly output: ListOpenIDConnectProvidersResponse; readonly errors: "ServiceFailure" };
  readonly ListPolicies: { readonly input: ListPoliciesRequest; readonly output: ListPoliciesResponse; readonly errors: "ServiceFailure" };
  readonly ListPolicyTags: { readonly input: ListPolicyTagsRequest; readonly output: ListPolicyTagsResponse; readonly errors: "InvalidInput" | "NoSuchEntity" | "ServiceFailure" };
  readonly ListPolicyVersions: { readonly input: ListPolicyVersionsRequest; readonly output: ListPolicyVersionsResponse; readonly errors: "InvalidInput" | "NoSuchEntity" | "ServiceFailure" };
  readonly ListRolePolicies: { readonly input: ListRolePoliciesRequest; readonly output: ListRolePoliciesResponse; readonly errors: "NoSuchEntity" | "ServiceFailure" };
  readonly ListRoleTags: { readonly input: ListRoleTagsRequest; readonly output: ListRoleTagsResponse; readonly errors: "NoSuchEntity" | "ServiceFailure" };
  readonly ListRoles: { readonly input: ListRolesRequest; readonly output: ListRolesResponse; readonly errors: "ServiceFailure" };
  readonly ListUserPolicies: { readonly input: ListUserPoliciesRequest; readonly output: ListUserPoliciesResponse; readonly errors: "NoSuchEntity" | "ServiceFailure" };
  readonly ListUserTags: { readonly input: ListUserTagsRequest; readonly output: ListUserTagsResponse; readonly errors: "NoSuchEntity" | "ServiceFailure" };
  readonly ListUsers: { readonly input: ListUsersRequest; readonly output: ListUsersResponse; readonly errors: "ServiceFailure" };
  readonly PutGroupPolicy: { readonly input: PutGroupPolicyRequest; readonly output: PutGroupPolicyResponse; readonly errors: "LimitExceeded" | "MalformedPolicyDocument" | "NoSuchEntity" | "ServiceFailure" };
  readonly PutRolePermissionsBoundary: { readonly input: PutRolePermissionsBoundaryRequest; readonly output: PutRolePermissionsBoundaryResponse; readonly errors: "InvalidInput" | "NoSuchEntity" | "PolicyNotAttachable" | "ServiceFailure" | "UnmodifiableEntity" };
  readonly PutRolePolicy: { readonly input: PutRolePolicyRequest; readonly output: PutRolePolicyResponse; readonly errors: "LimitExceeded" | "MalformedPolicyDocument" | "NoSuchEntity" | "ServiceFailure" | "UnmodifiableEntity" };
  readonly PutUserPermissionsBoundary: { readonly input: PutUserPermissionsBoundaryRequest; readonly output: PutUserPermissionsBoundaryResponse; readonly errors: "InvalidInput" | "NoSuchEntity" | "PolicyNotAttachable" | "ServiceFailure" };
  readonly PutUserPolicy: { readonly input: PutUserPolicyRequest; readonly output: PutUserPolicyResponse; readonly errors: "LimitExceeded" | "MalformedPolicyDocument" | "NoSuchEntity" | "ServiceFailure" };
  readonly RemoveClientIDFromOpenIDConnectProvider: { readonly input: RemoveClientIDFromOpenIDConnectProviderRequest; readonly output: RemoveClientIDFromOpenIDConnectProviderResponse; readonly errors: "ConcurrentModification" | "InvalidInput" | "NoSuchEntity" | "ServiceFailure" };
  readonly RemoveUserFromGroup: { readonly input: RemoveUserFromGroupRequest; readonly output: RemoveUserFromGroupResponse; readonly errors: "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" };
  readonly SetDefaultPolicyVersion: { readonly input: SetDefaultPolicyVersionRequest; readonly output: SetDefaultPolicyVersionResponse; readonly errors: "InvalidInput" | "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" };
  readonly SimulateCustomPolicy: { readonly input: SimulateCustomPolicyRequest; readonly output: SimulateCustomPolicyResponse; readonly errors: "InvalidInput" | "PolicyEvaluation" };
  readonly SimulatePrincipalPolicy: { readonly input: SimulatePrincipalPolicyRequest; readonly output: SimulatePrincipalPolicyResponse; readonly errors: "InvalidInput" | "NoSuchEntity" | "PolicyEvaluation" };
  readonly TagOpenIDConnectProvider: { readonly input: TagOpenIDConnectProviderRequest; readonly output: TagOpenIDConnectProviderResponse; readonly errors: "ConcurrentModification" | "InvalidInput" | "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" };
  readonly TagPolicy: { readonly input: TagPolicyRequest; readonly output: TagPolicyResponse; readonly errors: "ConcurrentModification" | "InvalidInput" | "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" };
  readonly TagRole: { readonly input: TagRoleRequest; readonly output: TagRoleResponse; readonly errors: "ConcurrentModification" | "InvalidInput" | "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" };
  readonly TagUser: { readonly input: TagUserRequest; readonly output: TagUserResponse; readonly errors: "ConcurrentModification" | "InvalidInput" | "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" };
  readonly UntagOpenIDConnectProvider: { readonly input: UntagOpenIDConnectProviderRequest; readonly output: UntagOpenIDConnectProviderResponse; readonly errors: "ConcurrentModification" | "InvalidInput" | "NoSuchEntity" | "ServiceFailure" };
  readonly UntagPolicy: { readonly input: UntagPolicyRequest; readonly output: UntagPolicyResponse; readonly errors: "ConcurrentModification" | "InvalidInput" | "NoSuchEntity" | "ServiceFailure" };
  readonly UntagRole: { readonly input: UntagRoleRequest; readonly output: UntagRoleResponse; readonly errors: "ConcurrentModification" | "NoSuchEntity" | "ServiceFailure" };
  readonly UntagUser: { readonly input: UntagUserRequest; readonly output: UntagUserResponse; readonly errors: "ConcurrentModification" | "NoSuchEntity" | "ServiceFailure" };
  readonly UpdateAccessKey: { readonly input: UpdateAccessKeyRequest; readonly output: UpdateAccessKeyResponse; readonly errors: "InvalidInput" | "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" };
  readonly UpdateAssumeRolePolicy: { readonly input: UpdateAssumeRolePolicyRequest; readonly output: UpdateAssumeRolePolicyResponse; readonly errors: "LimitExceeded" | "MalformedPolicyDocument" | "NoSuchEntity" | "ServiceFailure" | "UnmodifiableEntity" };
  readonly UpdateGroup: { readonly input: UpdateGroupRequest; readonly output: UpdateGroupResponse; readonly errors: "EntityAlreadyExists" | "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" };
  readonly UpdateOpenIDConnectProviderThumbprint: { readonly input: UpdateOpenIDConnectProviderThumbprintRequest; readonly output: UpdateOpenIDConnectProviderThumbprintResponse; readonly errors: "ConcurrentModification" | "InvalidInput" | "NoSuchEntity" | "ServiceFailure" };
  readonly UpdateRole: { readonly input: UpdateRoleRequest; readonly output: UpdateRoleResponse; readonly errors: "NoSuchEntity" | "ServiceFailure" | "UnmodifiableEntity" };
  readonly UpdateRoleDescription: { readonly input: UpdateRoleDescriptionRequest; readonly output: UpdateRoleDescriptionResponse; readonly errors: "NoSuchEntity" | "ServiceFailure" | "UnmodifiableEntity" };
  readonly UpdateUser: { readonly input: UpdateUserRequest; readonly output: UpdateUserResponse; readonly errors: "ConcurrentModification" | "EntityAlreadyExists" | "EntityTemporarilyUnmodifiable" | "LimitExceeded" | "NoSuchEntity" | "ServiceFailure" };
}
