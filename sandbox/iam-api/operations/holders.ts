/** What users, groups and roles have in common: policies attached and inline. One function for three operations each. */
import { acceptIdentityPolicy } from "../../iam/document/accept.ts";
import type { PolicyDocument } from "../../world/tables.ts";
import type { Transaction } from "../../world/world.ts";
import { awsManaged } from "../aws-managed.ts";
import { iamError, type Noun, noSuchInline, noSuchPolicy, notAttachable, quota } from "../errors.ts";
import { attachedOf, checkPolicyArn, entryOf, type Holder, holderNamed } from "../find.ts";
import type { Scope } from "../operation.ts";
import { type PageInput, page } from "../paging.ts";
import { documentText } from "../render.ts";
import { checkUnlinked } from "./roles.ts";

/** Managed policies that may hang on one user, group or role (IAM quotas). */
const ATTACHED_AT_MOST = 10;
const QUOTA: Readonly<Record<Noun, string>> = { user: "PoliciesPerUser", group: "PoliciesPerGroup", role: "PoliciesPerRole" };

interface Changes {
  readonly managed?: readonly string[];
  readonly policies?: Readonly<Record<string, PolicyDocument>>;
}

function change(tx: Transaction, { kind, key }: Holder, changes: Changes): void {
  if (kind === "group") tx.update("groups", key, changes);
  else tx.update("principals", key, changes);
}

/** A holder that may be changed. */
function changeable(scope: Scope, noun: Noun, name: string): Holder {
  const holder = holderNamed(scope, noun, name);
  if (holder.kind === "role") checkUnlinked(holder.row);
  return holder;
}

export function attach(scope: Scope, noun: Noun, name: string, arn: string): void {
  checkPolicyArn(arn);
  const holder = changeable(scope, noun, name);
  const entry = entryOf(scope.world, arn);
  if (entry === undefined || (!arn.startsWith("arn:aws:iam::aws:") && !arn.startsWith(`arn:aws:iam::${scope.account}:`))) throw notAttachable(arn);
  if (entry !== arn && awsManaged(entry).path === "/aws-service-role/") {
    throw iamError("PolicyNotAttachable", "Cannot attach a Service Role Policy to a Customer Role.");
  }
  const { managed } = holder.row;
  if (managed.includes(entry)) return;
  if (managed.length >= ATTACHED_AT_MOST) throw quota(QUOTA[noun], ATTACHED_AT_MOST);
  change(scope.tx, holder, { managed: [...managed, entry] });
}

export function detach(scope: Scope, noun: Noun, name: string, arn: string): void {
  checkPolicyArn(arn);
  const holder = changeable(scope, noun, name);
  const { managed } = holder.row;
  const entry = managed.find((one) => attachedOf(scope.world, one).PolicyArn === arn);
  if (entry === undefined) throw noSuchPolicy(arn);
  change(scope.tx, holder, { managed: managed.filter((one) => one !== entry) });
}

export function attached(scope: Scope, noun: Noun, name: string, input: PageInput & { readonly PathPrefix?: string | undefined }) {
  const { PathPrefix = "/" } = input;
  const all = holderNamed(scope, noun, name)
    .row.managed.map((entry) => attachedOf(scope.world, entry))
    .filter(({ PolicyArn }) => PolicyArn.slice(PolicyArn.indexOf(":policy") + ":policy".length).startsWith(PathPrefix));
  const { entries, rest } = page("attached", all, input);
  return { AttachedPolicies: entries, ...rest };
}

export function putInline(scope: Scope, noun: Noun, name: string, policy: string, text: string): void {
  const holder = changeable(scope, noun, name);
  const { [policy]: _, ...others } = holder.row.policies;
  const size = Object.values(others).reduce((sum, document) => sum + JSON.stringify(document).length, 0);
  const accepted = acceptIdentityPolicy(text, { kind: "inline", on: noun, name, others: size });
  if (accepted.kind === "refused") throw iamError(accepted.code, accepted.message);
  change(scope.tx, holder, { policies: { ...holder.row.policies, [policy]: accepted.document } });
}

export function inlineText(scope: Scope, noun: Noun, name: string, policy: string): string {
  const { policies } = holderNamed(scope, noun, name).row;
  const document = Object.hasOwn(policies, policy) ? policies[policy] : undefined;
  if (!document) throw noSuchInline(noun, policy);
  return documentText(document);
}

export function deleteInline(scope: Scope, noun: Noun, name: string, policy: string): void {
  const holder = changeable(scope, noun, name);
  const { [policy]: gone, ...others } = holder.row.policies;
  if (!gone) throw noSuchInline(noun, policy);
  change(scope.tx, holder, { policies: others });
}

export function inlineNames(scope: Scope, noun: Noun, name: string, input: PageInput) {
  const { entries, rest } = page("inline", Object.keys(holderNamed(scope, noun, name).row.policies).sort(), input);
  return { PolicyNames: entries, ...rest };
}
