/** `secrets` of a patch: Secrets Manager's secrets of the home account and Region by name; elsewhere `ACCOUNT:REGION:name`. */
import { regionalKey } from "../../world/keys.ts";
import type { Secret } from "../../world/tables.ts";
import { idsFor } from "./derive.ts";
import { BadWorld } from "./grammar.ts";
import { isPlainObject } from "./merge-patch.ts";
import { repositoryName } from "./names.ts";
import type { Site } from "./principals.ts";

/** The value of each is its text, or a map that is written as JSON. */
export function applySecrets({ tx, hasher, seed, now, home }: Site, secrets: unknown): void {
  if (!isPlainObject(secrets)) return;
  for (const [written, value] of Object.entries(secrets)) {
    const { account, region, name } = repositoryName(written, home);
    const key = regionalKey({ account, region }, name);
    if (value === null) {
      tx.delete("secrets", key);
      continue;
    }
    if (typeof value !== "string" && !isPlainObject(value)) throw new BadWorld(`secrets.${written} must be a text or a map`);
    const ids = idsFor(hasher, seed, `secret/${key}`);
    const before = tx.get("secrets", key);
    const secret: Secret = {
      account,
      region,
      name,
      arn: before?.arn ?? `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${ids.base32(6)}`,
      versions: [{ id: ids.uuid(), stages: ["AWSCURRENT"], text: typeof value === "string" ? value : JSON.stringify(value), createdAt: now }],
      tags: before?.tags ?? {},
      createdAt: before?.createdAt ?? now,
      changedAt: now,
    };
    tx.set("secrets", key, secret);
  }
}
