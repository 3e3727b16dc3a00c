/** What a push, or a restoration from the archive, sets going. A copy is no push: nothing is copied twice over (user guide, "Private image replication"). */
import { memberKey, registryKey, repositoryKey } from "../../world/keys.ts";
import type { Image, Repository } from "../../world/tables.ts";
import type { Transaction } from "../../world/world.ts";
import { schedule } from "../jobs/jobs.ts";
import { destinationsOf } from "./rules.ts";
import { setReplication } from "./status.ts";

/** Milliseconds until a copy is there; AWS says most need less than 30 minutes. */
const COPYING = 3 * 60 * 1000;

/** Plans the copies of one image, with one of its tags or none. */
export function beginReplication(tx: Transaction, repository: Repository, digest: Image["digest"], tag: string | undefined, now: number): void {
  const rules = tx.get("registries", registryKey(repository))?.replication;
  if (!rules?.length) return;
  const image = memberKey(repositoryKey(repository, repository.name), digest);
  for (const to of destinationsOf(rules, repository.name)) {
    setReplication(tx, image, { account: to.registryId, region: to.region, status: "IN_PROGRESS" });
    schedule(tx, now + COPYING, { kind: "replicate", image, ...(tag === undefined ? {} : { tag }), to });
  }
}
