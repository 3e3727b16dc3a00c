/** Rows of the registry: its settings, repositories, images, and the work that time brings. */
import type { Digest } from "../../kernel/hash.ts";
import type { PolicyDocument } from "./identity.ts";

export interface Registry {
  readonly account: string;
  readonly region: string;
  /** Registry policy, V2: asked for every ECR action in this registry. */
  readonly policy?: PolicyDocument;
  /** Rules of replication, in the form of the API. */
  readonly replication?: readonly ReplicationRule[];
  /** Rules of managed signing, in the form of the API. */
  readonly signing?: readonly SigningRule[];
  /** How its repositories are scanned; BASIC without rules when left out. */
  readonly scanning?: ScanningConfiguration;
  /** Quotas that are not the usual ones, by name (`sandbox/ecr/quotas`). */
  readonly quotas?: Readonly<Record<string, number>>;
  /** Operations that are taken only so often: requests a second, and how many at once. */
  readonly throttles?: Readonly<Record<string, { readonly rate: number; readonly burst: number }>>;
  /** Principals whose pulls are not recorded, by ARN. */
  readonly pullTimeExclusions?: Readonly<Record<string, { readonly createdAt: number }>>;
  /** Account settings that were put in this Region, by name; the account's own hold for every other one. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** For what ECR creates repositories by itself. */
export type AppliedFor = "REPLICATION" | "PULL_THROUGH_CACHE" | "CREATE_ON_PUSH";

export interface CreationTemplate {
  readonly account: string;
  readonly region: string;
  /** As it was given: with or without a slash at its end, or `ROOT`. The key has no such slash. */
  readonly prefix: string;
  readonly description?: string;
  readonly encryption: Repository["encryption"];
  readonly tags: Readonly<Record<string, string>>;
  readonly imageTagMutability: Repository["imageTagMutability"];
  readonly imageTagMutabilityExclusionFilters?: Repository["imageTagMutabilityExclusionFilters"];
  readonly repositoryPolicy?: PolicyDocument;
  readonly lifecyclePolicyText?: string;
  readonly appliedFor: readonly AppliedFor[];
  readonly customRoleArn?: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface CacheRule {
  readonly account: string;
  readonly region: string;
  /** As it was given: with or without a slash at its end, or `ROOT`. The key has no such slash. */
  readonly prefix: string;
  /** `ecr-public`, `docker-hub` …. */
  readonly upstream: string;
  /** Host of the upstream registry. */
  readonly url: string;
  /** Prefix of repositories there; `ROOT` when left out. */
  readonly upstreamPrefix?: string;
  readonly credentialArn?: string;
  readonly customRoleArn?: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A registry to which images are copied, as the API writes it. */
export interface ReplicationDestination {
  readonly region: string;
  readonly registryId: string;
}

export interface ReplicationRule {
  readonly destinations: readonly ReplicationDestination[];
  /** None: every repository. */
  readonly repositoryFilters?: readonly { readonly filter: string; readonly filterType: "PREFIX_MATCH" }[] | undefined;
}

export interface SigningRule {
  readonly signingProfileArn: string;
  /** None: every repository. */
  readonly repositoryFilters?: readonly { readonly filter: string; readonly filterType: "WILDCARD_MATCH" }[] | undefined;
}

export interface Backfill {
  readonly account: string;
  readonly region: string;
  readonly id: string;
  readonly destination: ReplicationDestination;
  readonly status: "PREPARING" | "IN_PROGRESS" | "COMPLETE" | "FAILED" | "STOPPING" | "STOPPED";
  readonly failureCode?: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  /** Missing while it prepares. */
  readonly progress?: { readonly total: number; readonly completed: number; readonly failed: number; readonly failureCodes: readonly string[] };
  /** Key of the last image that was copied. */
  readonly after?: string;
}

export interface BackfillResult {
  readonly repository: string;
  readonly digest: Digest;
  readonly tag?: string;
  readonly failureCode?: string;
}

/** In the form of the API. */
export interface ScanningConfiguration {
  readonly scanType: "BASIC" | "ENHANCED";
  readonly rules: readonly ScanningRule[];
}

export interface ScanningRule {
  readonly scanFrequency: "SCAN_ON_PUSH" | "CONTINUOUS_SCAN" | "MANUAL";
  readonly repositoryFilters: readonly { readonly filter: string; readonly filterType: "WILDCARD" }[];
}

export interface Repository {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly createdAt: number;
  readonly imageTagMutability: "MUTABLE" | "IMMUTABLE" | "MUTABLE_WITH_EXCLUSION" | "IMMUTABLE_WITH_EXCLUSION";
  readonly imageTagMutabilityExclusionFilters?: readonly { readonly filterType: string; readonly filter: string }[];
  readonly scanOnPush: boolean;
  readonly encryption: { readonly encryptionType: string; readonly kmsKey?: string };
  readonly policy?: PolicyDocument;
  readonly lifecyclePolicyText?: string;
  /** When its lifecycle policy was last carried out, epoch milliseconds. */
  readonly lifecycleEvaluatedAt?: number;
  readonly lifecyclePreview?: LifecyclePreview;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Image {
  readonly digest: Digest;
  /** The manifest's exact bytes as text; manifests are UTF-8. */
  readonly manifest: string;
  readonly mediaType: string;
  readonly artifactMediaType?: string;
  readonly subject?: Digest;
  /** Sum of the compressed sizes of config and layers; for an index the largest child. Bytes. */
  readonly size: number;
  readonly pushedAt: number;
  readonly lastPulledAt?: number;
  /** ACTIVE when left out. */
  readonly status?: "ACTIVE" | "ARCHIVED" | "ACTIVATING";
  readonly lastArchivedAt?: number;
  readonly lastActivatedAt?: number;
  /** How far its copies to other registries are, in the order in which they were asked for. */
  readonly replications?: readonly Replication[];
  /** Of managed signing, one for each signing profile. */
  readonly signings?: readonly Signing[];
  /** The latest scan. */
  readonly scan?: ImageScan;
  /** Tags in the order in which they came. The truth is the table `tags`; both change in one transaction. */
  readonly tags: readonly string[];
}

export interface Replication {
  readonly account: string;
  readonly region: string;
  readonly status: "IN_PROGRESS" | "COMPLETE" | "FAILED";
  readonly failureCode?: string;
}

export interface Signing {
  readonly profile: string;
  readonly status: "IN_PROGRESS" | "COMPLETE" | "FAILED";
  readonly failureCode?: string;
  readonly failureReason?: string;
}

/**
 * A scan of an image. What it finds is read and noted as it ends.
 */
export interface ImageScan {
  readonly type: "BASIC" | "ENHANCED";
  readonly frequency: ScanningRule["scanFrequency"];
  readonly startedAt: number;
  /** Not there while it goes on. */
  readonly completedAt?: number;
  /** `alpine 3.22`: whose advisories apply. None after the end: the image has no package database that the scanner reads. */
  readonly system?: string;
  readonly found?: readonly FoundVulnerability[];
}

export interface FoundVulnerability {
  /** `CVE-2025-9230`, a key of the feed. */
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly arch: string;
  /** The layer that the package came with. */
  readonly layer: Digest;
  readonly fixed?: string;
}

/** What a lifecycle policy would do, as of the moment in which the preview ended. */
export interface LifecyclePreview {
  readonly text: string;
  readonly status: "IN_PROGRESS" | "COMPLETE" | "FAILED";
  /** In the order in which the policy acts. */
  readonly results: readonly LifecycleResult[];
}

export interface LifecycleResult {
  readonly digest: Digest;
  readonly tags: readonly string[];
  readonly pushedAt: number;
  readonly action: "EXPIRE" | "TRANSITION";
  readonly priority: number;
  readonly storageClass: "STANDARD" | "ARCHIVE";
}

/** One thing that ECR does by itself at a time; carrying it out removes it, and may make the next. */
export interface Job {
  /** Epoch milliseconds of virtual time. */
  readonly due: number;
  readonly work: JobWork;
}

/** Keys are those of the tables. */
export type JobWork =
  | { readonly kind: "lifecycle"; readonly repository: string }
  | { readonly kind: "lifecycle-preview"; readonly repository: string }
  | { readonly kind: "restore-image"; readonly image: string }
  | { readonly kind: "scan"; readonly image: string }
  /** `deleted`: images whose referrers go. */
  | { readonly kind: "cleanup"; readonly repository: string; readonly deleted: readonly Digest[] }
  /** `archived`: images whose referrers are archived, too. */
  | { readonly kind: "archive-referrers"; readonly repository: string; readonly archived: readonly Digest[] }
  | { readonly kind: "replicate"; readonly image: string; readonly tag?: string; readonly to: ReplicationDestination }
  | { readonly kind: "backfill"; readonly backfill: string }
  | { readonly kind: "delete-key"; readonly key: string }
  /** `denied`: what IAM said to the pusher. */
  | { readonly kind: "sign"; readonly image: string; readonly profile: string; readonly denied?: string };

export interface Tag {
  readonly digest: Digest;
  readonly setAt: number;
  /** Of a tag that came through the pull-through cache: when the upstream registry was last asked about it. */
  readonly upstreamAt?: number;
}

export interface Layer {
  readonly digest: Digest;
  readonly size: number;
  readonly mediaType?: string;
  readonly addedAt: number;
  /** It came through the cache, and is mounted nowhere else. */
  readonly cached?: true;
}

export interface Upload {
  readonly id: string;
  /** Repository key. */
  readonly repository: string;
  readonly startedAt: number;
  /** Bytes staged so far. */
  readonly size: number;
  readonly parts: number;
  /** Some part but the last was smaller than 5 MiB. */
  readonly smallPart: boolean;
  /** Bytes of the latest part that came through the API; the registry's streams have no smallest size. */
  readonly lastPart?: number;
  /** What has arrived, where the world itself holds it: in a session. A server has it in its staging files. */
  readonly staged?: readonly { readonly digest: Digest; readonly size: number }[];
}
