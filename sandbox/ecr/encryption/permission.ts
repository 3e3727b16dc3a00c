/** What the creator and the deleter of a repository need of the KMS key that encrypts it (user guide, "Encryption at rest", "Required IAM permissions"). */
import type { ServiceError } from "../../http/errors/service-error.ts";
import { type Asked, ask } from "../../iam/ask.ts";
import type { Caller, Context } from "../../iam/decision.ts";
import type { RegistryId } from "../../world/keys.ts";
import { ECR_ALIAS, findKey, missing, stateTrouble } from "../../world/kms.ts";
import type { KmsKey } from "../../world/tables.ts";
import type { World } from "../../world/world.ts";
import { repositoryArn } from "../common/arn.ts";
import { CONTEXT_KEY, ecrPrincipal, GRANTED } from "./grants.ts";
import { kmsDenied, kmsException } from "./refusal.ts";

export type KmsDenied = (message: string) => ServiceError;

type KeyQuestion = Pick<Asked, "action" | "resource" | "target" | "more"> & { readonly denied: KmsDenied };

/** The key that a configuration names; AWS's own key for ECR is nobody's to give away. */
function namedKey(world: World, registry: RegistryId, encryption: unknown): KmsKey | undefined {
  const named = (encryption as { readonly kmsKey?: unknown } | undefined)?.kmsKey;
  const key = typeof named === "string" && named !== "" ? findKey(world, registry, named) : undefined;
  return key?.manager === undefined ? key : undefined;
}

function question(action: string, { arn }: KmsKey, more: Context): KeyQuestion {
  return { action, resource: arn, target: { kind: "key", arn }, more, denied: kmsDenied };
}

/**
 * ECR describes the key and makes grants for itself, both in the caller's name. Nothing is asked for AWS's own key, nor for a key that
 * this world does not have.
 */
export function keyQuestions(world: World, registry: RegistryId, repository: string, encryption: unknown): KeyQuestion[] {
  const key = namedKey(world, registry, encryption);
  if (!key) return [];
  const via = { "kms:ViaService": `ecr.${registry.region}.amazonaws.com` };
  const granting = {
    ...via,
    "kms:GrantIsForAWSResource": "true",
    "kms:GrantConstraintType": "EncryptionContextSubset",
    "kms:GrantOperations": GRANTED,
    "kms:GranteePrincipal": ecrPrincipal(registry.region),
    "kms:RetiringPrincipal": ecrPrincipal(registry.region),
    "kms:EncryptionContextKeys": [CONTEXT_KEY],
    [`kms:EncryptionContext:${CONTEXT_KEY}`]: repositoryArn(registry, repository),
  };
  return [question("kms:DescribeKey", key, via), question("kms:CreateGrant", key, granting)];
}

/** The key for a configuration that names one: there, enabled, in this Region. */
export function usableKey(world: World, registry: RegistryId, named: string): KmsKey {
  const key = findKey(world, registry, named);
  if (!key || key.region !== registry.region) throw kmsException(missing(registry, named));
  const trouble = stateTrouble(key);
  if (trouble) throw kmsException(trouble);
  return key;
}

/** Why a repository that ECR makes by itself cannot have this encryption, with the key in the hands of `issuer`; undefined when it can. */
export function encryptionTrouble(
  world: World,
  { registry, name, now }: { readonly registry: RegistryId; readonly name: string; readonly now: number },
  encryption: { readonly kmsKey?: string | undefined } | undefined,
  issuer: Caller | undefined,
): { readonly code: string; readonly message: string } | undefined {
  const named = encryption?.kmsKey;
  if (!named || named === ECR_ALIAS) return undefined;
  const key = findKey(world, registry, named);
  if (!key || key.region !== registry.region) return missing(registry, named);
  for (const { denied: _, ...asked } of keyQuestions(world, registry, name, encryption)) {
    if (!issuer) return { code: "AccessDeniedException", message: `No role may use the key ${key.arn}` }; // (unverified)
    const decision = ask(world, { caller: issuer, region: registry.region, now, ...asked });
    if (decision.verdict === "deny") return { code: "AccessDeniedException", message: decision.message ?? "" };
  }
  return stateTrouble(key);
}
