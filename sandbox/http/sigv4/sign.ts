/** Signs a request as the AWS CLI does: with the headers `content-type;host;x-amz-date;x-amz-security-token;x-amz-target`, those of them that are there. */
import { hex } from "../../kernel/bytes.ts";
import type { HttpHeaders } from "../../kernel/exchange.ts";
import type { Hasher } from "../../kernel/hash.ts";
import { ALGORITHM, amzDate, authorityOf, canonicalRequest, type Scope, scopeText, signature } from "./canonical.ts";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface Signing {
  readonly hasher: Hasher;
  readonly credentials: Credentials;
  readonly region: string;
  /** As in the scope: `ecr`. */
  readonly service: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

const SIGNED: readonly string[] = ["content-type", "host", "x-amz-date", "x-amz-security-token", "x-amz-target"];

/** The request's headers with `host`, `x-amz-date`, `x-amz-security-token` and `authorization` added. Names must be lower case. */
export function sign(
  request: { readonly method: string; readonly url: string; readonly headers: HttpHeaders; readonly body: Uint8Array },
  { hasher, credentials, region, service, now }: Signing,
): HttpHeaders {
  const date = amzDate(now);
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const headers: Record<string, string> = {
    ...request.headers,
    host: request.headers.host ?? authorityOf(request.url),
    "x-amz-date": date,
    ...(sessionToken === undefined ? {} : { "x-amz-security-token": sessionToken }),
  };
  const signedHeaders = SIGNED.filter((name) => headers[name] !== undefined);
  const scope: Scope = { date: date.slice(0, 8), region, service };
  const canonical = canonicalRequest({ ...request, headers }, signedHeaders, hex(hasher.sha256(request.body)));
  const proof = signature(hasher, secretAccessKey, scope, date, canonical);
  return {
    ...headers,
    authorization: `${ALGORITHM} Credential=${accessKeyId}/${scopeText(scope)}, SignedHeaders=${signedHeaders.join(";")}, Signature=${proof}`,
  };
}
