/** What encrypts a repository. */
import type { Hasher } from "../../kernel/hash.ts";
import { derivedIds } from "../../kernel/ids.ts";
import type { RegistryId } from "../../world/keys.ts";
import type { Repository } from "../../world/tables.ts";
import type { Input } from "../model/index.ts";

/** With KMS and no key of its own, a repository uses the account's AWS managed key for ECR. */
export function encryptionOf(
  asked: Input<"CreateRepository">["encryptionConfiguration"],
  { account, region }: RegistryId,
  hasher: Hasher,
): Repository["encryption"] {
  const { encryptionType = "AES256", kmsKey } = asked ?? {};
  if (encryptionType === "AES256") return { encryptionType };
  const managed = `arn:aws:kms:${region}:${account}:key/${derivedIds(hasher, `aws/ecr/${account}/${region}`, () => 0).uuid()}`;
  return { encryptionType, kmsKey: kmsKey || managed };
}
