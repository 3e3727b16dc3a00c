/** Rows of accounts and IAM: who there is, and what is attached to them. */

export interface Account {
  readonly id: string;
  /** ECR's account settings as its world has them, in every Region in which none was put. */
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
