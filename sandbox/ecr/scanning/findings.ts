/** Findings as DescribeImageScanFindings shows them: one list entry per package (basic), or per vulnerability as Amazon Inspector does (enhanced). */
import { digestOf, type Hasher } from "../../kernel/hash.ts";
import type { FoundVulnerability, Image, ImageScan, Repository } from "../../world/tables.ts";
import { repositoryArn } from "../common/arn.ts";
import { seconds } from "../common/lookup.ts";
import type { EnhancedImageScanFinding, ImageScanFinding, ImageScanStatus, VulnerablePackage } from "../model/types.gen.ts";
import { FEED_BY_ID } from "./feed.ts";
import { severityOf } from "./scan.ts";

/** Status and description; the sentence of a continuous scan and of a failure as recorded, see the reference. */
export function statusOf({ completedAt, system, frequency }: ImageScan): ImageScanStatus {
  if (completedAt === undefined) return { status: "IN_PROGRESS" };
  if (system === undefined)
    return { status: "FAILED", description: "UnsupportedImageError: The operating system and/or package manager are not supported." };
  if (frequency === "CONTINUOUS_SCAN") return { status: "ACTIVE", description: "Continuous scan is selected for image." };
  return { status: "COMPLETE", description: "The scan was completed successfully." };
}

/** Inspector has stopped looking at the image, and closed its findings. The sentence is (unverified). */
export const EXPIRED: ImageScanStatus = { status: "SCAN_ELIGIBILITY_EXPIRED", description: "The scan eligibility of the image has expired." };

function trackerUri(id: string, system: string): string {
  return system.startsWith("debian ") ? `https://security-tracker.debian.org/tracker/${id}` : `https://cve.mitre.org/cgi-bin/cvename.cgi?name=${id}`;
}

export function basicFinding(found: FoundVulnerability, system: string): ImageScanFinding {
  const { about, vector, score } = FEED_BY_ID.get(found.id) ?? {};
  return {
    name: found.id,
    description: about,
    uri: trackerUri(found.id, system),
    severity: severityOf(found),
    attributes: [
      { key: "package_version", value: found.version },
      { key: "package_name", value: found.name },
      ...(vector === undefined ? [] : [{ key: "CVSS3_VECTOR", value: vector }]),
      ...(score === undefined ? [] : [{ key: "CVSS3_SCORE", value: String(score) }]),
    ],
  };
}

/** The packages of each vulnerability together, in the order of the scan. */
export function byVulnerability(found: readonly FoundVulnerability[]): readonly (readonly FoundVulnerability[])[] {
  const groups = new Map<string, FoundVulnerability[]>();
  for (const one of found) groups.set(one.id, [...(groups.get(one.id) ?? []), one]);
  return [...groups.values()];
}

/** `1:2.3-4` in the parts that Inspector names. */
function vulnerablePackage({ name, version, arch, layer, fixed }: FoundVulnerability): VulnerablePackage {
  const [, epoch = "0", upstream = version, release] = /^(?:(\d+):)?(.*?)(?:-([^-]*))?$/.exec(version) ?? [];
  return {
    arch: arch.toUpperCase(),
    epoch: Number(epoch),
    name,
    packageManager: "OS",
    ...(release === undefined ? {} : { release }),
    sourceLayerHash: layer,
    version: upstream,
    fixedInVersion: fixed ?? "NotAvailable",
  };
}

/** Alpine names machines, images architectures. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x86_64: "amd64", aarch64: "arm64" };

/** What an enhanced finding is about. */
export interface Examined {
  readonly repository: Repository;
  readonly image: Image;
  readonly scan: ImageScan;
}

/** `alpine 3.22` as Inspector writes platforms: ALPINE_LINUX_3_22, DEBIAN_13. */
function platformOf(system: string): string {
  return system
    .replace(/^alpine/, "alpine linux")
    .replace(/[ .]/g, "_")
    .toUpperCase();
}

export function enhancedFinding(
  hasher: Hasher,
  { repository, image, scan }: Examined,
  found: readonly FoundVulnerability[],
): EnhancedImageScanFinding {
  const [first] = found as readonly [FoundVulnerability];
  const { about, vector, score } = FEED_BY_ID.get(first.id) ?? {};
  const { account, region, name } = repository;
  const resource = `${repositoryArn(repository, name)}/${image.digest}`;
  const seen = seconds(scan.completedAt ?? scan.startedAt);
  const nvd = `https://nvd.nist.gov/vuln/detail/${first.id}`;
  const scored = score === undefined ? {} : { score };
  const version = { source: "NVD", version: "3.1" };
  return {
    awsAccountId: account,
    description: about,
    findingArn: `arn:aws:inspector2:${region}:${account}:finding/${digestOf(hasher, `${resource} ${first.id}`).slice(7, 39)}`,
    firstObservedAt: seen,
    lastObservedAt: seen,
    packageVulnerabilityDetails: {
      cvss: score === undefined || vector === undefined ? [] : [{ baseScore: score, scoringVector: vector, ...version }],
      referenceUrls: [trackerUri(first.id, scan.system ?? "")],
      relatedVulnerabilities: [],
      source: "NVD",
      sourceUrl: nvd,
      vendorSeverity: severityOf(first),
      vulnerabilityId: first.id,
      vulnerablePackages: found.map(vulnerablePackage),
    },
    remediation: { recommendation: { text: "None Provided" } },
    resources: [
      {
        details: { awsEcrContainerImage: containerImage({ repository, image, scan }, first.arch) },
        id: resource,
        tags: {},
        type: "AWS_ECR_CONTAINER_IMAGE",
      },
    ],
    ...scored,
    ...(score === undefined || vector === undefined
      ? {}
      : { scoreDetails: { cvss: { adjustments: [], score, scoreSource: "NVD", scoringVector: vector, version: "3.1" } } }),
    severity: severityOf(first),
    status: "ACTIVE",
    title: `${first.id} - ${found.map((one) => one.name).join(", ")}`,
    type: "PACKAGE_VULNERABILITY",
    updatedAt: seen,
    fixAvailable: found.every(({ fixed }) => fixed !== undefined) ? "YES" : "NO",
    exploitAvailable: "NO",
  };
}

function containerImage({ repository, image, scan }: Examined, arch: string) {
  return {
    architecture: ARCHITECTURES[arch] ?? arch,
    imageHash: image.digest,
    imageTags: image.tags,
    platform: platformOf(scan.system ?? ""),
    pushedAt: seconds(image.pushedAt),
    registry: repository.account,
    repositoryName: repository.name,
  };
}
