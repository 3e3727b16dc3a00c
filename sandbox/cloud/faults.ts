/** Faults to practise with that a service shows: its answer when it is asked too often, or when it is down. */
import { ServiceError } from "../http/errors/service-error.ts";
import { jsonRefusal, type Stamp } from "../http/json/json.ts";
import { queryRefusal } from "../http/query/query.ts";
import { matchesWildcard } from "../iam/matching/wildcard.ts";
import { utf8 } from "../kernel/bytes.ts";
import type { HttpRequest, HttpResponse } from "../kernel/exchange.ts";
import { splitUrl } from "../oci/path.ts";
import type { Fault } from "../world/tables.ts";
import type { Report } from "./service.ts";

export type Failing = "throttle" | "unavailable";

/** The API's common errors, and the words that a registry client prints: `toomanyrequests: Rate exceeded`. */
const REFUSALS = {
  throttle: { code: "ThrottlingException", message: "Rate exceeded", status: 400, oci: { code: "TOOMANYREQUESTS", status: 429 } },
  unavailable: {
    code: "ServiceUnavailableException",
    message: "The service is unavailable.",
    status: 503,
    oci: { code: "UNAVAILABLE", status: 503 },
  },
} as const;

export function failingAnswer(kind: Failing, request: HttpRequest, stamp: Stamp): HttpResponse {
  const { code, message, status, oci } = REFUSALS[kind];
  if (/^\/v2(?:\/|$)/.test(splitUrl(request.url).path)) return registryRefusal(oci, message);
  if (request.headers["content-type"]?.includes("urlencoded") !== true) return jsonRefusal(new ServiceError(code, message, { status }), stamp);
  const error = new ServiceError(code.replace(/Exception$/, ""), message, { status });
  return queryRefusal("https://sts.amazonaws.com/doc/2011-06-15/", error, stamp);
}

function registryRefusal({ code, status }: { readonly code: string; readonly status: number }, message: string): HttpResponse {
  const body = utf8(`${JSON.stringify({ errors: [{ code, message }] })}\n`);
  return { status, headers: { "content-type": "application/json; charset=utf-8", "content-length": String(body.length) }, body };
}

/** What is answered in place of the service while one of the world's faults concerns its host. */
export function answerInstead(
  faults: readonly Fault[],
  request: HttpRequest,
  { host, requestId, now }: { readonly host: string; readonly requestId: () => string; readonly now: number },
  report: Report,
): HttpResponse | undefined {
  for (const fault of faults) {
    if ((fault.kind !== "throttle" && fault.kind !== "unavailable") || !concerns(fault, host)) continue;
    const operation = /^AmazonEC2ContainerRegistry_V20150921\.(\w+)$/.exec(request.headers["x-amz-target"] ?? "")?.[1];
    if (operation !== undefined) Object.assign(report, { service: "ecr", operation });
    const { code, message } = REFUSALS[fault.kind];
    report.error = { code, message };
    return failingAnswer(fault.kind, request, { requestId: requestId(), now });
  }
  return undefined;
}

/** Whether a fault is one of this host, `api.ecr.us-east-1.amazonaws.com`; without a pattern it is one of every host. */
export function concerns({ host: pattern }: { readonly host?: string }, host: string): boolean {
  return pattern === undefined || matchesWildcard(pattern, host.replace(/:\d+$/, ""));
}
