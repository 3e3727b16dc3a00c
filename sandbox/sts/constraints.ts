/** Lengths and patterns that STS checks and the SDK does not know (AWS STS API Reference, "Length Constraints"). */
import type { Constraints } from "../http/query/validate.ts";

const NAME = "[\\w+=,.@-]*";
const POLICY = { min: 1, max: 2048 };

export const STS_CONSTRAINTS: Constraints = {
  RoleArn: { min: 20, max: 2048 },
  RoleSessionName: { min: 2, max: 64, pattern: NAME },
  Policy: POLICY,
  PolicyArns: { max: 10 },
  arn: { min: 20, max: 2048 },
  ExternalId: { min: 2, max: 1224, pattern: "[\\w+=,.@:\\/-]*" },
  SourceIdentity: { min: 2, max: 64, pattern: NAME },
  SerialNumber: { min: 9, max: 256, pattern: "[\\w+=/:,.@-]*" },
  TokenCode: { min: 6, max: 6, pattern: "[\\d]*" },
  Tags: { max: 50 },
  TransitiveTagKeys: { max: 50 },
  "Tag.Key": { min: 1, max: 128, pattern: "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+" },
  "Tag.Value": { max: 256, pattern: "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*" },
  "GetFederationTokenRequest.Name": { min: 2, max: 32, pattern: NAME },
  "AssumeRoleRequest.DurationSeconds": { least: 900, most: 43_200 },
  "AssumeRoleWithWebIdentityRequest.DurationSeconds": { least: 900, most: 43_200 },
  "GetSessionTokenRequest.DurationSeconds": { least: 900, most: 129_600 },
  "GetFederationTokenRequest.DurationSeconds": { least: 900, most: 129_600 },
  WebIdentityToken: { min: 4, max: 20_000 },
  AccessKeyId: { min: 16, max: 128, pattern: "[\\w]*" },
};
