/** The end of one replication: the image is in the other registry, or the image's status says why not. */
import type { Digest } from "../../kernel/hash.ts";
import { memberKey, memberOf, repositoryOf } from "../../world/keys.ts";
import type { JobWork } from "../../world/tables.ts";
import { copyImage } from "../replication/copy.ts";
import { setReplication } from "../replication/status.ts";
import type { JobResult, JobScope } from "./jobs.ts";

export function runReplicate({ image, tag, to }: Extract<JobWork, { kind: "replicate" }>, scope: JobScope): JobResult {
  const { tx } = scope;
  const from = tx.get("repositories", repositoryOf(image));
  if (!from || !tx.get("images", image)) return undefined;
  const digest = memberOf(image) as Digest;
  // A tag that has moved on since the push comes with the image that has it now.
  const still = tag !== undefined && tx.get("tags", memberKey(repositoryOf(image), tag))?.digest === digest ? tag : undefined;
  const target = { account: to.registryId, region: to.region };
  const { failure: failureCode, tag: came } = copyImage({ from, digest, tag: still, to: target }, scope);
  const status = failureCode === undefined ? "COMPLETE" : "FAILED";
  setReplication(tx, image, { ...target, status, ...(failureCode === undefined ? {} : { failureCode }) });
  const named = failureCode === undefined ? came : still;
  return {
    kind: "replication",
    of: from.name,
    has: { ...target, status, digest, ...(named === undefined ? {} : { tag: named }), ...(failureCode === undefined ? {} : { failureCode }) },
  };
}
