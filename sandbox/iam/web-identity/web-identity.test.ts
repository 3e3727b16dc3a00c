import { expect, test } from "vitest";
import { nodeHasher } from "../../node/hasher.ts";
import { issueWebIdentityToken, readWebIdentityToken } from "./web-identity.ts";

const KEY = "ab".repeat(32);
const CLAIMS = {
  issuer: "https://token.actions.githubusercontent.com",
  subject: "repo:gantry/storefront:ref:refs/heads/main",
  audience: "sts.amazonaws.com",
  issuedAt: Date.UTC(2026, 10, 23, 9),
  expiresAt: Date.UTC(2026, 10, 23, 10),
};
const TOKEN = issueWebIdentityToken(nodeHasher, KEY, CLAIMS);

test("a token that was issued is read back, with or without the newline of its file", () => {
  expect(readWebIdentityToken(nodeHasher, KEY, TOKEN)).toEqual({ kind: "claims", claims: CLAIMS });
  expect(readWebIdentityToken(nodeHasher, KEY, `${TOKEN}\n`)).toEqual({ kind: "claims", claims: CLAIMS });
});

test("a token is three parts of base64url, as RFC 7519 has it", () => {
  expect(TOKEN).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  expect(JSON.parse(Buffer.from(TOKEN.split(".")[1] ?? "", "base64url").toString())).toEqual({
    iss: CLAIMS.issuer,
    sub: CLAIMS.subject,
    aud: CLAIMS.audience,
    iat: CLAIMS.issuedAt / 1000,
    exp: CLAIMS.expiresAt / 1000,
  });
});

test("a token whose claims were changed, or that another world issued, is forged", () => {
  const [header, , mac] = TOKEN.split(".");
  const body = Buffer.from(JSON.stringify({ iss: CLAIMS.issuer, sub: "repo:other", aud: "sts.amazonaws.com", iat: 1, exp: 9e9 })).toString(
    "base64url",
  );
  expect(readWebIdentityToken(nodeHasher, KEY, `${header}.${body}.${mac}`)).toEqual({ kind: "forged", issuer: CLAIMS.issuer });
  expect(readWebIdentityToken(nodeHasher, "cd".repeat(32), TOKEN)).toEqual({ kind: "forged", issuer: CLAIMS.issuer });
});

test.each(["", "x", "a.b.c", "...", `${TOKEN}.x`, TOKEN.slice(0, 20), "eyJ9.eyJ9.eyJ9", `${TOKEN.split(".")[0]}.W10.AAAA`])(
  "%j is malformed",
  (token) => {
    expect(readWebIdentityToken(nodeHasher, KEY, token).kind).toBe("malformed");
  },
);
