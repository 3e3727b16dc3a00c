/** The AWS Query protocol: form in, XML out (Smithy, "AWS Query protocol"). */

import { text, utf8 } from "../../kernel/bytes.ts";
import type { HttpRequest, HttpResponse } from "../../kernel/exchange.ts";
import { httpDate } from "../date.ts";
import type { ServiceError } from "../errors/service-error.ts";
import type { Stamp } from "../json/json.ts";
import type { ServiceModel } from "../model/model.ts";
import { escaped, writeShape } from "./xml.ts";

/** Parameters of the body and of the address; the body wins. */
export function readQuery(request: HttpRequest, body: Uint8Array): ReadonlyMap<string, string> {
  const mark = request.url.indexOf("?");
  const fromUrl = mark < 0 ? [] : new URLSearchParams(request.url.slice(mark + 1));
  return new Map([...fromUrl, ...new URLSearchParams(text(body))]);
}

function answer(status: number, xml: string, { requestId, now }: Stamp): HttpResponse {
  const body = utf8(xml);
  return {
    status,
    headers: {
      "x-amzn-requestid": requestId,
      "content-type": "text/xml",
      "content-length": String(body.length),
      date: httpDate(now),
    },
    body,
  };
}

/** `namespace` is the service's, `https://sts.amazonaws.com/doc/2011-06-15/`. An operation that gives nothing has no result element. */
export function queryAnswer(
  namespace: string,
  model: ServiceModel,
  operation: string,
  output: Readonly<Record<string, unknown>>,
  stamp: Stamp,
): HttpResponse {
  const { output: shape = "", noResult } = model.operations[operation] ?? {};
  const result = noResult ? "" : `  <${operation}Result>\n${writeShape(model, shape, output, "    ")}  </${operation}Result>\n`;
  const xml =
    `<${operation}Response xmlns="${namespace}">\n${result}` +
    `  <ResponseMetadata>\n    <RequestId>${stamp.requestId}</RequestId>\n  </ResponseMetadata>\n</${operation}Response>\n`;
  return answer(200, xml, stamp);
}

export function queryRefusal(namespace: string, { code, message, status }: ServiceError, stamp: Stamp): HttpResponse {
  const error =
    `    <Type>${status >= 500 ? "Receiver" : "Sender"}</Type>\n` + `    <Code>${escaped(code)}</Code>\n    <Message>${escaped(message)}</Message>\n`;
  return answer(
    status,
    `<ErrorResponse xmlns="${namespace}">\n  <Error>\n${error}  </Error>\n  <RequestId>${stamp.requestId}</RequestId>\n</ErrorResponse>\n`,
    stamp,
  );
}
