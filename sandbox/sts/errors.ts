/** How STS says no (AWS STS API Reference; sentences as AWS has been seen to answer). */
import { ServiceError } from "../http/errors/service-error.ts";
import type { Caller, Decision } from "../iam/decision.ts";
import { STS_MODEL } from "./model/index.ts";

const STATUS: Readonly<Record<string, number>> = { AccessDenied: 403 };

export function stsError(code: string, message: string): ServiceError {
  return new ServiceError(code, message, {
    status: STATUS[code] ?? STS_MODEL.errorStatuses?.[code] ?? 400,
    refusal: code === "AccessDenied" ? "denied" : "refused",
  });
}

/** STS gives no reason for an Allow that is missing, so that nobody learns which roles exist; it names an explicit deny. */
export function notAuthorized(caller: Caller, action: string, resource: string, decision?: Decision): ServiceError {
  const sentence = `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource}`;
  const explicit = decision?.reason === "explicit-deny" ? decision.message : undefined;
  return stsError("AccessDenied", explicit ?? sentence);
}
