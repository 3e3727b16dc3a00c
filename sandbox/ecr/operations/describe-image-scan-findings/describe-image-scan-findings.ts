/** DescribeImageScanFindings (API_DescribeImageScanFindings): the latest scan of an image, its findings in pages. */
import type { FoundVulnerability } from "../../../world/tables.ts";
import { findImage, findRepository, sealingKeyOf, seconds, where } from "../../common/lookup.ts";
import { page } from "../../common/paging.ts";
import { operation } from "../../operation.ts";
import { effectiveScanning, scanningOf } from "../../scanning/configuration.ts";
import { FEED_UPDATED_AT } from "../../scanning/feed.ts";
import { basicFinding, byVulnerability, EXPIRED, enhancedFinding, statusOf } from "../../scanning/findings.ts";
import { expired, scannable, severityCounts, severityOf } from "../../scanning/scan.ts";

export const describeImageScanFindings = operation("DescribeImageScanFindings", (input, { tx, registry, now, hasher, refuse }) => {
  const { repositoryName, imageId } = input;
  const found = findRepository(tx, registry, repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, repositoryName));
  const lookup = findImage(tx, found.key, imageId);
  if (lookup.kind !== "found") throw refuse("ImageNotFoundException", { ...found.where, ...imageId });
  const { image } = lookup;
  const { scan } = image;
  const names = {
    registryId: registry.account,
    repositoryName,
    imageId: { imageDigest: image.digest, ...(imageId.imageTag === undefined ? {} : { imageTag: imageId.imageTag }) },
  };
  const effective = effectiveScanning(scanningOf(tx, registry), found.row);
  if (expired(effective, image, now) && scannable(image)) return { ...names, imageScanStatus: EXPIRED };
  // Scans of the other type are no longer there once the registry's type is changed; an enhanced one is there when it has ended.
  if (scan?.type !== effective.scanType || (scan.type === "ENHANCED" && scan.completedAt === undefined))
    throw refuse("ScanNotFoundException", { ...found.where, ...imageId });
  const answer = {
    ...names,
    imageScanStatus: (image.status ?? "ACTIVE") === "ACTIVE" ? statusOf(scan) : { status: "IMAGE_ARCHIVED" as const },
  };
  const { completedAt, system, found: findings = [] } = scan;
  if (completedAt === undefined || system === undefined) return answer;

  const groups = scan.type === "ENHANCED" ? byVulnerability(findings) : findings.map((one) => [one]);
  const rows = function* (after: string | undefined): Generator<readonly [string, readonly FoundVulnerability[]]> {
    for (let at = after === undefined ? 0 : Number(after) + 1; at < groups.length; at++) yield [String(at), groups[at] ?? []];
  };
  const list = `${found.key} findings ${image.digest} ${scan.startedAt}`;
  const pages = page({ hasher, sealingKey: sealingKeyOf(tx), list }, input, rows);
  if (!pages) throw refuse("InvalidParameterException", { parameter: "nextToken", constraint: "Invalid pagination token provided" });
  const severities = groups.flatMap(([first]) => (first ? [severityOf(first)] : []));
  const shown =
    scan.type === "ENHANCED"
      ? { enhancedFindings: pages.entries.map((group) => enhancedFinding(hasher, { repository: found.row, image, scan }, group)) }
      : { findings: pages.entries.flat().map((one) => basicFinding(one, system)) };
  return {
    ...answer,
    imageScanFindings: {
      imageScanCompletedAt: seconds(completedAt),
      vulnerabilitySourceUpdatedAt: seconds(Math.min(FEED_UPDATED_AT, completedAt)),
      findingSeverityCounts: severityCounts(severities),
      ...shown,
    },
    nextToken: pages.nextToken,
  };
});
