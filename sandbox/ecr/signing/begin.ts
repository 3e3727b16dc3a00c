/**
 * What a push sets going where rules of managed signing match: one signature for each profile, made in the pusher's name
 * (user guide, "Managed signing"). "Only container images can be signed": no signature or other artifact is, nor what the profile signed
 * already.
 */
import { ask } from "../../iam/ask.ts";
import type { Caller } from "../../iam/decision.ts";
import { memberKey, registryKey, repositoryKey } from "../../world/keys.ts";
import type { Image, Repository } from "../../world/tables.ts";
import type { Transaction } from "../../world/world.ts";
import { isIndexType } from "../common/manifest.ts";
import { schedule } from "../jobs/jobs.ts";
import { scannable } from "../scanning/scan.ts";
import { profilesFor } from "./rules.ts";
import { setSigning } from "./status.ts";

/** Milliseconds until a signature is there. */
const SIGNING = 60 * 1000;

export function beginSigning(tx: Transaction, repository: Repository, digest: Image["digest"], caller: Caller, now: number): void {
  const rules = tx.get("registries", registryKey(repository))?.signing;
  if (!rules?.length) return;
  const image = memberKey(repositoryKey(repository, repository.name), digest);
  const row = tx.get("images", image);
  if (!row || row.subject !== undefined || !(isIndexType(row.mediaType) || scannable(row))) return;
  for (const profile of profilesFor(rules, repository.name)) {
    if (row.signings?.some((one) => one.profile === profile && one.status !== "FAILED")) continue;
    setSigning(tx, image, { profile, status: "IN_PROGRESS" });
    const account = profile.split(":")[4] ?? "";
    const asked = {
      caller,
      action: "signer:SignPayload",
      resource: profile,
      target: { kind: "none", account },
      region: repository.region,
      now,
    } as const;
    const { verdict, message = "" } = ask(tx.world, asked);
    schedule(tx, now + SIGNING, { kind: "sign", image, profile, ...(verdict === "deny" ? { denied: message } : {}) });
  }
}
