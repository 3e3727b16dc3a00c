// Written by scripts/generate-model.ts from @aws-sdk/client-sts. Do not edit: run `node scripts/generate-model.ts`.

export const HEAD = {"service":"sts","apiVersion":"2011-06-15","protocol":"query","targetPrefix":"","unsigned":["AssumeRoleWithWebIdentity"],"errorStatuses":{"ExpiredTokenException":400,"IDPCommunicationError":400,"IDPRejectedClaim":403,"InvalidContextAssertion":400,"InvalidIdentityToken":400,"MalformedPolicyDocument":400,"PackedPolicyTooLarge":400,"RegionDisabledException":403}} as const;

export const OPERATIONS: Readonly<Record<string, { readonly errors: readonly string[]; readonly pages?: readonly [string, string, string, readonly string[]]; readonly noResult?: true }>> = {
  AssumeRole: { errors: ["ExpiredTokenException","InvalidContextAssertion","MalformedPolicyDocument","PackedPolicyTooLarge","RegionDisabledException"] },
  AssumeRoleWithWebIdentity: { errors: ["ExpiredTokenException","IDPCommunicationError","IDPRejectedClaim","InvalidIdentityToken","MalformedPolicyDocument","PackedPolicyTooLarge","RegionDisabledException"] },
  GetAccessKeyInfo: { errors: [] },
  GetCallerIdentity: { errors: [] },
  GetFederationToken: { errors: ["MalformedPolicyDocument","PackedPolicyTooLarge","RegionDisabledException"] },
  GetSessionToken: { errors: ["RegionDisabledException"] },
};

export const SHAPES: Readonly<Record<string, readonly string[]>> = {
  AssumeRoleRequest: ["RoleArn! string","RoleSessionName! string","PolicyArns PolicyDescriptorType[]","Policy string","DurationSeconds integer","Tags Tag[]","TransitiveTagKeys string[]","ExternalId string","SerialNumber string","TokenCode string","SourceIdentity string","ProvidedContexts ProvidedContext[]"],
  AssumeRoleResponse: ["Credentials Credentials","AssumedRoleUser AssumedRoleUser","PackedPolicySize integer","SourceIdentity string"],
  AssumeRoleWithWebIdentityRequest: ["RoleArn! string","RoleSessionName! string","WebIdentityToken! string","ProviderId string","PolicyArns PolicyDescriptorType[]","Policy string","DurationSeconds integer"],
  AssumeRoleWithWebIdentityResponse: ["Credentials Credentials","SubjectFromWebIdentityToken string","AssumedRoleUser AssumedRoleUser","PackedPolicySize integer","Provider string","Audience string","SourceIdentity string"],
  AssumedRoleUser: ["AssumedRoleId! string","Arn! string"],
  Credentials: ["AccessKeyId! string","SecretAccessKey! string","SessionToken! string","Expiration! timestamp"],
  FederatedUser: ["FederatedUserId! string","Arn! string"],
  GetAccessKeyInfoRequest: ["AccessKeyId! string"],
  GetAccessKeyInfoResponse: ["Account string"],
  GetCallerIdentityRequest: [],
  GetCallerIdentityResponse: ["UserId string","Account string","Arn string"],
  GetFederationTokenRequest: ["Name! string","Policy string","PolicyArns PolicyDescriptorType[]","DurationSeconds integer","Tags Tag[]"],
  GetFederationTokenResponse: ["Credentials Credentials","FederatedUser FederatedUser","PackedPolicySize integer"],
  GetSessionTokenRequest: ["DurationSeconds integer","SerialNumber string","TokenCode string"],
  GetSessionTokenResponse: ["Credentials Credentials"],
  PolicyDescriptorType: ["arn string"],
  ProvidedContext: ["ProviderArn string","ContextAssertion string"],
  Tag: ["Key! string","Value! string"],
};

export const ENUMS: Readonly<Record<string, readonly string[]>> = {
};

export const WAITERS: Readonly<Record<string, { readonly operation: string; readonly retryOn: string; readonly delay: number; readonly attempts: number }>> = {
};
