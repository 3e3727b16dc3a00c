/** STS: who am I? Answers GetCallerIdentity, which no policy can deny (AWS STS API Reference, GetCallerIdentity). */
import type { ApiRefusal, ApiService, Report } from "../cloud/service.ts";
import { ServiceError } from "../http/errors/service-error.ts";
import type { Stamp } from "../http/json/json.ts";
import { queryAnswer, queryRefusal, readQuery } from "../http/query/query.ts";
import type { HttpResponse } from "../kernel/exchange.ts";
import { STS_MODEL } from "./model/index.ts";

const NAMESPACE = `https://sts.amazonaws.com/doc/${STS_MODEL.apiVersion}/`;

function doorRefusal(refusal: ApiRefusal): ServiceError {
  switch (refusal.kind) {
    case "missing-token":
      return new ServiceError("MissingAuthenticationToken", "Request is missing Authentication Token", { status: 403 });
    case "incomplete":
      return new ServiceError("IncompleteSignature", refusal.message, { status: 400 });
    case "unknown-key":
      return new ServiceError("InvalidClientTokenId", "The security token included in the request is invalid.", { status: 403 });
    case "expired-session":
      return new ServiceError("ExpiredToken", "The security token included in the request is expired", { status: 403 });
    case "bad-signature":
      return new ServiceError("SignatureDoesNotMatch", refusal.message, { status: 403 });
    case "too-large":
      return new ServiceError("RequestEntityTooLarge", `The request is larger than ${refusal.limit} bytes.`, { status: 413 });
    case "fault":
      return new ServiceError("InternalFailure", "The simulator made a mistake; this is no fault of your request.", { status: 500 });
  }
}

export const stsService: ApiService = {
  name: "sts",
  async handle({ request, body, requestId }, { caller, context, report }) {
    const stamp = { requestId, now: context.transportNow() };
    const action = readQuery(request, body).get("Action") ?? "";
    report.operation = action;
    if (!Object.hasOwn(STS_MODEL.operations, action)) {
      return refused(new ServiceError("InvalidAction", `Could not find operation ${action} for version ${STS_MODEL.apiVersion}`), stamp, report);
    }
    report.action = `sts:${action}`;
    report.input = {};
    report.output = { UserId: caller.userId, Account: caller.account, Arn: caller.arn };
    report.outcome = "works";
    return queryAnswer(NAMESPACE, action, { Arn: caller.arn, UserId: caller.userId, Account: caller.account }, stamp);
  },
  refuse(refusal, { requestId }, context, report) {
    return refused(doorRefusal(refusal), { requestId, now: context.transportNow() }, report);
  },
};

function refused(error: ServiceError, stamp: Stamp, report: Report): HttpResponse {
  report.outcome = error.refusal;
  report.error = { code: error.code, message: error.message };
  return queryRefusal(NAMESPACE, error, stamp);
}
