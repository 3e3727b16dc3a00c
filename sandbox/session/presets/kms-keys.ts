/** `keys` of a patch: KMS keys, by alias or by id; elsewhere `ACCOUNT:REGION:alias`. */
import { defaultKeyPolicy, scheduleDeletion } from "../../world/kms.ts";
import type { KmsKey } from "../../world/tables.ts";
import { idsFor } from "./derive.ts";
import { BadWorld } from "./grammar.ts";
import { isPlainObject, mergePatch } from "./merge-patch.ts";
import { repositoryName } from "./names.ts";
import { documentFrom } from "./policies.ts";
import type { Site } from "./principals.ts";

const KEY_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const STATES: readonly KmsKey["state"][] = ["Enabled", "Disabled", "PendingDeletion"];

/** A key that is pending deletion goes when the longest time of waiting is over, milliseconds. */
const WINDOW = 30 * 86_400_000;

export function applyKeys({ tx, hasher, seed, now, home }: Site, keys: unknown): void {
  if (!isPlainObject(keys)) return;
  for (const [written, spec] of Object.entries(keys)) {
    const { account, region, name } = repositoryName(written, home);
    const alias = KEY_ID.test(name) ? undefined : name.startsWith("alias/") ? name : `alias/${name}`;
    const id = alias === undefined ? name : idsFor(hasher, seed, `kms/${account}/${region}/${alias}`).uuid();
    const arn = `arn:aws:kms:${region}:${account}:key/${id}`;
    if (spec === null) {
      tx.delete("kmsKeys", arn);
      continue;
    }
    if (!isPlainObject(spec)) throw new BadWorld(`keys.${written} must be a map`);
    const before = tx.get("kmsKeys", arn);
    const state = (spec.state ?? before?.state ?? "Enabled") as KmsKey["state"];
    if (!STATES.includes(state)) throw new BadWorld(`keys.${written}: "${String(state)}" is no state of a key; there are ${STATES.join(", ")}`);
    const more = Array.isArray(spec.aliases) ? spec.aliases.map(String) : (before?.aliases ?? []);
    const { deletesAt, ...kept } = before ?? {};
    const key: KmsKey = {
      ...kept,
      account,
      region,
      id,
      arn,
      description: typeof spec.description === "string" ? spec.description : (before?.description ?? ""),
      state,
      policy: spec.policy === undefined ? (before?.policy ?? defaultKeyPolicy(account)) : documentFrom(spec.policy, `keys.${written}.policy`),
      aliases: [...new Set([...(alias === undefined ? [] : [alias]), ...more])],
      tags: mergePatch(before?.tags ?? {}, spec.tags ?? {}) as Record<string, string>,
      createdAt: before?.createdAt ?? now,
    };
    if (state === "PendingDeletion") scheduleDeletion(tx, key, deletesAt ?? now + WINDOW);
    else tx.set("kmsKeys", arn, key);
  }
}
