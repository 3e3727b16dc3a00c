/**
 * Tokens of a simulated OpenID Connect issuer, in the form of RFC 7519. Real issuers sign with a private key of their own (RS256); this
 * one signs with a key that follows from the world's sealing key and the issuer's name (HS256), so that a world needs no key pairs and a
 * forged token is still found out.
 */
import { base64, equalBytes, fromBase64, strictText, utf8 } from "../../kernel/bytes.ts";
import type { Hasher } from "../../kernel/hash.ts";

export interface WebIdentityClaims {
  /** With its scheme: `https://token.actions.githubusercontent.com`. */
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  /** Epoch milliseconds, whole seconds. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** `forged`: it has the form of a token and the signature of somebody else. Whether it has expired is the reader's to ask. */
export type WebIdentityReading =
  | { readonly kind: "claims"; readonly claims: WebIdentityClaims }
  | { readonly kind: "malformed" }
  | { readonly kind: "forged"; readonly issuer: string };

function base64Url(bytes: Uint8Array): string {
  return base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(encoded: string): Uint8Array | undefined {
  if (!/^[\w-]*$/.test(encoded) || encoded.length % 4 === 1) return undefined;
  return fromBase64(
    encoded
      .replaceAll("-", "+")
      .replaceAll("_", "/")
      .padEnd(Math.ceil(encoded.length / 4) * 4, "="),
  );
}

function signature(hasher: Hasher, sealingKey: string, issuer: string, signed: string): Uint8Array {
  const key = hasher.hmacSha256(utf8(sealingKey), utf8(`web-identity/${issuer}`));
  return hasher.hmacSha256(key, utf8(signed));
}

/** A signed token, as a file such as `$AWS_WEB_IDENTITY_TOKEN_FILE` holds it. */
export function issueWebIdentityToken(
  hasher: Hasher,
  sealingKey: string,
  { issuer, subject, audience, issuedAt, expiresAt }: WebIdentityClaims,
): string {
  const header = { alg: "HS256", typ: "JWT" };
  const claims = { iss: issuer, sub: subject, aud: audience, iat: Math.floor(issuedAt / 1000), exp: Math.floor(expiresAt / 1000) };
  const signed = [header, claims].map((part) => base64Url(utf8(JSON.stringify(part)))).join(".");
  return `${signed}.${base64Url(signature(hasher, sealingKey, issuer, signed))}`;
}

function objectIn(part: string): Readonly<Record<string, unknown>> | undefined {
  const bytes = fromBase64Url(part);
  const json = bytes && strictText(bytes);
  if (json === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** What a token says, once its signature has been seen to be the issuer's. White space around it, as files have it, is no part of it. */
export function readWebIdentityToken(hasher: Hasher, sealingKey: string, token: string): WebIdentityReading {
  const parts = token.trim().split(".");
  const [header = "", body = "", signed = ""] = parts;
  const claims = objectIn(body);
  const mac = fromBase64Url(signed);
  if (parts.length !== 3 || !objectIn(header) || !claims || !mac) return { kind: "malformed" };
  const { iss, sub, aud, iat, exp } = claims;
  if (typeof iss !== "string" || typeof sub !== "string" || typeof aud !== "string") return { kind: "malformed" };
  if (typeof iat !== "number" || typeof exp !== "number") return { kind: "malformed" };
  if (!equalBytes(mac, signature(hasher, sealingKey, iss, `${header}.${body}`))) return { kind: "forged", issuer: iss };
  return { kind: "claims", claims: { issuer: iss, subject: sub, audience: aud, issuedAt: iat * 1000, expiresAt: exp * 1000 } };
}
