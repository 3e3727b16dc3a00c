/**
 * The question every request asks and the answer it gets, as plain data (decision 16): what the text of `explain`, the panels and the
 * lesson checks read. A decision holds the policies it was made from, so that it can be explained, and tried again, at any later time.
 */
import type { PolicyDocument } from "../world/tables.ts";
import type { SessionFacts } from "./caller.ts";

/** Who asks, as the policy language sees it. */
export interface Caller {
  /** `arn:aws:iam::111122223333:user/anna`, `arn:aws:sts::…:assumed-role/NAME/SESSION`, `…:root`, `ecs-tasks.amazonaws.com`, an OIDC provider's ARN. */
  readonly arn: string;
  /** Empty for services and web identities, which belong to no account. */
  readonly account: string;
  /** `federated`: a session of GetFederationToken. `web-identity`: the bearer of a provider's token, before AssumeRoleWithWebIdentity. */
  readonly kind: "root" | "user" | "role" | "federated" | "service" | "web-identity";
  /** For a role session the role's ARN, for a federated user the user's, else the same as `arn`. */
  readonly principalArn: string;
  readonly userId: string;
  /** Row key in `world.principals`; empty for services and web identities. */
  readonly principal: string;
  /** Of temporary credentials: session policies, tags, name. */
  readonly session?: SessionFacts;
}

/** Condition keys by name. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

export interface Question {
  readonly caller: Caller;
  /** `ecr:PutImage`. */
  readonly action: string;
  /** ARN, or `*` for actions without a resource. */
  readonly resource: string;
  /** Account that owns the resource. */
  readonly resourceAccount: string;
  readonly context: Context;
}

/** `trust` (of a role) and `key` (of a KMS key) are resource policies without which nobody has access, not even in the same account. */
export type PolicySource = "identity" | "resource" | "boundary" | "session" | "scp" | "rcp" | "registry" | "trust" | "key";

/** One policy that takes part. */
export interface AppliedPolicy {
  readonly source: PolicySource;
  /** What a person knows it by: `AdministratorAccess`, `push`, `policy of repository web`. */
  readonly name: string;
  /** Of a managed policy. */
  readonly arn?: string;
  /** Inline, attached, through a group, or the resource's own. */
  readonly via?: { readonly kind: "inline" | "managed" } | { readonly kind: "group"; readonly group: string };
  readonly document: PolicyDocument;
}

export type StatementOutcome = "allow" | "deny" | "silent";

/** Elements of a statement in the order in which they are tried. */
export type StatementElement = "Principal" | "Action" | "Resource" | "Condition";

/** What one statement said: what in it matched, and for a silent one the first element that did not. */
export interface StatementTrace {
  /** Name of the policy, and its place in `Decision.policies`. */
  readonly policy: string;
  readonly of: number;
  readonly source: PolicySource;
  readonly index: number;
  readonly sid?: string;
  readonly outcome: StatementOutcome;
  readonly missed?: StatementElement;
  /** For a missed Condition: the operator and key that failed, and what the request had for it. */
  readonly condition?: { readonly operator: string; readonly key: string; readonly wanted: readonly string[]; readonly actual?: readonly string[] };
  /** The entry that matched, by element: `ecr:*`, `arn:aws:iam::111122223333:root`. Elements after a missed one are not there. */
  readonly matched?: { readonly [E in "Principal" | "Action" | "Resource"]?: string };
}

/** The decision order of the IAM User Guide. `resource` is the repository's or registry's policy, a role's trust, a key's policy. */
export type StepName = "explicit-deny" | "rcp" | "scp" | "resource" | "identity" | "boundary" | "session";

/** One step of the decision order. `skip`: nothing of that kind takes part. */
export interface Step {
  readonly step: StepName;
  readonly verdict: "allow" | "deny" | "silent" | "skip";
  /** Exactly one step decides. Steps after it say what they would have said. */
  readonly decides?: true;
  /** Places in `Decision.statements` of the statements that made it so. */
  readonly statements: readonly number[];
}

export type Reason =
  | "root"
  | "explicit-deny"
  | "identity-allow"
  | "resource-allow"
  | "both-allow"
  /** No policy is asked: sts:GetCallerIdentity. */
  | "always-allowed"
  | "implicit-deny-identity"
  | "implicit-deny-boundary"
  | "implicit-deny-session"
  | "implicit-deny-resource"
  | "implicit-deny-scp"
  | "implicit-deny-rcp";

export interface Decision {
  readonly question: Question;
  readonly verdict: "allow" | "deny";
  readonly reason: Reason;
  /** Index into `statements` of the one that decided, if one did. */
  readonly decidedBy?: number;
  /** Every policy that was considered. */
  readonly policies: readonly AppliedPolicy[];
  readonly statements: readonly StatementTrace[];
  /** In the decision order. */
  readonly steps: readonly Step[];
  /** AWS's sentence for a refusal: `User: … is not authorized to perform: …`. */
  readonly message?: string;
}
