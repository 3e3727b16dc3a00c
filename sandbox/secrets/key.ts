/** The key of a secret: whoever reads or writes a value uses it, in their own name (Secrets Manager User Guide, "Secret encryption and decryption"). */
import type { JsonScope } from "../http/json/service.ts";
import { ask } from "../iam/ask.ts";
import { findKey, OWN_SECRETS_KEY } from "../world/kms.ts";
import type { Secret } from "../world/tables.ts";
import { secretsErrors } from "./errors.ts";

/** Throws for a key of the customer's that is not there, not enabled, or not the caller's to use. Anybody may use AWS's own. */
export function useKey({ tx, now, place, identified }: JsonScope, { kmsKey = OWN_SECRETS_KEY }: Secret, use: "GenerateDataKey" | "Decrypt"): void {
  if (kmsKey === OWN_SECRETS_KEY) return;
  const key = findKey(tx.world, place, kmsKey);
  if (key?.state !== "Enabled") throw use === "Decrypt" ? secretsErrors.cannotDecrypt() : secretsErrors.cannotEncrypt();
  const target = { kind: "key", arn: key.arn } as const;
  const more = { "kms:ViaService": `secretsmanager.${place.region}.amazonaws.com` };
  const asked = { caller: identified.caller, action: `kms:${use}`, resource: key.arn, target, region: place.region, now, more };
  const decision = ask(tx.world, asked);
  Object.assign(identified.report, { action: asked.action, resource: asked.resource, decision });
  if (decision.verdict === "deny") throw secretsErrors.denied("Access to KMS is not allowed");
}
