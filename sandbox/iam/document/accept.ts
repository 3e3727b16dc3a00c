/**
 * What the services accept as a policy, and the sentence with which each refuses: separate from the checks of an editor, which say more.
 * Sources of the texts: terraform-provider-aws #39064, #32872, #8905, #3924, localstack #6644, terraform-aws-iam #47, and the policy
 * corpus of moto (recorded from IAM). What has no such source is marked.
 */
import { principalKey } from "../../world/keys.ts";
import type { PolicyDocument } from "../../world/tables.ts";
import type { World } from "../../world/world.ts";
import { identityRefusal } from "./accept-identity.ts";
import { type EcrPolicyKind, ecrRefusal, trustRefusal } from "./accept-resource.ts";
import { awsPrincipal, UNIQUE_ID } from "./grammar.ts";
import { POLICY_LIMITS, policySize } from "./limits.ts";

export interface Accepted {
  readonly kind: "accepted";
  readonly document: PolicyDocument;
}

/** A refusal of IAM or STS: the error's code and its message, byte for byte. */
export interface Refused {
  readonly kind: "refused";
  readonly code: "MalformedPolicyDocument" | "LimitExceeded";
  readonly message: string;
}

/** A refusal of ECR: what stands in `Invalid parameter at 'PolicyText' failed to satisfy constraint: '…'`. */
export interface Unfit {
  readonly kind: "refused";
  readonly constraint: string;
}

/** Where an identity policy is to be kept, which decides how long it may be. `others`: size of the entity's other inline policies. */
export type IdentityPlace =
  | { readonly kind: "managed" }
  | { readonly kind: "inline"; readonly on: "user" | "group" | "role"; readonly name: string; readonly others: number };

function malformed(message: string): Refused {
  return { kind: "refused", code: "MalformedPolicyDocument", message };
}

function objectOf(text: string): PolicyDocument | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as PolicyDocument) : undefined;
  } catch {
    return undefined;
  }
}

function tooLong(text: string, place: IdentityPlace): string | undefined {
  if (place.kind === "managed")
    return policySize(text) > POLICY_LIMITS.managed ? `Cannot exceed quota for PolicySize: ${POLICY_LIMITS.managed}` : undefined;
  const limit = POLICY_LIMITS[place.on];
  return policySize(text) + place.others > limit ? `Maximum policy size of ${limit} bytes exceeded for ${place.on} ${place.name}` : undefined;
}

/** CreatePolicy, CreatePolicyVersion, PutUserPolicy, PutGroupPolicy, PutRolePolicy. */
export function acceptIdentityPolicy(text: string, place?: IdentityPlace): Accepted | Refused {
  const document = objectOf(text);
  const refusal = document ? identityRefusal(document) : "Syntax errors in policy.";
  if (document === undefined || refusal !== undefined) return malformed(refusal ?? "");
  const long = place && tooLong(text, place);
  return long === undefined ? { kind: "accepted", document } : { kind: "refused", code: "LimitExceeded", message: long };
}

/** CreateRole, UpdateAssumeRolePolicy: principals of accounts of this world must exist. */
export function acceptTrustPolicy(world: World, text: string): Accepted | Refused {
  const document = objectOf(text);
  if (!document) return malformed("This policy contains invalid Json");
  const refusal = trustRefusal(document, (entry) => principalExists(world, entry));
  if (refusal !== undefined) return malformed(refusal);
  if (policySize(text) > POLICY_LIMITS.trust) {
    return { kind: "refused", code: "LimitExceeded", message: `Cannot exceed quota for ACLSizePerRole: ${POLICY_LIMITS.trust}` };
  }
  return { kind: "accepted", document };
}

/** `Policy` of AssumeRole and its kin, GetFederationToken. Its greatest length is the model's matter. */
export function acceptSessionPolicy(text: string): Accepted | Refused {
  const document = objectOf(text);
  if (!document) return malformed("The policy is not in the valid JSON format."); // (unverified)
  const refusal = identityRefusal(document);
  return refusal === undefined ? { kind: "accepted", document } : malformed(refusal);
}

/** SetRepositoryPolicy. A `Resource` is accepted (docs/decisions, 17); a missing principal is not. */
export function acceptRepositoryPolicy(world: World, text: string): Accepted | Unfit {
  return acceptEcr(world, text, "repository");
}

/** SetRepositoryPolicy of ECR Public, whose actions have a prefix of their own. */
export function acceptPublicRepositoryPolicy(world: World, text: string): Accepted | Unfit {
  return acceptEcr(world, text, "public repository");
}

/** PutRegistryPolicy: every ECR action is accepted (scope V2), and `Resource` is required. */
export function acceptRegistryPolicy(world: World, text: string): Accepted | Unfit {
  return acceptEcr(world, text, "registry");
}

/** CreateKey, PutKeyPolicy: what stands in MalformedPolicyDocumentException. */
export function acceptKeyPolicy(world: World, text: string): Accepted | { readonly kind: "refused"; readonly message: string } {
  const document = objectOf(text);
  const refusal = document && ecrRefusal(document, "key", (entry) => principalExists(world, entry));
  if (refusal === "principal") return { kind: "refused", message: "Policy contains a statement with one or more invalid principals." };
  if (document === undefined || refusal !== undefined) return { kind: "refused", message: "The policy is not a valid key policy document." }; // (unverified)
  return { kind: "accepted", document };
}

function acceptEcr(world: World, text: string, kind: EcrPolicyKind): Accepted | Unfit {
  const document = objectOf(text);
  const refusal = document && ecrRefusal(document, kind, (entry) => principalExists(world, entry));
  if (document === undefined || refusal === "invalid")
    return { kind: "refused", constraint: `Invalid ${kind.replace("public ", "")} policy provided` };
  return refusal === "principal" ? { kind: "refused", constraint: "Principal not found" } : { kind: "accepted", document };
}

/**
 * Whether the user or role that an ARN names exists. Of accounts outside the world nothing is known, so theirs do. A unique id that a
 * deleted one left in a policy names nobody any more (github.com/ministryofjustice/analytical-platform#4932).
 */
export function principalExists(world: World, entry: string): boolean {
  if (UNIQUE_ID.test(entry)) return [...world.principals.values()].some(({ id }) => id === entry);
  const named = awsPrincipal(entry);
  if (!named || !world.accounts.get(named.account)) return true;
  if (named.kind === "session") return world.principals.get(principalKey(named.account, "role", named.name)) !== undefined;
  if (named.kind !== "user" && named.kind !== "role") return true;
  return world.principals.get(principalKey(named.account, named.kind, named.name))?.arn === entry;
}
