/** ECR's API (`api.ecr.REGION.amazonaws.com`): AWS JSON 1.1 over the operations. */
import type { ApiRefusal, ApiService, Report } from "../cloud/service.ts";
import { ServiceError } from "../http/errors/service-error.ts";
import { jsonAnswer, jsonRefusal, readJson, type Stamp } from "../http/json/json.ts";
import type { HttpResponse } from "../kernel/exchange.ts";
import { invoke } from "./invoke.ts";
import { isOperationName, MODEL } from "./model/index.ts";

/** The door's refusals in ECR's words (amazon ECR API Reference, "Common Errors"). */
function doorRefusal(refusal: ApiRefusal): ServiceError {
  switch (refusal.kind) {
    case "missing-token":
      return new ServiceError("MissingAuthenticationTokenException", "Missing Authentication Token");
    case "incomplete":
      return new ServiceError("IncompleteSignatureException", refusal.message);
    case "unknown-key":
      return new ServiceError("UnrecognizedClientException", "The security token included in the request is invalid.");
    case "expired-session":
      return new ServiceError("ExpiredTokenException", "The security token included in the request is expired");
    case "bad-signature":
      return new ServiceError("InvalidSignatureException", refusal.message);
    case "too-large":
      return new ServiceError("RequestEntityTooLargeException", `The request is larger than ${refusal.limit} bytes.`, { status: 413 });
    case "fault":
      return new ServiceError("ServerException", "The simulator made a mistake; this is no fault of your request.", { status: 500 });
  }
}

const PREFIX = `${MODEL.targetPrefix}.`;

export const ecrService: ApiService = {
  name: "ecr",
  async handle({ request, body, requestId }, identified) {
    const { context, report } = identified;
    const stamp = { requestId, now: context.transportNow() };
    try {
      const target = request.headers["x-amz-target"] ?? "";
      const operation = target.startsWith(PREFIX) ? target.slice(PREFIX.length) : "";
      if (!isOperationName(operation)) throw new ServiceError("UnknownOperationException", "");
      report.operation = operation;
      // The input is whatever the client sent: `invoke` validates it.
      return jsonAnswer(200, await invoke(operation, readJson(body) as never, identified), stamp);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return refused(error, stamp, report);
    }
  },
  refuse(refusal, { requestId }, context, report) {
    return refused(doorRefusal(refusal), { requestId, now: context.transportNow() }, report);
  },
};

function refused(error: ServiceError, stamp: Stamp, report: Report): HttpResponse {
  report.outcome = error.refusal;
  report.error = { code: error.code, message: error.message };
  return jsonRefusal(error, stamp);
}
