/** What a question is about: the thing whose own policy takes part. */
import type { RegistryId } from "../world/keys.ts";
import type { Caller } from "./decision.ts";

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
  /** The log groups of an account in a Region, which its resource policies of CloudWatch Logs are about. */
  | { readonly kind: "log-groups"; readonly place: RegistryId }
  /** Anything without a resource policy: IAM's users and policies, the token. */
  | { readonly kind: "none"; readonly account: string };

/** The account that owns it; the caller's own where the target says none. */
export function accountOf(target: Target, caller: Caller): string {
  switch (target.kind) {
    case "repository":
    case "registry":
      return target.registry.account;
    case "role":
      return target.key.slice(0, target.key.indexOf("/"));
    case "key":
      return target.arn.split(":")[4] ?? "";
    case "log-groups":
      return target.place.account;
    case "none":
      return target.account || caller.account;
  }
}
