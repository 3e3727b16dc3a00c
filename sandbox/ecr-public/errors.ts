/** How ECR Public says no. Sentences that private ECR has are the same. */
import { ServiceError } from "../http/errors/service-error.ts";

export const publicErrors = {
  invalid: (parameter: string, constraint: string) =>
    new ServiceError("InvalidParameterException", `Invalid parameter at '${parameter}' failed to satisfy constraint: '${constraint}'`),
  missing: (member: string) => publicErrors.invalid(member, "Member must not be null"),
  denied: (message: string) => new ServiceError("AccessDeniedException", message, { refusal: "denied" }),
  /** Seen at the endpoint of us-west-2 (github.com/codeship-library/aws-utilities#117). */
  otherRegion: (operation: string) => new ServiceError("UnsupportedCommandException", `${operation} command is only supported in us-east-1.`),
  /** (unverified) */
  noRegistry: (registry: string) => new ServiceError("RegistryNotFoundException", `The registry with id '${registry}' does not exist`),
  /** (unverified) */
  noCatalogData: (repository: string, account: string) =>
    new ServiceError(
      "RepositoryCatalogDataNotFoundException",
      `Repository catalog data does not exist for the repository with name '${repository}' in the registry with id '${account}'`,
    ),
} as const;
