/**
 * Each use of a repository's key. ECR asks KMS in its own name, by the grants it has: an image that is pushed needs GenerateDataKey, one
 * that is pulled Decrypt; nobody who pushes or pulls needs a permission of KMS (user guide, "Encryption at rest"). The parts of an
 * upload need Decrypt too (S3 User Guide, "Multipart upload API and permissions").
 */
import { ask } from "../../iam/ask.ts";
import type { Caller, Decision } from "../../iam/decision.ts";
import { type RegistryId, repositoryKey } from "../../world/keys.ts";
import { missing, stateTrouble } from "../../world/kms.ts";
import type { Repository } from "../../world/tables.ts";
import type { World } from "../../world/world.ts";
import { repositoryArn } from "../common/arn.ts";
import type { Invocation } from "../invoke.ts";
import type { OperationName } from "../model/index.ts";
import { CONTEXT_KEY, ecrPrincipal } from "./grants.ts";
import { kmsException } from "./refusal.ts";

export type KeyUse = "GenerateDataKey" | "Decrypt";

/** Why a key cannot be used, as KMS says it. */
export interface Locked {
  /** `DisabledException`, `AccessDeniedException` …. */
  readonly code: string;
  readonly message: string;
  /** Of a permission that is missing: who asked for what. */
  readonly denied?: { readonly action: string; readonly resource: string; readonly decision: Decision };
}

function service(region: string): Caller {
  const arn = ecrPrincipal(region);
  return { kind: "service", arn, principalArn: arn, account: "", userId: arn, principal: "" };
}

/** Undefined for a repository that may be used, one without a key of KMS included. */
export function lockedBy(world: World, repository: Repository, use: KeyUse, now: number): Locked | undefined {
  const { account, region, name, encryption } = repository;
  if (encryption.kmsKey === undefined) return undefined;
  const key = world.kmsKeys.get(encryption.kmsKey);
  if (!key) return missing({ account, region }, encryption.kmsKey);
  const trouble = stateTrouble(key);
  if (trouble) return trouble;
  const [action, resource] = [`kms:${use}`, key.arn];
  const more = {
    [`kms:EncryptionContext:${CONTEXT_KEY}`]: repositoryArn({ account, region }, name),
    "kms:EncryptionContextKeys": [CONTEXT_KEY, "aws:s3:arn"],
  };
  const decision = ask(world, { caller: service(region), action, resource, target: { kind: "key", arn: key.arn }, region, now, more });
  if (decision.verdict === "allow") return undefined;
  return { code: "AccessDeniedException", message: decision.message ?? "", denied: { action, resource, decision } };
}

const USES: Readonly<Partial<Record<OperationName, KeyUse>>> = {
  InitiateLayerUpload: "GenerateDataKey",
  UploadLayerPart: "Decrypt",
  CompleteLayerUpload: "Decrypt",
  PutImage: "GenerateDataKey",
};

/** Refuses a push that KMS refuses. A repository that does not exist yet has no key. */
export function askKey(name: OperationName, input: Readonly<Record<string, unknown>>, registry: RegistryId, { context, report }: Invocation): void {
  const use = USES[name];
  if (use === undefined) return;
  const { world } = context.store;
  const row = world.repositories.get(repositoryKey(registry, String(input.repositoryName)));
  const locked = row && lockedBy(world, row, use, context.store.now());
  if (!locked) return;
  Object.assign(report, locked.denied);
  throw kmsException(locked);
}
