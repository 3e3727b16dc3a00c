/** What becomes of a deleted repository's grants (user guide, "Encryption at rest", "Troubleshooting"). */
import { ask } from "../../iam/ask.ts";
import type { Caller } from "../../iam/decision.ts";
import type { Repository } from "../../world/tables.ts";
import type { Transaction, World } from "../../world/world.ts";
import { grantsFor, retireGrants } from "./grants.ts";
import { kmsException } from "./refusal.ts";

/** Retires them if whoever deletes may; a repository goes without that too, and then they stay behind. */
export function retireFor(tx: Transaction, repository: Repository, caller: Caller, now: number): void {
  const { account, region, name, encryption } = repository;
  const key = encryption.kmsKey === undefined ? undefined : tx.get("kmsKeys", encryption.kmsKey);
  if (!key) return;
  const more = { "kms:ViaService": `ecr.${region}.amazonaws.com`, "kms:GrantIsForAWSResource": "true" };
  const asked = { caller, action: "kms:RetireGrant", resource: key.arn, target: { kind: "key", arn: key.arn }, region, now, more } as const;
  if (key.manager === "AWS" || ask(tx.world, asked).verdict === "allow") retireGrants(tx, key, { registry: { account, region }, name });
}

/** Throws when grants of a repository that is deleted are still there: the deletion stands. The sentence is the console's. */
export function refuseLeftovers(world: World, { account, region, name, encryption }: Repository): void {
  const key = encryption.kmsKey === undefined ? undefined : world.kmsKeys.get(encryption.kmsKey);
  if (!key || grantsFor(key, { registry: { account, region }, name }).length === 0) return;
  const message = `The repository [${name}] has been deleted successfully but the grants created by the kmsKey [${key.arn}] failed to be retired`;
  throw kmsException({ code: "AccessDeniedException", message });
}
