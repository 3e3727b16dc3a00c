import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Caller } from "../../iam/decision.ts";
import { fromBase64, text } from "../../kernel/bytes.ts";
import { nodeHasher } from "../../node/hasher.ts";
import { issueToken, TOKEN_LIFE, type TokenContent, verifyToken } from "./token.ts";

const KEY = "ab".repeat(32);
const ISSUED = Date.UTC(2026, 10, 23, 8);
const arn = "arn:aws:iam::111122223333:user/learner";
const caller: Caller = { arn, account: "111122223333", kind: "user", principalArn: arn, userId: "AIDAX", principal: "111122223333/user/learner" };
const content: TokenContent = { caller, region: "us-east-1", issuedAt: ISSUED };

function passwordOf(token: string): string {
  return text(fromBase64(token) as Uint8Array).replace(/^AWS:/, "");
}

const password = passwordOf(issueToken(nodeHasher, KEY, content));
const verdict = (given: string, now = ISSUED, key = KEY) => verifyToken(nodeHasher, key, given, now);

describe("the authorization token", () => {
  it("is valid at 11:59:59 and not at 12:00:00", () => {
    expect(TOKEN_LIFE).toBe(12 * 3600 * 1000);
    expect(verdict(password, ISSUED + TOKEN_LIFE - 1000).kind).toBe("valid");
    expect(verdict(password, ISSUED + TOKEN_LIFE - 1).kind).toBe("valid");
    expect(verdict(password, ISSUED + TOKEN_LIFE).kind).toBe("expired");
  });

  it("looks like ECR's: base64 of JSON with five members, 2 to 3 kB, expiration in epoch seconds", () => {
    expect(password.length).toBeGreaterThan(2000);
    expect(password.length).toBeLessThan(3000);
    expect(password.startsWith("eyJwYXlsb2FkIjoi")).toBe(true);
    const parts = JSON.parse(text(fromBase64(password) as Uint8Array)) as Record<string, unknown>;
    expect(Object.keys(parts)).toEqual(["payload", "datakey", "version", "type", "expiration"]);
    expect(parts).toMatchObject({ version: "2", type: "DATA_KEY", expiration: (ISSUED + TOKEN_LIFE) / 1000 });
    expect(text(fromBase64(String(parts.payload)) as Uint8Array)).not.toContain("learner");
  });

  it("carries its principal and Region, and says so to the world that issued it only", () => {
    expect(verdict(password)).toEqual({ kind: "valid", content });
    expect(verdict(password, ISSUED, "cd".repeat(32))).toEqual({ kind: "malformed" });
  });

  it("is void after any change of a character, and garbage is malformed", () => {
    fc.assert(
      fc.property(fc.nat(password.length - 1), fc.constantFrom(..."ABab01+/="), (at, character) => {
        const changed = password.slice(0, at) + character + password.slice(at + 1);
        if (changed !== password) expect(verdict(changed)).toEqual({ kind: "malformed" });
      }),
    );
    fc.assert(
      fc.property(fc.string(), (garbage) => {
        expect(verdict(garbage)).toEqual({ kind: "malformed" });
      }),
    );
    const longer = JSON.stringify({ ...JSON.parse(text(fromBase64(password) as Uint8Array)), expiration: 4_000_000_000 });
    expect(verdict(btoa(longer))).toEqual({ kind: "malformed" });
  });
});
