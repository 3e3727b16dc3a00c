import { describe, expect, test } from "vitest";
import { defaultKeyPolicy, keyArn } from "../../world/kms.ts";
import type { KmsKey } from "../../world/tables.ts";
import { ACCOUNT, changed, EMPTY, NOW } from "../testing/made.ts";
import { row } from "../testing/row.ts";

const HOME = { account: ACCOUNT, region: "us-east-1" };
const ARN = keyArn(HOME, "1234");

function withKey(more: Partial<KmsKey> = {}) {
  const key: KmsKey = {
    ...{ ...HOME, id: "1234", arn: ARN, description: "", state: "Enabled", policy: defaultKeyPolicy(ACCOUNT) },
    ...{ aliases: ["alias/images"], tags: { team: "web" }, createdAt: NOW, ...more },
  };
  return changed(EMPTY, (tx) => tx.set("kmsKeys", ARN, key));
}

describe("kms.key", () => {
  test.each(["images", "alias/images", "1234", ARN, "im*"])("is found as %s", async (name) => {
    expect((await row({ "kms.key": name, has: { keyId: "1234", "tags.team": "web", keyManager: "CUSTOMER" } }, withKey())).state).toBe("true");
    expect((await row({ "kms.key": name }, EMPTY)).state).toBe("false");
  });

  test("says what it is instead, and what is missing", async () => {
    expect(await row({ "kms.key": "images", has: { enabled: false } }, withKey())).toEqual({
      goal: "Key `images`: `enabled` is false",
      now: "its `enabled` is true",
      state: "false",
    });
    expect((await row({ "kms.key": "images" }, EMPTY)).now).toBe("no key `images` yet");
  });

  test("shows its grants", async () => {
    const grant = {
      id: "1",
      grantee: "ecr.us-east-1.amazonaws.com",
      issuer: "",
      operations: ["Decrypt"],
      context: { "aws:ecr:arn": "x" },
      createdAt: 0,
    };
    const world = withKey({ grants: [grant] });
    const granted = async (granteePrincipal: string) =>
      (await row({ "kms.key": "images", has: { grantCount: 1, grants: { includes: { granteePrincipal, operations: ["Decrypt"] } } } }, world)).state;
    expect(await granted(grant.grantee)).toBe("true");
    expect(await granted("ecr.eu-west-1.amazonaws.com")).toBe("false");
  });
});
