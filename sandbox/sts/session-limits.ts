/** Session policies and session tags: what a request may add to, and takes away from, what the principal may do. */
import { acceptSessionPolicy } from "../iam/document/accept.ts";
import { findManaged } from "../iam/policies-for.ts";
import type { NamedPolicy } from "../world/tables.ts";
import type { World } from "../world/world.ts";
import { stsError } from "./errors.ts";
import type { PolicyDescriptorType, Tag } from "./model/index.ts";

export interface Limits {
  readonly Policy?: string | undefined;
  readonly PolicyArns?: readonly PolicyDescriptorType[] | undefined;
  readonly Tags?: readonly Tag[] | undefined;
}

/** Bytes that policies and tags may fill once they are packed. AWS says neither this number nor how it packs. (unverified) */
const PACKED_AT_MOST = 4096;

/** The session's policies, the inline one first. Empty: the session is not limited. */
export function policiesGiven(world: World, account: string, { Policy, PolicyArns = [] }: Limits): readonly NamedPolicy[] {
  const policies: NamedPolicy[] = [];
  if (Policy !== undefined) {
    const accepted = acceptSessionPolicy(Policy);
    if (accepted.kind === "refused") throw stsError(accepted.code, accepted.message);
    policies.push({ name: "session policy", document: accepted.document });
  }
  for (const { arn = "" } of PolicyArns) {
    const ofAccount = arn.startsWith("arn:aws:iam::aws:policy/") || arn.startsWith(`arn:aws:iam::${account}:policy/`);
    const found = ofAccount ? findManaged(world, arn) : undefined;
    // (unverified)
    if (!found) throw stsError("ValidationError", `Policy ${arn} does not exist or is not attachable.`);
    policies.push({ name: found.name, document: found.document });
  }
  return policies;
}

export function tagsGiven(tags: readonly Tag[] = []): Readonly<Record<string, string>> {
  const keys = tags.map(({ Key }) => Key.toLowerCase());
  if (new Set(keys).size < keys.length) {
    throw stsError("InvalidParameterValue", "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
  }
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

/** `PackedPolicySize`, percent; missing where nothing is packed. Refuses what does not fit. */
export function packedSize({ Policy = "", PolicyArns = [], Tags = [] }: Limits): { readonly PackedPolicySize?: number } {
  const arns = PolicyArns.reduce((sum, { arn = "" }) => sum + arn.length, 0);
  const tags = Tags.reduce((sum, { Key, Value }) => sum + Key.length + Value.length, 0);
  const bytes = Policy.replace(/\s/g, "").length + arns + tags;
  if (bytes === 0) return {};
  const percent = Math.ceil((bytes * 100) / PACKED_AT_MOST);
  if (percent > 100) {
    const what = Policy === "" && arns === 0 ? "session tags" : "session policies and session tags";
    throw stsError("PackedPolicyTooLarge", `Packed size of ${what} consumes ${percent}% of allotted space.`);
  }
  return { PackedPolicySize: percent };
}
