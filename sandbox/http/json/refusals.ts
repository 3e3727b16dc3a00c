/** How the JSON services pass on a no: the door's, and their own. */
import type { ApiRefusal, Report } from "../../cloud/service.ts";
import type { HttpResponse } from "../../kernel/exchange.ts";
import { ServiceError } from "../errors/service-error.ts";
import { jsonRefusal, type Stamp } from "./json.ts";

/** The door's refusals in the words of the JSON services (each API Reference, "Common Errors"); `faultCode` is a service's own for a mistake of ours. */
export function doorRefusal(refusal: ApiRefusal, faultCode: string): ServiceError {
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
      return new ServiceError(faultCode, "The simulator made a mistake; this is no fault of your request.", { status: 500 });
  }
}

/** The answer of a refusal, noted in the report. */
export function refused(error: ServiceError, stamp: Stamp, report: Report): HttpResponse {
  report.outcome = error.refusal;
  report.error = { code: error.code, message: error.message };
  return jsonRefusal(error, stamp);
}
