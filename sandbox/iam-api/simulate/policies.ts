/** The policies that a simulation weighs, each under the name that its answer gives. */

import type { AppliedPolicy, Caller, PolicySource } from "../../iam/decision.ts";
import { acceptIdentityPolicy } from "../../iam/document/accept.ts";
import { findManaged, policiesFor } from "../../iam/policies-for.ts";
import type { PolicyDocument } from "../../world/tables.ts";
import { iamError } from "../errors.ts";
import type { Holder } from "../find.ts";
import type { PolicyIdentifier } from "../model/index.ts";
import type { Where } from "../operation.ts";
import { documentText } from "../render.ts";

/** A policy, with the text that positions count in. */
export interface Simulated {
  readonly applied: AppliedPolicy;
  readonly id: string;
  readonly text: string;
}

/** `SourcePolicyType` as AWS gives it, which is not what its model lists. */
export const SOURCE_TYPE: Readonly<Record<PolicySource, string>> = {
  identity: "IAM Policy",
  resource: "Resource Policy",
  registry: "Resource Policy",
  trust: "Resource Policy",
  key: "Resource Policy",
  boundary: "IAM Permissions Boundary Policy", // (unverified)
  session: "IAM Policy",
  scp: "Organizations Policy", // (unverified)
  rcp: "Organizations Policy", // (unverified)
};

function simulated(id: string, applied: AppliedPolicy, text = documentText(applied.document)): Simulated {
  return { id, applied, text };
}

/** Policies given as text: `PolicyInputList.1`. */
export function givenPolicies(list: "PolicyInputList" | "PermissionsBoundaryPolicyInputList", texts: readonly string[] = []): Simulated[] {
  const source = list === "PolicyInputList" ? "identity" : "boundary";
  return texts.map((text, index) => {
    const accepted = acceptIdentityPolicy(text);
    if (accepted.kind === "refused") throw iamError("InvalidInput", accepted.message); // (unverified)
    const id = `${list}.${index + 1}`;
    return simulated(id, { source, name: id, document: accepted.document }, text);
  });
}

/** What a resource's own policy means depends on the resource: roles and keys let nobody in whom it does not name. */
function sourceFor(action: string): PolicySource {
  if (/^sts:assumerole/i.test(action)) return "trust";
  return /^kms:/i.test(action) ? "key" : "resource";
}

export function resourcePolicy(text: string | undefined, action: string): Simulated[] {
  if (text === undefined) return [];
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw iamError("InvalidInput", "Syntax errors in policy."); // (unverified)
  }
  if (typeof document !== "object" || document === null) throw iamError("InvalidInput", "Syntax errors in policy.");
  return [simulated("ResourcePolicy", { source: sourceFor(action), name: "ResourcePolicy", document: document as PolicyDocument }, text)];
}

function idOf({ name, arn, via, source }: AppliedPolicy, { kind, row }: Holder): string {
  if (arn !== undefined || source !== "identity") return name;
  return via?.kind === "group" ? `group_${via.group}_${name}` : `${kind}_${row.name}_${name}`;
}

function excluded({ name, arn, via }: AppliedPolicy, { row }: Holder, list: readonly PolicyIdentifier[]): boolean {
  return list.some(({ PolicyArn, InlinePolicyIdentifier: inline }) => {
    if (PolicyArn !== undefined) return arn === PolicyArn;
    const holder = via?.kind === "group" ? via.group : row.name;
    return arn === undefined && inline?.PolicyName === name && inline.AttachmentName === holder;
  });
}

/** Everything that hangs on a user, group or role, and on its account. */
export function policiesOfHolder(where: Where, holder: Holder, caller: Caller, exclusions: readonly PolicyIdentifier[] = []): Simulated[] {
  const applied = holder.kind === "group" ? ofGroup(where, holder) : policiesFor(where.world, caller, { kind: "none", account: where.account });
  return applied.filter((policy) => !excluded(policy, holder, exclusions)).map((policy) => simulated(idOf(policy, holder), policy));
}

function ofGroup({ world }: Where, { row }: Extract<Holder, { kind: "group" }>): AppliedPolicy[] {
  const managed = row.managed.flatMap((entry): AppliedPolicy[] => {
    const found = findManaged(world, entry);
    return found ? [{ source: "identity", name: found.name, arn: found.arn, via: { kind: "managed" }, document: found.document }] : [];
  });
  const inline = Object.entries(row.policies).map(
    ([name, document]): AppliedPolicy => ({ source: "identity", name, via: { kind: "inline" }, document }),
  );
  return [...managed, ...inline];
}
