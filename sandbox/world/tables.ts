/**
 * What exists. A world is a handful of tables of plain, immutable rows; a row is replaced, never changed. Every table is ordered by
 * key in the order in which the API pages, so a page is a range and a page token is a key.
 *
 * Keys are made by the functions in `keys.ts` and nowhere else.
 */
import type { Digest } from "../kernel/hash.ts";

export interface Rows {
  /** The single row `world`. */
  readonly meta: Meta;
  /** Key: account id. */
  readonly accounts: Account;
  /** Key: `account/user/name`, `account/role/name`, `account/root`. */
  readonly principals: Principal;
  /** Key: access key id. */
  readonly accessKeys: AccessKey;
  /** IAM groups. Key: `account/name`. */
  readonly groups: Group;
  /** Customer managed policies. Key: ARN. */
  readonly managedPolicies: ManagedPolicy;
  /** OpenID Connect providers that an account trusts. Key: ARN. */
  readonly identityProviders: IdentityProvider;
  /** KMS keys. Key: ARN. */
  readonly kmsKeys: KmsKey;
  /** EventBridge rules of the default bus. Key: `account/region/name`. */
  readonly eventRules: EventRule;
  /** CloudWatch Logs groups. Key: `account/region/name`. */
  readonly logGroups: LogGroup;
  /** What a log group holds. Key: `logEventKey`. */
  readonly logEvents: LogEvent;
  /** Resource policies of CloudWatch Logs: which services may write. Key: `account/region/name`. */
  readonly logPolicies: LogPolicy;
  /** ECR Public: what an account's public registry has. Key: account. */
  readonly publicRegistries: PublicRegistry;
  /** ECR Public's repositories, beside the row of `repositories` that holds their images. Key: `account/name`. */
  readonly publicCatalog: PublicCatalogData;
  /** What a private registry as a whole has. Key: `account/region`; no row while nothing was ever set. */
  readonly registries: Registry;
  /** Templates for repositories that ECR makes itself. Key: `account/region/prefix`. */
  readonly templates: CreationTemplate;
  /** Pull-through cache rules. Key: `account/region/prefix`. */
  readonly cacheRules: CacheRule;
  /** Secrets Manager. Key: `account/region/name`. */
  readonly secrets: Secret;
  /** Work that time brings: what ECR does by itself, earliest first. Key: `jobKey`. */
  readonly jobs: Job;
  /** Replication of images that were there before its rules. Key: `backfillKey`. */
  readonly backfills: Backfill;
  /** What a backfill did, one row for each image and tag. Key: `backfillResultKey`. */
  readonly backfillResults: BackfillResult;
  /** Key: `account/region/name`. */
  readonly repositories: Repository;
  /** Key: repository key, a space, digest. */
  readonly images: Image;
  /** Key: repository key, a space, tag. */
  readonly tags: Tag;
  /** Key: repository key, a space, digest. Blobs of which this repository is a member (manifests are not among them). */
  readonly layers: Layer;
  /** Blobs that ECR wrote itself, signatures: short, and text. Key: digest. */
  readonly texts: { readonly text: string };
  /** Key: upload id. */
  readonly uploads: Upload;
  /** The learner's computer. Key: absolute path, `/` itself included. */
  readonly files: FileNode;
}

export type Table = keyof Rows;

export const TABLES: readonly Table[] = [
  "meta",
  "accounts",
  "principals",
  "accessKeys",
  "groups",
  "managedPolicies",
  "identityProviders",
  "kmsKeys",
  "eventRules",
  "logGroups",
  "logEvents",
  "logPolicies",
  "publicRegistries",
  "publicCatalog",
  "registries",
  "templates",
  "cacheRules",
  "secrets",
  "jobs",
  "backfills",
  "backfillResults",
  "repositories",
  "images",
  "tags",
  "layers",
  "texts",
  "uploads",
  "files",
];

export interface Meta {
  /** Version of this form of the tables; newer code reads older, older code refuses newer (decision 26). */
  readonly schema: 1 | 2;
  /** Virtual time, epoch milliseconds. On Node the offset from the wall clock instead is kept in `offset`. */
  readonly now: number;
  readonly offset: number;
  /** Seed and counter of every id (`kernel/ids.ts`). */
  readonly seed: string;
  readonly counter: number;
  /** Commands run so far; the number of the running one. */
  readonly command: number;
  /** Seals tokens and layer URLs: 64 hexadecimal digits. */
  readonly sealingKey: string;
  /** Home account and Region, the preset's first. */
  readonly account: string;
  readonly region: string;
  /** Which AWS CLI `aws` is. */
  readonly cli: 1 | 2;
  /** Name of the preset it began as. */
  readonly preset: string;
  /** What goes wrong on purpose. */
  readonly faults?: readonly Fault[];
  /** `private`: the computer reaches AWS in its Regions, and nothing else. */
  readonly network?: "open" | "private";
}

/** Something that goes wrong on purpose until it is cleared. `host` is a pattern with stars; missing: every host. `by`: milliseconds. */
export type Fault =
  | { readonly kind: "throttle" | "unavailable" | "unreachable"; readonly host?: string }
  | { readonly kind: "region-down"; readonly region: string }
  | { readonly kind: "slow" | "clock-skew"; readonly by: number }
  /** `met`: number of the command that has met it. */
  | { readonly kind: "drop-after"; readonly blobs: number; readonly met?: number };

export interface Account {
  readonly id: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Its place in an organization, when it has one. There is no Organizations API: worlds bring it. */
  readonly organization?: Organization;
}

/** `FullAWSAccess` and `RCPFullAWSAccess` are attached as long as the lists do not say otherwise: a list holds every policy that applies, inherited ones included. */
export interface Organization {
  /** `o-a1b2c3d4e5`. */
  readonly id: string;
  /** Service control policies: limits for the account's principals, root included. The management account has none. */
  readonly scps: readonly NamedPolicy[];
  /** Resource control policies: limits for access to the account's resources. */
  readonly rcps: readonly NamedPolicy[];
}

export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** An IAM policy document as parsed JSON; `iam/` gives it meaning. */
export type PolicyDocument = Readonly<Record<string, unknown>>;

export interface Principal {
  readonly account: string;
  readonly kind: "root" | "user" | "role";
  readonly name: string;
  /** `AIDA…`, `AROA…`, or the account id for root. */
  readonly id: string;
  readonly arn: string;
  /** Path, `/` when left out; part of the ARN, not of the key. */
  readonly path?: string;
  readonly description?: string;
  /** Names of AWS managed policies, or ARNs of customer managed ones. */
  readonly managed: readonly string[];
  /** Inline policies by name. */
  readonly policies: Readonly<Record<string, PolicyDocument>>;
  /** Permissions boundary: like an entry of `managed`. */
  readonly boundary?: string;
  /** Of a role: who may assume it. */
  readonly trust?: PolicyDocument;
  /** Of a role: the longest session, seconds; 3600 when left out. */
  readonly maxSessionDuration?: number;
  /** Of a user: names of the groups it is in, in the order in which it joined. */
  readonly groups?: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
}

export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  readonly status: "Active" | "Inactive";
  /** Key of the principal in its table. */
  readonly principal: string;
  readonly createdAt?: number;
  readonly lastUsed?: { readonly at: number; readonly service: string; readonly region: string };
  /** Of temporary credentials. */
  readonly session?: KeySession;
}

/** What temporary credentials carry beside the principal they came from. */
export interface KeySession {
  /** The token that must come with them. */
  readonly token: string;
  readonly expiresAt: number;
  readonly issuedAt?: number;
  /** Name of a role's session or of a federated user; the user's own name for GetSessionToken. */
  readonly name: string;
  /** AssumeRole and its kin, GetFederationToken, GetSessionToken; `role` when left out. */
  readonly kind?: "role" | "federated" | "user";
  /** Session policies, inline and managed, as they were when the session began. None: the session is not limited. */
  readonly policies?: readonly NamedPolicy[];
  /** Session tags, `aws:PrincipalTag/…`; they win over the role's. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Issuer of a web identity session: host and path of the provider's URL. */
  readonly provider?: string;
  readonly mfa?: boolean;
}

export interface Group {
  readonly account: string;
  readonly name: string;
  readonly path: string;
  /** `AGPA…`. */
  readonly id: string;
  readonly arn: string;
  readonly managed: readonly string[];
  readonly policies: Readonly<Record<string, PolicyDocument>>;
  readonly createdAt: number;
}

export interface ManagedPolicy {
  readonly account: string;
  readonly name: string;
  readonly path: string;
  /** `ANPA…`. */
  readonly id: string;
  readonly arn: string;
  readonly description?: string;
  /** Oldest first; at most five. Ids `v1`, `v2` … are never used again. */
  readonly versions: readonly { readonly id: string; readonly document: PolicyDocument; readonly createdAt: number }[];
  /** Id of the version in force. */
  readonly defaultVersion: string;
  /** Number of the version made last. */
  readonly lastVersion: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface IdentityProvider {
  readonly account: string;
  readonly arn: string;
  /** Without the scheme: `token.actions.githubusercontent.com`. */
  readonly url: string;
  readonly clientIds: readonly string[];
  readonly thumbprints: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
}

export interface KmsKey {
  readonly account: string;
  readonly region: string;
  readonly id: string;
  readonly arn: string;
  readonly description: string;
  readonly state: "Enabled" | "Disabled" | "PendingDeletion";
  readonly policy: PolicyDocument;
  /** `alias/images`. */
  readonly aliases: readonly string[];
  /** When aliases were made and last turned to another key; those without an entry came with the key. */
  readonly aliasTimes?: Readonly<Record<string, { readonly createdAt: number; readonly updatedAt: number }>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
  /** AWS's own key for one of its services; left out of a customer's. */
  readonly manager?: "AWS";
  /** Of a key that is pending deletion: when it goes. */
  readonly deletesAt?: number;
  /** Oldest first. */
  readonly grants?: readonly KmsGrant[];
}

/** Leave to use a key that somebody with the right to do so gave to a principal or a service. */
export interface KmsGrant {
  readonly id: string;
  readonly grantee: string;
  readonly retiring?: string;
  /** The account in whose name it was made. */
  readonly issuer: string;
  readonly operations: readonly string[];
  /** The encryption context that requests must carry, `aws:ecr:arn`. */
  readonly context?: Readonly<Record<string, string>>;
  /** Requests may carry nothing beside that context. */
  readonly exact?: true;
  readonly name?: string;
  readonly createdAt: number;
}

export interface EventRule {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  /** As it was given; valid JSON. */
  readonly pattern: string;
  readonly state: "ENABLED" | "DISABLED";
  readonly roleArn?: string;
  /** In the order in which they came. */
  readonly targets: readonly EventTarget[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface EventTarget {
  readonly id: string;
  readonly arn: string;
  readonly roleArn?: string;
  /** A text that the target gets instead of the event. */
  readonly input?: string;
  /** The part of the event that it gets, `$.detail`. */
  readonly inputPath?: string;
}

export interface LogGroup {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly retentionInDays?: number;
  readonly tags: Readonly<Record<string, string>>;
}

export interface LogEvent {
  readonly stream: string;
  readonly timestamp: number;
  readonly ingestedAt: number;
  readonly message: string;
}

export interface LogPolicy {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  /** As it was given. */
  readonly text: string;
  readonly document: PolicyDocument;
  readonly updatedAt: number;
}

export interface PublicRegistry {
  readonly account: string;
  /** The part of `public.ecr.aws/ALIAS/…` that AWS chose: `a1b2c3d4`. Empty until the account has its first public repository. */
  readonly alias: string;
  readonly displayName?: string;
  readonly createdAt: number;
}

/** What the gallery shows of a public repository, in the form of the API. */
export interface PublicCatalogData {
  readonly account: string;
  readonly name: string;
  readonly description?: string;
  readonly aboutText?: string;
  readonly usageText?: string;
  readonly architectures?: readonly string[];
  readonly operatingSystems?: readonly string[];
  /** Address of the logo, once one was given; the picture itself is not kept. */
  readonly logoUrl?: string;
}

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

export interface Secret {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  /** Ends in a hyphen and six characters of its own. */
  readonly arn: string;
  readonly description?: string;
  /** As it was given; AWS's own key for Secrets Manager when left out. */
  readonly kmsKey?: string;
  /** Oldest first. Every version has a stage; those that lost their last one are dropped. */
  readonly versions: readonly SecretVersion[];
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly changedAt: number;
  readonly accessedAt?: number;
  /** Marked for deletion: when it was. */
  readonly deletedAt?: number;
  /** When a marked secret goes for good. */
  readonly deletesAt?: number;
}

export interface SecretVersion {
  readonly id: string;
  /** `AWSCURRENT`, `AWSPREVIOUS`. */
  readonly stages: readonly string[];
  readonly text: string;
  readonly createdAt: number;
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
 * A scan of an image. What it finds is known as it begins, since an image never changes; it is shown when the scan has ended.
 */
export interface ImageScan {
  readonly type: "BASIC" | "ENHANCED";
  readonly frequency: ScanningRule["scanFrequency"];
  readonly startedAt: number;
  /** Not there while it goes on. */
  readonly completedAt?: number;
  /** `alpine 3.22`: whose advisories apply. None: the image has no package database that the scanner reads. */
  readonly system?: string;
  readonly found: readonly FoundVulnerability[];
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
}

/** A file holds its bytes as text when it is short and UTF-8, as base64 when short and not, and as a blob when longer (decision 18). */
export type FileContent = { readonly text: string } | { readonly base64: string } | { readonly blob: Digest; readonly size: number };

export type FileNode =
  | { readonly kind: "directory"; readonly mode: number; readonly mtime: number }
  | { readonly kind: "file"; readonly mode: number; readonly mtime: number; readonly content: FileContent }
  | { readonly kind: "symlink"; readonly mode: number; readonly mtime: number; readonly target: string };
