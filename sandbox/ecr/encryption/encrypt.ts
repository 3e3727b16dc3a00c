/** What encrypts a new repository. */
import type { Hasher } from "../../kernel/hash.ts";
import { ECR_ALIAS, ecrKey } from "../../world/kms.ts";
import type { Repository } from "../../world/tables.ts";
import type { Transaction } from "../../world/world.ts";
import type { Input } from "../model/index.ts";
import { type Encrypted, grantTo } from "./grants.ts";
import { usableKey } from "./permission.ts";

/** What is wrong with settings of encryption, as details of an InvalidParameterException: a key that would not be used. */
export function encryptionProblem(
  asked: Input<"CreateRepository">["encryptionConfiguration"],
): { parameter: string; constraint: string } | undefined {
  const { encryptionType, kmsKey } = asked ?? {};
  if (encryptionType !== "AES256" || !kmsKey) return undefined;
  return { parameter: "encryptionConfiguration", constraint: "kmsKey must not be specified when encryptionType is AES256" }; // (unverified)
}

/**
 * Settles the key and lets ECR use it. With KMS and no key of its own a repository uses the account's AWS managed key for ECR, which is
 * made when it is first used. Throws `KmsException` for a key that cannot be used.
 */
export function encrypt(
  tx: Transaction,
  asked: Input<"CreateRepository">["encryptionConfiguration"],
  repository: Encrypted & { readonly now: number; readonly hasher: Hasher },
): Repository["encryption"] {
  const { encryptionType = "AES256", kmsKey } = asked ?? {};
  if (encryptionType === "AES256") return { encryptionType };
  const { registry, now, hasher } = repository;
  const key = kmsKey && kmsKey !== ECR_ALIAS ? usableKey(tx.world, registry, kmsKey) : ecrKey(tx, registry, hasher, now);
  grantTo(tx, key, repository);
  return { encryptionType, kmsKey: key.arn };
}
