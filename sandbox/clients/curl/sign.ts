/** `--aws-sigv4`: curl's own way of signing, all headers it sends included. */
import { amzDate, authorityOf, canonicalRequest, type Scope, scopeText, signature } from "../../http/sigv4/canonical.ts";
import { hex } from "../../kernel/bytes.ts";
import type { HttpHeaders } from "../../kernel/exchange.ts";
import type { Hasher } from "../../kernel/hash.ts";

/** The headers that prove who asks: `aws:amz:REGION:SERVICE` with `-u KEY:SECRET`. Missing Region and service are read from the host. */
export function curlSigned(
  request: { readonly method: string; readonly url: string; readonly headers: HttpHeaders; readonly body: Uint8Array },
  options: { readonly provider: string; readonly user: string; readonly now: number; readonly hasher: Hasher },
): HttpHeaders {
  const host = authorityOf(request.url);
  const labels = host.split(".");
  const [, , region = labels.at(-3) ?? "", service = labels[0] ?? ""] = options.provider.split(":");
  const [key = "", ...rest] = options.user.split(":");
  const date = amzDate(options.now);
  const headers: Record<string, string> = { ...request.headers, host, "x-amz-date": date };
  const names = Object.keys(headers)
    .filter((name) => !["user-agent", "accept", "content-length", "authorization"].includes(name))
    .sort();
  const scope: Scope = { date: date.slice(0, 8), region, service };
  const canonical = canonicalRequest({ ...request, headers }, names, hex(options.hasher.sha256(request.body)));
  const proof = signature(options.hasher, rest.join(":"), scope, date, canonical);
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${key}/${scopeText(scope)}, SignedHeaders=${names.join(";")}, Signature=${proof}`,
  };
}
