/** How Secrets Manager says no (API Reference; sentences as AWS has been seen to answer). */
import { ServiceError } from "../http/errors/service-error.ts";

export const secretsErrors = {
  notFound: () => new ServiceError("ResourceNotFoundException", "Secrets Manager can't find the specified secret."),
  noValue: (what: string) => new ServiceError("ResourceNotFoundException", `Secrets Manager can't find the specified secret value for ${what}`),
  exists: (name: string) => new ServiceError("ResourceExistsException", `The operation failed because the secret ${name} already exists.`),
  scheduled: () =>
    new ServiceError("InvalidRequestException", "You can't create this secret because a secret with this name is already scheduled for deletion."),
  marked: () => new ServiceError("InvalidRequestException", "You can't perform this operation on the secret because it was marked for deletion."),
  badName: () =>
    new ServiceError(
      "ValidationException",
      "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
    ),
  badParameter: (message: string) => new ServiceError("InvalidParameterException", message),
  badToken: () => new ServiceError("InvalidNextTokenException", "Invalid NextToken"), // (unverified)
  missing: (member: string) =>
    new ServiceError(
      "ValidationException",
      `1 validation error detected: Value null at '${member[0]?.toLowerCase()}${member.slice(1)}' failed to satisfy constraint: Member must not be null`,
    ),
  // (unverified)
  cannotDecrypt: () => new ServiceError("DecryptionFailure", "Secrets Manager can't decrypt the protected secret text using the provided KMS key."),
  // (unverified)
  cannotEncrypt: () =>
    new ServiceError(
      "EncryptionFailure",
      "Secrets Manager can't encrypt the protected secret text using the provided KMS key. Check that the KMS key is available, enabled, and not in an invalid state.",
    ),
  denied: (message: string) => new ServiceError("AccessDeniedException", message, { refusal: "denied" }),
} as const;
