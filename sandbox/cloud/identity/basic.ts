/** Who is behind a registry request: the Basic credential `AWS:token` (user guide, "Private registry authentication"). */

import { verifyCredential } from "../../ecr/token/token.ts";
import { callerAgain } from "../../iam/caller.ts";
import type { Caller } from "../../iam/decision.ts";
import { utf8 } from "../../kernel/bytes.ts";
import type { HttpRequest, HttpResponse } from "../../kernel/exchange.ts";
import type { CloudContext } from "../service.ts";

export type Bearer =
  | { readonly kind: "known"; readonly caller: Caller }
  | { readonly kind: "refused"; readonly code: string; readonly message: string; readonly response: HttpResponse };

const SCHEME = "basic ";

/** Status for a token of another Region. (unverified) */
const FOREIGN_REGION_STATUS = 403;

function answer(status: number, headers: Record<string, string>, body: string): HttpResponse {
  const bytes = utf8(body);
  return { status, headers: { "docker-distribution-api-version": "registry/2.0", ...headers, "content-length": String(bytes.length) }, body: bytes };
}

function challenge(origin: string): Bearer {
  const headers = { "www-authenticate": `Basic realm="${origin}/",service="ecr.amazonaws.com"`, "content-type": "text/plain; charset=utf-8" };
  return { kind: "refused", code: "UNAUTHORIZED", message: "Not Authorized", response: answer(401, headers, "Not Authorized\n") };
}

function denied(status: number, message: string): Bearer {
  const body = JSON.stringify({ errors: [{ code: "DENIED", message }] });
  return { kind: "refused", code: "DENIED", message, response: answer(status, { "content-type": "application/json; charset=utf-8" }, body) };
}

function malformed(): Bearer {
  return { kind: "refused", code: "BadRequest", message: "The credential is not an authorization token", response: answer(400, {}, "") };
}

/** Identifies the sender for a registry of `region`. `origin` is scheme and host as asked. */
export function bearerOf({ headers }: HttpRequest, origin: string, region: string, { store, hasher }: CloudContext): Bearer {
  const given = headers.authorization ?? "";
  // No pattern over the whole: it would go through 3 kB, letter by letter.
  if (given.slice(0, SCHEME.length).toLowerCase() !== SCHEME) return challenge(origin);
  const verdict = verifyCredential(hasher, store.meta.sealingKey, given.slice(SCHEME.length).trim(), store.now());
  if (verdict.kind === "malformed") return malformed();
  const { caller, region: issuedIn } = verdict.content;
  if (issuedIn !== region) return denied(FOREIGN_REGION_STATUS, "Your authorization token is not valid in this Region."); // (unverified)
  if (verdict.kind === "expired") return denied(403, "Your authorization token has expired. Reauthenticate and try again.");
  const known = callerAgain(store.world, caller);
  return known ? { kind: "known", caller: known } : challenge(origin);
}
