/** The grants that ECR makes for itself on a repository's key, and retires with the repository (user guide, "Encryption at rest"). */
import { digestOf, type Hasher } from "../../kernel/hash.ts";
import type { RegistryId } from "../../world/keys.ts";
import type { KmsGrant, KmsKey } from "../../world/tables.ts";
import type { Transaction } from "../../world/world.ts";
import { repositoryArn } from "../common/arn.ts";

/** The pair of the encryption context that names the repository. */
export const CONTEXT_KEY = "aws:ecr:arn";

export const GRANTED: readonly string[] = ["GenerateDataKey", "Decrypt"];

/** Two: CreateGrant is sent twice, RetireGrant likewise. That they are alike is unverified. */
const COUNT = 2;

/** ECR as KMS knows it (user guide, "CloudTrail log entries", CreateGrant). */
export function ecrPrincipal(region: string): string {
  return `ecr.${region}.amazonaws.com`;
}

export interface Encrypted {
  readonly registry: RegistryId;
  readonly name: string;
}

/** Grants that were made for a repository. */
export function grantsFor({ grants = [] }: KmsKey, { registry, name }: Encrypted): readonly KmsGrant[] {
  const arn = repositoryArn(registry, name);
  const ecr = ecrPrincipal(registry.region);
  return grants.filter(({ grantee, context }) => grantee === ecr && context?.[CONTEXT_KEY] === arn);
}

/** In place of any that were there. */
export function grantTo(tx: Transaction, key: KmsKey, of: Encrypted & { readonly now: number; readonly hasher: Hasher }): void {
  const { registry, name, now, hasher } = of;
  const ecr = ecrPrincipal(registry.region);
  const arn = repositoryArn(registry, name);
  const made = Array.from({ length: COUNT }, (_, index): KmsGrant => {
    const id = digestOf(hasher, `grant ${key.arn} ${arn} ${now} ${index}`).slice("sha256:".length);
    const issuer = `arn:aws:iam::${registry.account}:root`;
    return { id, grantee: ecr, retiring: ecr, issuer, operations: GRANTED, context: { [CONTEXT_KEY]: arn }, createdAt: now };
  });
  tx.set("kmsKeys", key.arn, { ...key, grants: [...without(key, grantsFor(key, of)), ...made] });
}

function without({ grants = [] }: KmsKey, gone: readonly KmsGrant[]): readonly KmsGrant[] {
  return grants.filter((grant) => !gone.includes(grant));
}

export function retireGrants(tx: Transaction, key: KmsKey, of: Encrypted): void {
  tx.set("kmsKeys", key.arn, { ...key, grants: without(key, grantsFor(key, of)) });
}
