/** Repositories that ECR creates by itself, with the settings of the template that fits (user guide, "Repository creation templates"). */
import { ask } from "../../iam/ask.ts";
import { callerOf } from "../../iam/caller.ts";
import type { Caller } from "../../iam/decision.ts";
import type { Hasher } from "../../kernel/hash.ts";
import { prefixKey, principalKey, type RegistryId, repositoryKey } from "../../world/keys.ts";
import type { AppliedFor, CreationTemplate, Repository } from "../../world/tables.ts";
import { range, type Transaction, type World } from "../../world/world.ts";
import { repositoryArn } from "../common/arn.ts";
import { type Found, where } from "../common/lookup.ts";
import { encrypt } from "../encryption/encrypt.ts";
import { encryptionTrouble } from "../encryption/permission.ts";
import { kmsException } from "../encryption/refusal.ts";
import { schedule } from "../jobs/jobs.ts";
import { EVERY } from "../jobs/lifecycle.ts";
import { minified } from "../lifecycle/policy.ts";
import { isFull, quotaOf } from "../quotas/quotas.ts";

/** Matches every name, after all others. */
export const ROOT = "ROOT";

/** Whether a prefix that means whole path segments begins a repository's name; a slash at its end is assumed. */
export function prefixFits(prefix: string, name: string): boolean {
  return prefix === ROOT || name.startsWith(prefix.endsWith("/") ? prefix : `${prefix}/`);
}

/** Of rows with prefixes the one that fits a name best: the longest; `ROOT` when no other does. */
export function bestPrefix<R extends { readonly prefix: string }>(rows: Iterable<readonly [string, R]>, name: string): R | undefined {
  let best: R | undefined;
  const length = ({ prefix }: R) => (prefix === ROOT ? 0 : prefix.length);
  for (const [, row] of rows) if (prefixFits(row.prefix, name) && (best === undefined || length(row) > length(best))) best = row;
  return best;
}

/** The template that a new repository's settings come from: the longest prefix among those for this purpose. */
export function templateFor(world: World, registry: RegistryId, name: string, purpose: AppliedFor): CreationTemplate | undefined {
  if (world.templates.size === 0) return undefined;
  const rows = [...range(world, "templates", prefixKey(registry, ""))].filter(([, row]) => row.appliedFor.includes(purpose));
  return bestPrefix(rows, name);
}

export interface Creating {
  readonly registry: RegistryId;
  readonly name: string;
  readonly now: number;
  readonly hasher: Hasher;
}

/** Makes the repository; without a template it is mutable, encrypted with AES256, and has neither policies nor tags. */
export function createByTemplate(tx: Transaction, { registry, name, now, hasher }: Creating, template: CreationTemplate | undefined): Found {
  const key = repositoryKey(registry, name);
  const row: Repository = {
    ...{ account: registry.account, region: registry.region },
    name,
    createdAt: now,
    imageTagMutability: template?.imageTagMutability ?? "MUTABLE",
    ...(template?.imageTagMutabilityExclusionFilters ? { imageTagMutabilityExclusionFilters: template.imageTagMutabilityExclusionFilters } : {}),
    scanOnPush: false,
    encryption: encrypt(tx, template?.encryption as Parameters<typeof encrypt>[1], { registry, name, now, hasher }),
    ...(template?.repositoryPolicy ? { policy: template.repositoryPolicy } : {}),
    ...(template?.lifecyclePolicyText ? { lifecyclePolicyText: minified(template.lifecyclePolicyText) } : {}),
    tags: template?.tags ?? {},
  };
  tx.set("repositories", key, row);
  if (row.lifecyclePolicyText !== undefined) schedule(tx, now + EVERY, { kind: "lifecycle", repository: key });
  return { row, key, where: where(registry, name) };
}

/** "This role must be provided when using repository tags and/or KMS in the template, otherwise the repository creation will fail." */
function needsRole({ tags, encryption }: CreationTemplate): boolean {
  return Object.keys(tags).length > 0 || encryption.encryptionType !== "AES256";
}

/**
 * Whether somebody's request may bring this repository into being: they need ecr:CreateRepository. What a template adds that needs more,
 * tags and keys, is done by its role, which must be there and may tag. (unverified: whether the role is asked in this order)
 */
export function mayCreate(
  world: World,
  { caller, registry, name, now }: { readonly caller: Caller; readonly registry: RegistryId; readonly name: string; readonly now: number },
  template: CreationTemplate | undefined,
): boolean {
  const allowed = (who: Caller, action: string): boolean => {
    const target = { kind: "repository", registry, name } as const;
    return ask(world, { caller: who, action, resource: repositoryArn(registry, name), target, region: registry.region, now }).verdict === "allow";
  };
  if (!allowed(caller, "ecr:CreateRepository")) return false;
  if (template?.customRoleArn === undefined) return template === undefined || !needsRole(template);
  const role = roleOf(world, template.customRoleArn, { service: "ecr.amazonaws.com", region: registry.region, now });
  return role !== undefined && allowed(role, "ecr:CreateRepository") && (Object.keys(template.tags).length === 0 || allowed(role, "ecr:TagResource"));
}

/** Why the template's key cannot encrypt a new repository: the template's role makes the grants. */
export function templateTrouble(
  world: World,
  repository: { readonly registry: RegistryId; readonly name: string; readonly now: number },
  template: CreationTemplate | undefined,
): { readonly code: string; readonly message: string } | undefined {
  const by = { service: "ecr.amazonaws.com", region: repository.registry.region, now: repository.now };
  const role = template?.customRoleArn === undefined ? undefined : roleOf(world, template.customRoleArn, by);
  return encryptionTrouble(world, repository, template?.encryption, role);
}

/** A role in the hands of ECR, if its trust policy lets the service have it (user guide, "Create an IAM role for repository creation templates"). */
export function roleOf(
  world: World,
  arn: string,
  { service, region, now }: { readonly service: string; readonly region: string; readonly now: number },
): Caller | undefined {
  const [, account, path] = /^arn:aws:iam::(\d{12}):role\/(.+)$/.exec(arn) ?? [];
  if (account === undefined || path === undefined) return undefined;
  const name = path.slice(path.lastIndexOf("/") + 1);
  const key = principalKey(account, "role", name);
  const caller: Caller = { kind: "service", arn: service, principalArn: service, account: "", userId: service, principal: "" };
  const { verdict } = ask(world, { caller, action: "sts:AssumeRole", resource: arn, target: { kind: "role", key }, region, now });
  return verdict === "allow" ? callerOf(world, key, { name: "ecr" }) : undefined;
}

/** Create on push: the repository that a push to a name without one brings into being, if a template says so and the pusher may create it. Throws `KmsException` for a key that cannot be used. */
export function createOnPush(
  tx: Transaction,
  scope: { readonly caller: Caller; readonly registry: RegistryId; readonly now: number; readonly hasher: Hasher },
  name: string,
): Found | undefined {
  // A full registry makes no repository. (unverified: that it is then said not to exist)
  if (isFull(tx, { table: "repositories", prefix: repositoryKey(scope.registry, ""), most: quotaOf(tx, scope.registry, "repositories") }))
    return undefined;
  const template = templateFor(tx.world, scope.registry, name, "CREATE_ON_PUSH");
  if (!template || !mayCreate(tx.world, { ...scope, name }, template)) return undefined;
  const trouble = templateTrouble(tx.world, { ...scope, name }, template);
  if (trouble) throw kmsException(trouble);
  return createByTemplate(tx, { ...scope, name }, template);
}
