/**
 * The part of Secrets Manager's API that ECR's pull-through cache needs (API version 2017-10-17), kept by hand in the form of the
 * generated models. Members that would need another service (rotation, replicas, binary values) are left out.
 */
import type { ServiceModel } from "../../http/model/model.ts";
import { unpackModel } from "../../http/model/unpack.ts";

const COMMON = ["InternalServiceError", "InvalidParameterException", "ResourceNotFoundException"];

const ENTRY = ["ARN string", "Name string", "Description string", "KmsKeyId string"];
const DATES = ["LastChangedDate timestamp", "LastAccessedDate timestamp", "DeletedDate timestamp"];

export const SECRETS_MODEL: ServiceModel = unpackModel({
  HEAD: { service: "secretsmanager", apiVersion: "2017-10-17", protocol: "json", targetPrefix: "secretsmanager" },
  OPERATIONS: {
    CreateSecret: { errors: [...COMMON, "EncryptionFailure", "InvalidRequestException", "LimitExceededException", "ResourceExistsException"] },
    DeleteSecret: { errors: [...COMMON, "InvalidRequestException"] },
    DescribeSecret: { errors: COMMON },
    GetSecretValue: { errors: [...COMMON, "DecryptionFailure", "InvalidRequestException"] },
    ListSecrets: { errors: [...COMMON, "InvalidNextTokenException"], pages: ["NextToken", "NextToken", "MaxResults", ["SecretList"]] },
    PutSecretValue: { errors: [...COMMON, "EncryptionFailure", "InvalidRequestException", "ResourceExistsException"] },
  },
  SHAPES: {
    CreateSecretRequest: ["Name! string", "ClientRequestToken string", "Description string", "KmsKeyId string", "SecretString string", "Tags Tag[]"],
    CreateSecretResponse: ["ARN string", "Name string", "VersionId string"],
    DeleteSecretRequest: ["SecretId! string", "RecoveryWindowInDays long", "ForceDeleteWithoutRecovery boolean"],
    DeleteSecretResponse: ["ARN string", "Name string", "DeletionDate timestamp"],
    DescribeSecretRequest: ["SecretId! string"],
    DescribeSecretResponse: [...ENTRY, ...DATES, "Tags Tag[]", "VersionIdsToStages {string[]}", "CreatedDate timestamp"],
    GetSecretValueRequest: ["SecretId! string", "VersionId string", "VersionStage string"],
    GetSecretValueResponse: [
      "ARN string",
      "Name string",
      "VersionId string",
      "SecretString string",
      "VersionStages string[]",
      "CreatedDate timestamp",
    ],
    ListSecretsRequest: ["IncludePlannedDeletion boolean", "MaxResults integer", "NextToken string"],
    ListSecretsResponse: ["SecretList SecretListEntry[]", "NextToken string"],
    PutSecretValueRequest: ["SecretId! string", "ClientRequestToken string", "SecretString string", "VersionStages string[]"],
    PutSecretValueResponse: ["ARN string", "Name string", "VersionId string", "VersionStages string[]"],
    SecretListEntry: [...ENTRY, ...DATES, "Tags Tag[]", "SecretVersionsToStages {string[]}", "CreatedDate timestamp"],
    Tag: ["Key string", "Value string"],
  },
  ENUMS: {},
  WAITERS: {},
});
