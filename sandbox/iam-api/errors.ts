/** How IAM says no: codes, statuses and sentences (IAM API Reference; sentences as AWS has been seen to answer). */
import { ServiceError } from "../http/errors/service-error.ts";
import { IAM_MODEL } from "./model/index.ts";

/** Statuses of codes that the model does not list. */
const STATUS: Readonly<Record<string, number>> = { AccessDenied: 403, ValidationError: 400 };

export function iamError(code: string, message: string): ServiceError {
  return new ServiceError(code, message, {
    status: IAM_MODEL.errorStatuses?.[code] ?? STATUS[code] ?? 400,
    refusal: code === "AccessDenied" ? "denied" : "refused",
  });
}

export type Noun = "user" | "group" | "role";

const TITLE: Readonly<Record<Noun, string>> = { user: "User", group: "Group", role: "Role" };

export function noSuch(noun: Noun, name: string): ServiceError {
  return iamError("NoSuchEntity", `The ${noun} with name ${name} cannot be found.`);
}

export function noSuchInline(noun: Noun, name: string): ServiceError {
  return iamError("NoSuchEntity", `The ${noun} policy with name ${name} cannot be found.`);
}

export function noSuchPolicy(arn: string): ServiceError {
  return iamError("NoSuchEntity", `Policy ${arn} was not found.`);
}

export function notAttachable(arn: string): ServiceError {
  return iamError("NoSuchEntity", `Policy ${arn} does not exist or is not attachable.`);
}

export function noSuchVersion(arn: string, version: string): ServiceError {
  return iamError("NoSuchEntity", `Policy ${arn} version ${version} does not exist or is not attachable.`);
}

export function taken(noun: Noun, name: string): ServiceError {
  return iamError("EntityAlreadyExists", `${TITLE[noun]} with name ${name} already exists.`);
}

export function deleteConflict(what: string): ServiceError {
  return iamError("DeleteConflict", `Cannot delete entity, must ${what} first.`);
}

export function quota(name: string, limit: number): ServiceError {
  return iamError("LimitExceeded", `Cannot exceed quota for ${name}: ${limit}`);
}

export function invalidName(member: string): ServiceError {
  return iamError(
    "ValidationError",
    `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
  );
}
