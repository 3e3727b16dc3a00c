// Written by scripts/generate-model.ts from @aws-sdk/client-sts. Do not edit: run `node scripts/generate-model.ts`.


export interface AssumeRoleRequest {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  readonly PolicyArns?: readonly PolicyDescriptorType[] | undefined;
  readonly Policy?: string | undefined;
  readonly DurationSeconds?: number | undefined;
  readonly Tags?: readonly Tag[] | undefined;
  readonly TransitiveTagKeys?: readonly string[] | undefined;
  readonly ExternalId?: string | undefined;
  readonly SerialNumber?: string | undefined;
  readonly TokenCode?: string | undefined;
  readonly SourceIdentity?: string | undefined;
  readonly ProvidedContexts?: readonly ProvidedContext[] | undefined;
}

export interface AssumeRoleResponse {
  readonly Credentials?: Credentials | undefined;
  readonly AssumedRoleUser?: AssumedRoleUser | undefined;
  readonly PackedPolicySize?: number | undefined;
  readonly SourceIdentity?: string | undefined;
}

export interface AssumeRoleWithWebIdentityRequest {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  readonly WebIdentityToken: string;
  readonly ProviderId?: string | undefined;
  readonly PolicyArns?: readonly PolicyDescriptorType[] | undefined;
  readonly Policy?: string | undefined;
  readonly DurationSeconds?: number | undefined;
}

export interface AssumeRoleWithWebIdentityResponse {
  readonly Credentials?: Credentials | undefined;
  readonly SubjectFromWebIdentityToken?: string | undefined;
  readonly AssumedRoleUser?: AssumedRoleUser | undefined;
  readonly PackedPolicySize?: number | undefined;
  readonly Provider?: string | undefined;
  readonly Audience?: string | undefined;
  readonly SourceIdentity?: string | undefined;
}

export interface AssumedRoleUser {
  readonly AssumedRoleId: string;
  readonly Arn: string;
}

export interface Credentials {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
  readonly Expiration: number;
}

export interface FederatedUser {
  readonly FederatedUserId: string;
  readonly Arn: string;
}

export interface GetAccessKeyInfoRequest {
  readonly AccessKeyId: string;
}

export interface GetAccessKeyInfoResponse {
  readonly Account?: string | undefined;
}

export type GetCallerIdentityRequest = Readonly<Record<string, never>>;

export interface GetCallerIdentityResponse {
  readonly UserId?: string | undefined;
  readonly Account?: string | undefined;
  readonly Arn?: string | undefined;
}

export interface GetFederationTokenRequest {
  readonly Name: string;
  readonly Policy?: string | undefined;
  readonly PolicyArns?: readonly PolicyDescriptorType[] | undefined;
  readonly DurationSeconds?: number | undefined;
  readonly Tags?: readonly Tag[] | undefined;
}

export interface GetFederationTokenResponse {
  readonly Credentials?: Credentials | undefined;
  readonly FederatedUser?: FederatedUser | undefined;
  readonly PackedPolicySize?: number | undefined;
}

export interface GetSessionTokenRequest {
  readonly DurationSeconds?: number | undefined;
  readonly SerialNumber?: string | undefined;
  readonly TokenCode?: string | undefined;
}

export interface GetSessionTokenResponse {
  readonly Credentials?: Credentials | undefined;
}

export interface PolicyDescriptorType {
  readonly arn?: string | undefined;
}

export interface ProvidedContext {
  readonly ProviderArn?: string | undefined;
  readonly ContextAssertion?: string | undefined;
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export interface Operations {
  readonly AssumeRole: { readonly input: AssumeRoleRequest; readonly output: AssumeRoleResponse; readonly errors: "ExpiredTokenException" | "InvalidContextAssertion" | "MalformedPolicyDocument" | "PackedPolicyTooLarge" | "RegionDisabledException" };
  readonly AssumeRoleWithWebIdentity: { readonly input: AssumeRoleWithWebIdentityRequest; readonly output: AssumeRoleWithWebIdentityResponse; readonly errors: "ExpiredTokenException" | "IDPCommunicationError" | "IDPRejectedClaim" | "InvalidIdentityToken" | "MalformedPolicyDocument" | "PackedPolicyTooLarge" | "RegionDisabledException" };
  readonly GetAccessKeyInfo: { readonly input: GetAccessKeyInfoRequest; readonly output: GetAccessKeyInfoResponse; readonly errors: never };
  readonly GetCallerIdentity: { readonly input: GetCallerIdentityRequest; readonly output: GetCallerIdentityResponse; readonly errors: never };
  readonly GetFederationToken: { readonly input: GetFederationTokenRequest; readonly output: GetFederationTokenResponse; readonly errors: "MalformedPolicyDocument" | "PackedPolicyTooLarge" | "RegionDisabledException" };
  readonly GetSessionToken: { readonly input: GetSessionTokenRequest; readonly output: GetSessionTokenResponse; readonly errors: "RegionDisabledException" };
}
