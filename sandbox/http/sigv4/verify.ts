/** Verifies a request's signature over the headers that the request itself names, within five minutes of the transport clock. */
import { equalBytes, hex, utf8 } from "../../kernel/bytes.ts";
import type { HttpHeaders } from "../../kernel/exchange.ts";
import type { Hasher } from "../../kernel/hash.ts";
import { ALGORITHM, amzDate, canonicalRequest, parseAmzDate, type Scope, type Signable, signature, TERMINATOR } from "./canonical.ts";

/** Minutes that a request's date may differ from the service's clock; AWS's sentence names the same number. */
const WINDOW_MINUTES = 5;
const WINDOW = WINDOW_MINUTES * 60 * 1000;

/** What an `Authorization` header says. */
export interface Claim {
  readonly accessKeyId: string;
  readonly scope: Scope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** As sent, `20261123T081819Z`, and in epoch milliseconds. */
  readonly date: string;
  readonly at: number;
}

export type ClaimReading =
  | { readonly kind: "claim"; readonly claim: Claim }
  | { readonly kind: "missing" }
  | { readonly kind: "incomplete"; readonly message: string };

const PARAMETERS = ["Credential", "Signature", "SignedHeaders"] as const;

/** `Wed, 25 Nov 2026 …` is allowed too, in the header `date`. */
function dateOf(headers: HttpHeaders): { date: string; at: number } | undefined {
  const date = headers["x-amz-date"] ?? headers.date;
  if (date === undefined) return undefined;
  const basic = parseAmzDate(date);
  if (basic !== undefined) return { date, at: basic };
  const at = Date.parse(date);
  return Number.isNaN(at) ? undefined : { date: amzDate(at), at };
}

/** Reads the claim, with AWS's sentences for an incomplete one. */
export function readClaim(headers: HttpHeaders): ClaimReading {
  const { authorization } = headers;
  if (authorization === undefined || authorization.trim() === "") return { kind: "missing" };
  if (!authorization.startsWith(ALGORITHM)) return { kind: "missing" };
  const given = new Map<string, string>();
  for (const part of authorization.slice(ALGORITHM.length).split(",")) {
    const equals = part.indexOf("=");
    if (equals > 0) given.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  const problems = PARAMETERS.filter((name) => !given.get(name)).map((name) => `Authorization header requires '${name}' parameter.`);
  const when = dateOf(headers);
  if (!when) problems.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  if (problems.length > 0 || !when) return { kind: "incomplete", message: `${problems.join(" ")} Authorization=${ALGORITHM}` };
  const [accessKeyId = "", date = "", region = "", service = "", terminator = "", ...more] = (given.get("Credential") ?? "").split("/");
  if (more.length > 0 || !accessKeyId || !date || !region || !service || terminator !== TERMINATOR) {
    return {
      kind: "incomplete",
      message: `Credential must have at least 5 slash-delimited elements in the form of <access key>/<date>/<region>/<service>/${TERMINATOR}.`,
    };
  }
  const signedHeaders = (given.get("SignedHeaders") ?? "").split(";");
  return { kind: "claim", claim: { accessKeyId, scope: { date, region, service }, signedHeaders, signature: given.get("Signature") ?? "", ...when } };
}

/** AWS's sentence for a request that is too old or from the future, or undefined. `now` is transport time. */
export function skew({ date, at }: Claim, now: number): string | undefined {
  if (at < now - WINDOW) return `Signature expired: ${date} is now earlier than ${amzDate(now - WINDOW)} (${amzDate(now)} - ${WINDOW_MINUTES} min.)`;
  if (at > now + WINDOW)
    return `Signature not yet current: ${date} is still later than ${amzDate(now + WINDOW)} (${amzDate(now)} + ${WINDOW_MINUTES} min.)`;
  return undefined;
}

/** Headers that change what a request means: present but unsigned, they could be changed on the way. */
const MUST_BE_SIGNED: readonly string[] = ["host", "x-amz-date", "x-amz-target", "x-amz-security-token"];

export type Verdict =
  | { readonly kind: "genuine" }
  | { readonly kind: "unsigned-header"; readonly name: string }
  | { readonly kind: "wrong-date" }
  | { readonly kind: "wrong" };

/** Whether the signature was made with `secret` over exactly this request and body. */
export function verify(hasher: Hasher, request: Signable, body: Uint8Array, claim: Claim, secret: string): Verdict {
  const { headers } = request;
  const unsigned = MUST_BE_SIGNED.find((name) => (name === "host" || headers[name] !== undefined) && !claim.signedHeaders.includes(name));
  if (unsigned) return { kind: "unsigned-header", name: unsigned };
  if (claim.scope.date !== claim.date.slice(0, 8)) return { kind: "wrong-date" };
  const payloadHash = hex(hasher.sha256(body));
  const announced = headers["x-amz-content-sha256"];
  if (announced !== undefined && announced !== payloadHash) return { kind: "wrong" };
  const expected = signature(hasher, secret, claim.scope, claim.date, canonicalRequest(request, claim.signedHeaders, payloadHash));
  return equalBytes(utf8(expected), utf8(claim.signature)) ? { kind: "genuine" } : { kind: "wrong" };
}
