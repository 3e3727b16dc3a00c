/** Scan on push, in whichever way an image came: pushed, copied from another registry, fetched from an upstream one, restored from the archive. */
import { memberKey, repositoryKey } from "../../world/keys.ts";
import type { Image, Repository } from "../../world/tables.ts";
import type { Transaction } from "../../world/world.ts";
import { effectiveScanning, scanningOf } from "./configuration.ts";
import { beginScan, scannable } from "./scan.ts";

/** To be called once the rows of an image are written that was not there before, or not active: one more tag is no push of an image. */
export function scanPushed(tx: Transaction, repository: Repository, image: Image, now: number): void {
  const scanning = effectiveScanning(scanningOf(tx, repository), repository);
  if (scanning.scanFrequency === "MANUAL" || !scannable(image)) return;
  beginScan(tx, memberKey(repositoryKey(repository, repository.name), image.digest), scanning, now);
}
