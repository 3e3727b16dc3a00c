/** Faults to practise with, switched by the control socket: each answers every request in place of the cloud, or delays it. */
import { setTimeout } from "node:timers/promises";
import { ServiceError } from "../http/errors/service-error.ts";
import { jsonRefusal } from "../http/json/json.ts";
import { queryRefusal } from "../http/query/query.ts";
import { utf8 } from "../kernel/bytes.ts";
import type { Handle, HttpRequest, HttpResponse } from "../kernel/exchange.ts";
import { splitUrl } from "../oci/path.ts";

/** What each fault does, in words for `help`. */
export const FAULTS = {
  throttle: "every request is refused because there were too many",
  unavailable: "every request is answered with 503",
  slow: "every answer comes three seconds late",
} as const;

export type FaultName = keyof typeof FAULTS;

export function isFault(name: string): name is FaultName {
  return Object.hasOwn(FAULTS, name);
}

/** Milliseconds. */
const LATE = 3_000;

/** The one switch of a server. While it is off, a request costs one comparison more. */
export class Faults {
  active: FaultName | undefined;

  guard(handle: Handle): Handle {
    return (request) => (this.active === undefined ? handle(request) : faulty(this.active, request, handle));
  }
}

async function faulty(fault: FaultName, request: HttpRequest, handle: Handle): Promise<HttpResponse> {
  switch (fault) {
    case "slow":
      await setTimeout(LATE);
      return handle(request);
    // The API's common errors, and the words a registry client prints: "toomanyrequests: Rate exceeded".
    case "throttle":
      return isRegistry(request)
        ? registryRefusal(429, "TOOMANYREQUESTS", "Rate exceeded")
        : apiRefusal(request, "ThrottlingException", "Rate exceeded", 400);
    case "unavailable":
      return isRegistry(request)
        ? registryRefusal(503, "UNAVAILABLE", "service unavailable")
        : apiRefusal(request, "ServiceUnavailableException", "The service is unavailable.", 503);
  }
}

function isRegistry({ url }: HttpRequest): boolean {
  return /^\/v2(?:\/|$)/.test(splitUrl(url).path);
}

function registryRefusal(status: number, code: string, message: string): HttpResponse {
  const body = utf8(`${JSON.stringify({ errors: [{ code, message }] })}\n`);
  return { status, headers: { "content-type": "application/json; charset=utf-8", "content-length": String(body.length) }, body };
}

function apiRefusal({ headers }: HttpRequest, code: string, message: string, status: number): HttpResponse {
  const stamp = { requestId: crypto.randomUUID(), now: Date.now() };
  const error = new ServiceError(code, message, { status });
  if (headers["content-type"]?.includes("urlencoded") !== true) return jsonRefusal(error, stamp);
  return queryRefusal("https://sts.amazonaws.com/doc/2011-06-15/", new ServiceError(code.replace(/Exception$/, ""), message, { status }), stamp);
}
