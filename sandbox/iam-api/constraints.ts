/** Lengths and patterns that IAM checks and the SDK does not know (IAM API Reference, "Length Constraints"). Names are checked by `checkNames`. */
import type { Constraints } from "../http/query/validate.ts";
import { iamError, invalidName } from "./errors.ts";

const ARN = { min: 20, max: 2048 };
const NAME_64 = { min: 1, max: 64 };
const NAME_128 = { min: 1, max: 128 };
const DOCUMENT = { min: 1, max: 131_072 };

export const IAM_CONSTRAINTS: Constraints = {
  UserName: NAME_64,
  NewUserName: NAME_64,
  RoleName: NAME_64,
  GroupName: NAME_128,
  NewGroupName: NAME_128,
  PolicyName: NAME_128,
  Path: { min: 1, max: 512 },
  NewPath: { min: 1, max: 512 },
  PolicyArn: ARN,
  PermissionsBoundary: ARN,
  OpenIDConnectProviderArn: ARN,
  PolicyDocument: DOCUMENT,
  AssumeRolePolicyDocument: DOCUMENT,
  "CreateRoleRequest.Description": { max: 1000 },
  "UpdateRoleRequest.Description": { max: 1000 },
  "CreatePolicyRequest.Description": { max: 1000 },
  MaxSessionDuration: { least: 3600, most: 43_200 },
  AccessKeyId: { min: 16, max: 128, pattern: "[\\w]+" },
  MaxItems: { least: 1, most: 1000 },
  Marker: { min: 1, max: 320 },
  Tags: { max: 50 },
  TagKeys: { max: 50 },
  "Tag.Key": { min: 1, max: 128, pattern: "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+" },
  "Tag.Value": { max: 256, pattern: "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*" },
  VersionId: { pattern: "v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?" },
  Url: { min: 1, max: 255 },
  ClientID: { min: 1, max: 255 },
  ThumbprintList: { max: 5 },
  AWSServiceName: { min: 1, max: 128, pattern: "[\\w+=,.@-]+" },
};

const NAMES: readonly string[] = ["UserName", "NewUserName", "RoleName", "GroupName", "NewGroupName", "PolicyName"];

/** Characters of names and paths, which IAM checks after the lengths and answers in a sentence of its own. */
export function checkNames(input: Readonly<Record<string, unknown>>): void {
  for (const member of NAMES) {
    const value = input[member];
    if (typeof value === "string" && !/^[\w+=,.@-]+$/.test(value)) throw invalidName(member.charAt(0).toLowerCase() + member.slice(1));
  }
  for (const member of ["Path", "NewPath"]) {
    const value = input[member];
    if (typeof value === "string" && !/^\/(?:[!-~]+\/)?$/.test(value)) {
      throw iamError(
        "ValidationError",
        `The specified value for ${member.charAt(0).toLowerCase() + member.slice(1)} is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.`,
      );
    }
  }
}
