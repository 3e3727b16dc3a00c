/** Rows of the services that ECR touches: keys, events, logs, public registries, secrets. */
import type { PolicyDocument } from "./identity.ts";

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
