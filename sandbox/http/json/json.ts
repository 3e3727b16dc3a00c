/** AWS JSON 1.1: how requests are read and answers are written (Smithy, "AWS JSON 1.1 protocol"). */
import { strictText, utf8 } from "../../kernel/bytes.ts";
import type { HttpResponse } from "../../kernel/exchange.ts";
import { httpDate } from "../date.ts";
import { ServiceError } from "../errors/service-error.ts";

const CONTENT_TYPE = "application/x-amz-json-1.1";

/** What every answer carries: its id, and the transport clock's time. */
export interface Stamp {
  readonly requestId: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** The value of a body; an empty one is an empty structure. Throws `SerializationException` for what is no JSON. */
export function readJson(body: Uint8Array): unknown {
  if (body.length === 0) return {};
  const source = strictText(body);
  try {
    if (source !== undefined) return JSON.parse(source) as unknown;
  } catch {
    // Answered below, like text that is not UTF-8.
  }
  throw new ServiceError("SerializationException", "The request body is not valid JSON.");
}

export function jsonAnswer(status: number, value: unknown, { requestId, now }: Stamp): HttpResponse {
  const body = utf8(JSON.stringify(value));
  return {
    status,
    headers: {
      "x-amzn-requestid": requestId,
      date: httpDate(now),
      "content-type": CONTENT_TYPE,
      "content-length": String(body.length),
    },
    body,
  };
}

/** A refusal: `__type`, `message`, and whatever else the error declares. */
export function jsonRefusal({ code, message, status, members }: ServiceError, stamp: Stamp): HttpResponse {
  return jsonAnswer(status, { __type: code, ...(message === "" ? {} : { message }), ...members }, stamp);
}
