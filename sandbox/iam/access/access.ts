/** Who can do what: principals by actions, as plain data, asked of the one evaluator. */
import type { RegistryId } from "../../world/keys.ts";
import type { PolicyDocument } from "../../world/tables.ts";
import type { Decision, PolicySource } from "../decision.ts";

/** What a draft stands in for. */
export type EditTarget =
  | { readonly kind: "repository"; readonly registry: RegistryId; readonly name: string }
  | { readonly kind: "registry"; readonly registry: RegistryId }
  /** An inline policy; `principal` is a row key. */
  | { readonly kind: "inline"; readonly principal: string; readonly policy: string }
  | { readonly kind: "group"; readonly group: string; readonly policy: string }
  /** A customer managed policy, by ARN. */
  | { readonly kind: "managed"; readonly arn: string }
  | { readonly kind: "trust"; readonly principal: string };

export interface Draft {
  readonly target: EditTarget;
  readonly document: PolicyDocument;
}

export interface AccessColumn {
  /** `ecr:PutImage`. */
  readonly action: string;
  readonly group: "login" | "pull" | "push" | "delete" | "administer";
}

export interface AccessCell {
  readonly verdict: "allow" | "deny";
  /** Who says so: the source of the deciding statement. Missing when nobody says Allow, and for root. */
  readonly by?: PolicySource;
  /** A side of a cross-account access allows it and the other does not. */
  readonly half?: true;
  /** With a draft: the verdict without it is another. */
  readonly changed?: true;
  readonly decision: Decision;
  /** With a draft: what is decided without it. */
  readonly before?: Decision;
}

export interface AccessRow {
  /** Row key of the principal; the ARN of a root for an account without principals in this world. */
  readonly key: string;
  readonly arn: string;
  /** `user/ci`, `444455556666:role/run`. */
  readonly label: string;
  /** Names of its identity policies, and its limits: `CiPush`, `ReadOnly + SCP`. */
  readonly note: string;
  readonly cells: readonly AccessCell[];
}

export interface AccessMatrix {
  /** What it is about: the ARN of the repository. */
  readonly resource: string;
  readonly columns: readonly AccessColumn[];
  readonly rows: readonly AccessRow[];
  readonly changed: number;
}
