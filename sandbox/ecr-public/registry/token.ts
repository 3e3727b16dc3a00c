/**
 * Bearer tokens of public.ecr.aws. The token server does not judge a login: whatever password has a token's form comes back as the Bearer
 * token that GetAuthorizationToken gave, and the registry judges it with every request. Everybody else gets an anonymous one for an hour
 * (github.com/kreuzwerker/terraform-provider-docker#666, github.com/oras-project/oras-go#1227).
 */
import type { CloudContext } from "../../cloud/service.ts";
import { seal, unseal } from "../../ecr/seal/seal.ts";
import { verifyToken } from "../../ecr/token/token.ts";
import { callerAgain } from "../../iam/caller.ts";
import type { Caller } from "../../iam/decision.ts";
import { base64, fromBase64, strictText, utf8 } from "../../kernel/bytes.ts";
import { PUBLIC_REGION } from "../../world/keys.ts";

/** Milliseconds that an anonymous token lives. */
const ANONYMOUS_LIFE = 60 * 60 * 1000;
const PURPOSE = "public-bearer";
/** Bytes of its payload, for a token about as long as AWS's. */
const PAYLOAD_BYTES = 600;

export type Bearer =
  | { readonly kind: "anonymous" }
  | { readonly kind: "known"; readonly caller: Caller }
  | { readonly kind: "expired" }
  | { readonly kind: "invalid" };

/** base64 of a JSON object with `payload`, `version`, `type` and `expiration`. */
function anonymous(context: CloudContext, issuedAt: number): string {
  const payload = base64(seal(context.hasher, context.store.meta.sealingKey, PURPOSE, { issuedAt }, PAYLOAD_BYTES));
  const expiration = Math.floor((issuedAt + ANONYMOUS_LIFE) / 1000);
  return base64(utf8(JSON.stringify({ payload, version: "2", type: "DATA_KEY", expiration })));
}

/** The payload of a text that has a token's outer form. */
function payloadOf(text: string): Uint8Array | undefined {
  const bytes = fromBase64(text);
  const json = bytes && strictText(bytes);
  if (!json) return undefined;
  try {
    const { payload } = JSON.parse(json) as { payload?: unknown };
    return typeof payload === "string" ? fromBase64(payload) : undefined;
  } catch {
    return undefined;
  }
}

/** The token for a `GET /token/`; undefined for credentials that are none of AWS's. */
export function tokenFor(context: CloudContext, authorization: string | undefined): string | undefined {
  if (authorization === undefined) return anonymous(context, context.store.now());
  const [, encoded = ""] = /^Basic +(.*)$/i.exec(authorization) ?? [];
  const bytes = fromBase64(encoded.trim());
  const credential = (bytes && strictText(bytes)) ?? "";
  if (!credential.startsWith("AWS:") || !payloadOf(credential.slice("AWS:".length))) return undefined;
  return base64(utf8(credential));
}

/** Judges what stands behind `Bearer`. */
export function judgeBearer(context: CloudContext, token: string): Bearer {
  const { hasher, store } = context;
  const bytes = fromBase64(token);
  const credential = (bytes && strictText(bytes)) ?? "";
  if (!credential.startsWith("AWS:")) return judgeAnonymous(context, token);
  const verdict = verifyToken(hasher, store.meta.sealingKey, credential.slice("AWS:".length), store.now());
  // A token of private ECR is none here.
  if (verdict.kind === "malformed" || verdict.content.region !== PUBLIC_REGION) return { kind: "invalid" };
  if (verdict.kind === "expired") return { kind: "expired" };
  const caller = callerAgain(store.world, verdict.content.caller);
  return caller ? { kind: "known", caller } : { kind: "invalid" };
}

function judgeAnonymous(context: CloudContext, token: string): Bearer {
  const payload = payloadOf(token);
  const content = payload && (unseal(context.hasher, context.store.meta.sealingKey, PURPOSE, payload) as { issuedAt: number } | undefined);
  if (!content || anonymous(context, content.issuedAt) !== token) return { kind: "invalid" };
  return { kind: context.store.now() < content.issuedAt + ANONYMOUS_LIFE ? "anonymous" : "invalid" };
}
