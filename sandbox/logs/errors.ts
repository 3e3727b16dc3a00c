/** How CloudWatch Logs says no (API Reference; sentences as AWS has been seen to answer, where nothing else is said). */
import { ServiceError } from "../http/errors/service-error.ts";

export const logsErrors = {
  invalid: (message: string) => new ServiceError("InvalidParameterException", message),
  groupExists: () => new ServiceError("ResourceAlreadyExistsException", "The specified log group already exists"),
  noGroup: () => new ServiceError("ResourceNotFoundException", "The specified log group does not exist."),
  noStream: () => new ServiceError("ResourceNotFoundException", "The specified log stream does not exist."),
  noPolicy: (name: string) => new ServiceError("ResourceNotFoundException", `Policy with name [${name}] does not exist.`), // (unverified)
  tooMany: () => new ServiceError("LimitExceededException", "Resource limit exceeded."),
  badToken: () => new ServiceError("InvalidParameterException", "The specified nextToken is invalid."),
  denied: (message: string) => new ServiceError("AccessDeniedException", message, { refusal: "denied" }),
  lacks: (what: string) => new ServiceError("SandboxLacksOperation", `The sandbox does not have ${what}.`),
} as const;
