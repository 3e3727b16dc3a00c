/** The one way to a decision: gathers the policies and the condition keys of a question from the world, and decides. */
import type { RegistryId } from "../world/keys.ts";
import type { World } from "../world/world.ts";
import type { Caller, Context, Decision } from "./decision.ts";

/** What the resource policy hangs on. */
export type Target =
  /** A repository of a registry, there or not. */
  | { readonly kind: "repository"; readonly registry: RegistryId; readonly name: string }
  /** A registry as a whole: actions whose resource is `*`, or every repository. */
  | { readonly kind: "registry"; readonly registry: RegistryId }
  /** A role whose trust policy is asked. Key of the table of principals. */
  | { readonly kind: "role"; readonly key: string }
  /** A KMS key, by ARN. */
  | { readonly kind: "key"; readonly arn: string }
  /** Anything without a resource policy: IAM's users and policies, the token. */
  | { readonly kind: "none"; readonly account: string };

export interface Asked {
  readonly caller: Caller;
  readonly action: string;
  /** ARN, or `*`. */
  readonly resource: string;
  readonly target: Target;
  readonly region: string;
  /** Virtual time, epoch milliseconds. */
  readonly now: number;
  /** Condition keys of the request itself (`aws:RequestTag/…`), winning over those of the world. */
  readonly more?: Context;
}
