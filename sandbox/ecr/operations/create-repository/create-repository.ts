/** CreateRepository (API_CreateRepository). The whole call fails when the tags cannot be applied. */
import { repositoryKey } from "../../../world/keys.ts";
import type { Repository } from "../../../world/tables.ts";
import { describeRepository, where } from "../../common/lookup.ts";
import { mutabilityProblem } from "../../common/mutability.ts";
import { tagProblem, tagsOf } from "../../common/tags.ts";
import { encrypt, encryptionProblem } from "../../encryption/encrypt.ts";
import { operation } from "../../operation.ts";
import { atMost, isFull, quotaOf } from "../../quotas/quotas.ts";

export const createRepository = operation("CreateRepository", (input, { tx, now, registry, addresses, hasher, refuse }) => {
  const {
    repositoryName: name,
    imageTagMutability = "MUTABLE",
    imageTagMutabilityExclusionFilters: filters,
    encryptionConfiguration,
    tags = [],
  } = input;
  const problem = mutabilityProblem(imageTagMutability, filters) ?? encryptionProblem(encryptionConfiguration);
  if (problem) throw refuse("InvalidParameterException", problem);
  const badTag = tagProblem(tags);
  if (badTag) throw badTag === "too many" ? refuse("TooManyTagsException", undefined) : refuse("InvalidTagParameterException", { reason: badTag });
  const key = repositoryKey(registry, name);
  if (tx.get("repositories", key)) throw refuse("RepositoryAlreadyExistsException", where(registry, name));
  const most = quotaOf(tx, registry, "repositories");
  if (isFull(tx, { table: "repositories", prefix: repositoryKey(registry, ""), most }))
    throw refuse("LimitExceededException", { reason: `The registry with id '${registry.account}' ${atMost("repositories", most)}` }); // (unverified)
  const row: Repository = {
    ...registry,
    name,
    createdAt: now,
    imageTagMutability,
    ...(filters ? { imageTagMutabilityExclusionFilters: filters } : {}),
    scanOnPush: input.imageScanningConfiguration?.scanOnPush ?? false,
    encryption: encrypt(tx, encryptionConfiguration, { registry, name, now, hasher }),
    tags: tagsOf(tags),
  };
  tx.set("repositories", key, row);
  return { repository: describeRepository(row, addresses) };
});
