/**
 * What exists. A world is a handful of tables of plain, immutable rows; a row is replaced, never changed. Every table is ordered by
 * key in the order in which the API pages, so a page is a range and a page token is a key.
 *
 * Keys are made by the functions in `keys.ts` and nowhere else.
 */
import type { Digest } from "../kernel/hash.ts";
import type { AccessKey, Account, Group, IdentityProvider, ManagedPolicy, Principal } from "./rows/identity.ts";
import type { Backfill, BackfillResult, CacheRule, CreationTemplate, Image, Job, Layer, Registry, Repository, Tag, Upload } from "./rows/registry.ts";
import type { EventRule, KmsKey, LogEvent, LogGroup, LogPolicy, PublicCatalogData, PublicRegistry, Secret } from "./rows/services.ts";

export type * from "./rows/identity.ts";
export type * from "./rows/registry.ts";
export type * from "./rows/services.ts";

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

/** A file holds its bytes as text when it is short and UTF-8, as base64 when short and not, and as a blob when longer (decision 18). */
export type FileContent = { readonly text: string } | { readonly base64: string } | { readonly blob: Digest; readonly size: number };

export type FileNode =
  | { readonly kind: "directory"; readonly mode: number; readonly mtime: number }
  | { readonly kind: "file"; readonly mode: number; readonly mtime: number; readonly content: FileContent }
  | { readonly kind: "symlink"; readonly mode: number; readonly mtime: number; readonly target: string };
