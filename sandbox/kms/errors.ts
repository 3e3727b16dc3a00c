/** How KMS says no (API Reference, "Key states of AWS KMS keys"; sentences as AWS has been seen to answer, where nothing else is said). */
import { ServiceError } from "../http/errors/service-error.ts";
import type { KeyTrouble } from "../world/kms.ts";

const invalid = (message: string) => new ServiceError("ValidationException", message);

export const kmsErrors = {
  invalid,
  trouble: ({ code, message }: KeyTrouble) => new ServiceError(code, message),
  missing: (member: string) =>
    invalid(
      `1 validation error detected: Value null at '${member[0]?.toLowerCase()}${member.slice(1)}' failed to satisfy constraint: Member must not be null`,
    ),
  denied: (message: string) => new ServiceError("AccessDeniedException", message, { refusal: "denied" }),
  aliasForKey: (alias: string) => new ServiceError("NotFoundException", `Invalid keyId '${alias}'`), // (unverified)
  aliasExists: (arn: string) => new ServiceError("AlreadyExistsException", `An alias with the name ${arn} already exists`),
  badAlias: () =>
    new ServiceError(
      "InvalidAliasNameException",
      'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    ),
  /** `alias/aws/…` is AWS's. */
  reservedAlias: () => new ServiceError("NotAuthorizedException", ""),
  malformedPolicy: (message: string) => new ServiceError("MalformedPolicyDocumentException", message),
  lockout: () =>
    new ServiceError("MalformedPolicyDocumentException", "The new key policy will not allow you to update the key policy in the future."),
  noPolicy: () => new ServiceError("NotFoundException", "No such policy exists"),
  notPending: (arn: string) => new ServiceError("KMSInvalidStateException", `${arn} is not pending deletion.`),
  /** AWS's own keys are not the account's to change. (unverified) */
  managed: (arn: string) => new ServiceError("AccessDeniedException", `The request is not allowed on the AWS managed key ${arn}`),
  noGrant: (id: string) => new ServiceError("NotFoundException", `Grant ID ${id} not found`), // (unverified)
  badGrantToken: () => new ServiceError("InvalidGrantTokenException", "Invalid grant token."), // (unverified)
  badPrincipal: () => new ServiceError("InvalidArnException", "ARN does not refer to a valid principal"), // (unverified)
  badMarker: () => new ServiceError("InvalidMarkerException", "Could not deserialize token"), // (unverified)
  tag: (message: string) => new ServiceError("TagException", message),
  dryRun: () => new ServiceError("DryRunOperationException", "The request would have succeeded, but the DryRun option is set."),
  lacks: (what: string) => new ServiceError("SandboxLacksOperation", `The sandbox does not have ${what}.`),
} as const;
