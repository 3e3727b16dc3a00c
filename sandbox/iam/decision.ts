/** The question every request asks and the answer it gets, as data (decision 16). The evaluator grows behind these types. */
import type { PolicyDocument } from "../world/tables.ts";

/** Who asks, as the policy language sees it. */
export interface Caller {
  /** `arn:aws:iam::111122223333:user/anna`, `arn:aws:sts::…:assumed-role/NAME/SESSION`, `…:root`. */
  readonly arn: string;
  readonly account: string;
  readonly kind: "root" | "user" | "role";
  /** For a role session the role's ARN, else the same as `arn`. */
  readonly principalArn: string;
  readonly userId: string;
  /** Row key in `world.principals`. */
  readonly principal: string;
}

export interface Question {
  readonly caller: Caller;
  /** `ecr:PutImage`. */
  readonly action: string;
  /** ARN, or `*` for actions without a resource. */
  readonly resource: string;
  /** Account that owns the resource. */
  readonly resourceAccount: string;
  /** Condition keys by name. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

export type PolicySource = "identity" | "resource" | "boundary" | "session" | "scp" | "rcp" | "registry";

/** One policy that takes part. `name` is what a person knows it by: `AdministratorAccess`, `inline policy push`, `policy of repository web`. */
export interface AppliedPolicy {
  readonly source: PolicySource;
  readonly name: string;
  readonly document: PolicyDocument;
}

export type StatementOutcome = "allow" | "deny" | "silent";

/** What one statement said, and for a silent one the first element that did not match. */
export interface StatementTrace {
  readonly policy: string;
  readonly source: PolicySource;
  readonly index: number;
  readonly sid?: string;
  readonly outcome: StatementOutcome;
  readonly missed?: "Principal" | "Action" | "Resource" | "Condition";
}

export interface Decision {
  readonly question: Question;
  readonly verdict: "allow" | "deny";
  /** The step of the decision order that settled it. */
  readonly reason:
    | "root"
    | "explicit-deny"
    | "identity-allow"
    | "resource-allow"
    | "both-allow"
    | "implicit-deny-identity"
    | "implicit-deny-boundary"
    | "implicit-deny-resource";
  /** Index into `statements` of the one that decided, if one did. */
  readonly decidedBy?: number;
  readonly statements: readonly StatementTrace[];
  /** AWS's sentence for a refusal: `User: … is not authorized to perform: …`. */
  readonly message?: string;
}
