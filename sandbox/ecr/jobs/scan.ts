/** The end of a scan: its findings are there to be read (user guide, "Scan images for software vulnerabilities"). */
import { repositoryOf } from "../../world/keys.ts";
import { tellScanned } from "../events/events.ts";
import { SCANNING, severityCounts, severityOf } from "../scanning/scan.ts";
import type { JobResult, JobScope } from "./jobs.ts";

export function runScan({ image }: { readonly image: string }, { tx, now, hasher, examined }: JobScope): JobResult {
  const row = tx.get("images", image);
  const repository = tx.get("repositories", repositoryOf(image));
  // The image may have been deleted and pushed again meanwhile: its new scan has a job of its own.
  if (!row?.scan || !repository || row.scan.startedAt + SCANNING !== now) return undefined;
  const scan = { ...row.scan, ...examined, completedAt: now };
  tx.update("images", image, { scan });
  const status = scan.system === undefined ? "FAILED" : "COMPLETE";
  const tag = row.tags[0];
  const counts = severityCounts((scan.found ?? []).map(severityOf));
  tellScanned({ tx, hasher, now }, repository, row, scan, counts);
  return {
    kind: "scan",
    of: repository.name,
    has: { status, digest: row.digest, ...(tag === undefined ? {} : { tag }), ...counts },
  };
}
