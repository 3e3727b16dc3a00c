/**
 * What ECR tells EventBridge (user guide, "Amazon ECR events and EventBridge"; "EventBridge events sent for enhanced scanning"): one
 * function for each thing that happens, with the fields of the guide's examples in their order. Called in the transaction in which it happens.
 */
import { type Publishing, publish, type ServiceEvent } from "../../bus/publish.ts";
import type { Digest } from "../../kernel/hash.ts";
import { memberKey, type RegistryId, repositoryKey } from "../../world/keys.ts";
import type { CacheRule, Image, ImageScan, Repository, ScanningRule } from "../../world/tables.ts";
import { repositoryArn } from "../common/arn.ts";

export interface Happening extends Publishing {
  /** When, epoch milliseconds. */
  readonly now: number;
}

type Where = Pick<Repository, "account" | "region" | "name">;
type Kind = Pick<Image, "digest" | "mediaType" | "artifactMediaType" | "subject">;
type Told = Pick<ServiceEvent, "detailType" | "place" | "detail"> & Partial<Pick<ServiceEvent, "source" | "resources">>;

function tell({ tx, hasher, now }: Happening, { source = "aws.ecr", resources = [], ...told }: Told): void {
  publish({ tx, hasher }, { ...told, source, resources, at: now });
}

/** What refers to another image has events of its own name. */
function actionType({ subject }: Kind): string {
  return subject === undefined ? "ECR Image Action" : "ECR Referrer Action";
}

function mediaTypes({ mediaType, artifactMediaType }: Kind): Readonly<Record<string, string>> {
  return { "manifest-media-type": mediaType, ...(artifactMediaType === undefined ? {} : { "artifact-media-type": artifactMediaType }) };
}

function tagged(tag: string | undefined): Readonly<Record<string, string>> {
  return tag === undefined ? {} : { "image-tag": tag };
}

/** A push, or one more tag. That referrers have one of their own, and what it says, stands in no example. (unverified) */
export function tellPushed(happening: Happening, repository: Where, digest: Digest, tag: string | undefined): void {
  const image = happening.tx.get("images", memberKey(repositoryKey(repository, repository.name), digest));
  if (image) tellAction(happening, repository, image, "PUSH", tag);
}

/** An image, or one of its tags, is gone: one event for each tag. (unverified) */
export function tellDeleted(happening: Happening, repository: Where, image: Kind, tags: readonly string[]): void {
  for (const tag of tags.length > 0 ? tags : [undefined]) tellAction(happening, repository, image, "DELETE", tag);
}

function tellAction(happening: Happening, repository: Where, image: Kind, action: "PUSH" | "DELETE", tag: string | undefined): void {
  const detail = {
    result: "SUCCESS",
    "repository-name": repository.name,
    "image-digest": image.digest,
    "action-type": action,
    ...tagged(tag),
    ...(image.subject === undefined ? {} : mediaTypes(image)),
  };
  tell(happening, { detailType: actionType(image), place: repository, detail });
}

/** Archived, or back from the archive: the latter has `lastActivatedAt`. */
export function tellStorageClass(happening: Happening, repository: Where, image: Kind, target: "ARCHIVE" | "STANDARD"): void {
  const detail = {
    "action-type": "UPDATE_STORAGE_CLASS",
    "target-storage-class": target,
    "image-digest": image.digest,
    "repository-name": repository.name,
    result: "SUCCESS",
    ...mediaTypes(image),
    ...(target === "ARCHIVE" ? {} : { "last-activated-at": new Date(happening.now).toISOString() }),
  };
  tell(happening, { detailType: actionType(image), place: repository, detail });
}

/** A scan has ended. Enhanced scans are Amazon Inspector's to tell of, and only that they ended well; its counts have a total. */
export function tellScanned(
  happening: Happening,
  repository: Where,
  { digest, tags }: Pick<Image, "digest" | "tags">,
  { type, system }: Pick<ImageScan, "type" | "system">,
  counts: Readonly<Record<string, number>>,
): void {
  const arn = repositoryArn(repository, repository.name);
  const about = { "image-digest": digest, "image-tags": tags };
  if (type === "BASIC") {
    const status = system === undefined ? "FAILED" : "COMPLETE";
    const detail = { "scan-status": status, "repository-name": repository.name, "finding-severity-counts": counts, ...about };
    tell(happening, { detailType: "ECR Image Scan", place: repository, resources: [arn], detail });
  } else if (system !== undefined) {
    const TOTAL = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const detail = {
      "scan-status": "INITIAL_SCAN_COMPLETE",
      "repository-name": arn,
      "finding-severity-counts": { ...counts, TOTAL },
      ...about,
    };
    tell(happening, { source: "aws.inspector2", detailType: "Inspector2 Scan", place: repository, resources: [arn], detail });
  }
}

export interface FrequencyChange {
  readonly name: string;
  readonly now: ScanningRule["scanFrequency"];
  readonly before: ScanningRule["scanFrequency"];
}

/** Enhanced scanning treats some repositories otherwise than before. */
export function tellScanFrequencies(happening: Happening, registry: RegistryId, changes: readonly FrequencyChange[]): void {
  if (changes.length === 0) return;
  const repositories = changes.map(({ name, now, before }) => ({
    "repository-name": name,
    "repository-arn": repositoryArn(registry, name),
    "scan-frequency": now,
    "previous-scan-frequency": before,
  }));
  const detail = { "action-type": "SCAN_FREQUENCY_CHANGE", repositories, "resource-type": "REPOSITORY", "scan-type": "ENHANCED" };
  tell(happening, { detailType: "ECR Scan Resource Change", place: registry, detail });
}

/** A copy was made, or not. It is told where the copy was to be, not where the image is. */
export function tellReplicated(
  happening: Happening,
  { from, to, digest, tag, failed }: { from: Where; to: RegistryId; digest: Digest; tag: string | undefined; failed: boolean },
): void {
  const detail = {
    result: failed ? "FAILED" : "SUCCESS",
    "repository-name": from.name,
    "image-digest": digest,
    "source-account": from.account,
    "action-type": "REPLICATE",
    "source-region": from.region,
    ...tagged(tag),
  };
  tell(happening, { detailType: "ECR Replication Action", place: to, resources: [repositoryArn(to, from.name)], detail });
}

/** The upstream registry was asked for an image. What a failure says beside its status stands in no example. (unverified) */
export function tellSynced(
  happening: Happening,
  repository: Where,
  { prefix, url }: Pick<CacheRule, "prefix" | "url">,
  { digest, tag, failed }: { digest: string | undefined; tag: string | undefined; failed: boolean },
): void {
  const detail = {
    "rule-version": "1",
    "sync-status": failed ? "FAILED" : "SUCCESS",
    "ecr-repository-prefix": prefix,
    "repository-name": repository.name,
    "upstream-registry-url": url,
    ...tagged(tag),
    ...(digest === undefined ? {} : { "image-digest": digest }),
  };
  const resources = [repositoryArn(repository, repository.name)];
  tell(happening, { detailType: "ECR Pull Through Cache Action", place: repository, resources, detail });
}
