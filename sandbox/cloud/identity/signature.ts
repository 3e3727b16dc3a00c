/** Who signed an API request, and for which service and Region; or what the door has against it. */

import { type Claim, readClaim, skew, verify } from "../../http/sigv4/index.ts";
import { isRegion } from "../../http/sigv4/regions.ts";
import { callerOf, sessionOf } from "../../iam/caller.ts";
import type { Caller } from "../../iam/decision.ts";
import { equalBytes, utf8 } from "../../kernel/bytes.ts";
import type { HttpRequest } from "../../kernel/exchange.ts";
import { apiOf } from "../addresses.ts";
import type { ApiRefusal, CloudContext } from "../service.ts";

export type Claimed = { readonly kind: "claimed"; readonly claim: Claim; readonly caller: Caller; readonly secret: string } | ApiRefusal;

const MISMATCH =
  "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

function badSignature(message: string): ApiRefusal {
  return { kind: "bad-signature", message };
}

function titled(header: string): string {
  return header.replace(/(^|-)([a-z])/g, (part) => part.toUpperCase());
}

/** Everything that can be judged from the head alone, before the body is read. */
export function claimedBy({ headers, url }: HttpRequest, host: string, { store, transportNow }: CloudContext): Claimed {
  const reading = readClaim(headers);
  if (reading.kind === "missing") return { kind: "missing-token" };
  if (reading.kind === "incomplete") return { kind: "incomplete", message: reading.message };
  const { claim } = reading;
  const key = store.world.accessKeys.get(claim.accessKeyId);
  const caller = key && callerOf(store.world, key.principal, sessionOf(key));
  if (!key || !caller || key.status !== "Active") return { kind: "unknown-key" };
  if (!sameToken(headers["x-amz-security-token"], key.session?.token)) return { kind: "unknown-key" };
  if (key.session && store.now() >= key.session.expiresAt) return { kind: "expired-session" };
  const skewed = skew(claim, transportNow());
  if (skewed) return badSignature(skewed);
  const api = apiOf(host || url);
  const { region } = claim.scope;
  if (!isRegion(region) || (api?.region ?? region) !== region) return badSignature("Credential should be scoped to a valid region. ");
  if (api && api.service !== claim.scope.service) return badSignature(`Credential should be scoped to correct service: '${api.service}'. `);
  return { kind: "claimed", claim, caller, secret: key.secret };
}

/** Temporary credentials come with their token, others with none. */
function sameToken(given: string | undefined, wanted: string | undefined): boolean {
  if (given === undefined || wanted === undefined) return given === wanted;
  return equalBytes(utf8(given), utf8(wanted));
}

/** What is wrong with the signature itself, or undefined. */
export function signatureProblem(
  request: HttpRequest,
  body: Uint8Array,
  { claim, secret }: Extract<Claimed, { kind: "claimed" }>,
  { hasher }: CloudContext,
): ApiRefusal | undefined {
  const verdict = verify(hasher, request, body, claim, secret);
  switch (verdict.kind) {
    case "genuine":
      return undefined;
    case "unsigned-header":
      return badSignature(`'${titled(verdict.name)}' must be a 'SignedHeader' in the AWS Authorization.`);
    case "wrong-date": {
      const [scope, date] = [claim.scope.date, claim.date];
      return badSignature(
        `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope}' != '${date.slice(0, 8)}', from '${date}'.`,
      );
    }
    case "wrong":
      return badSignature(MISMATCH);
  }
}
