/** DeleteRepository (API_DeleteRepository): needs `force` when there are images; takes everything in the repository with it. */
import { memberKey, repositoryOf } from "../../../world/keys.ts";
import type { JobWork } from "../../../world/tables.ts";
import { describeRepository, findRepository, hasImages, members, where } from "../../common/lookup.ts";
import { retireFor } from "../../encryption/retire.ts";
import { tellDeleted } from "../../events/events.ts";
import { unschedule } from "../../jobs/jobs.ts";
import { operation } from "../../operation.ts";

const MEMBERS = ["images", "tags", "layers"] as const;

/** What was planned for a repository goes with it: a later one of its name has plans of its own. */
function repositoryOfWork(work: JobWork): string | undefined {
  if ("image" in work) return repositoryOf(work.image);
  return "repository" in work ? work.repository : undefined;
}

export const deleteRepository = operation("DeleteRepository", (input, { tx, hasher, now, caller, registry, addresses, refuse }) => {
  const found = findRepository(tx, registry, input.repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, input.repositoryName));
  if (!input.force && hasImages(tx, found.key)) throw refuse("RepositoryNotEmptyException", found.where);
  for (const [, image] of members(tx, "images", found.key)) tellDeleted({ tx, hasher, now }, found.row, image, image.tags);
  for (const table of MEMBERS) {
    const keys = [...tx.range(table, memberKey(found.key, ""))].map(([key]) => key);
    for (const key of keys) tx.delete(table, key);
  }
  const uploads = [...tx.range("uploads", "")].filter(([, upload]) => upload.repository === found.key).map(([key]) => key);
  for (const key of uploads) tx.delete("uploads", key);
  unschedule(tx, ({ work }) => repositoryOfWork(work) === found.key);
  tx.delete("repositories", found.key);
  retireFor(tx, found.row, caller, now);
  const { repositoryArn, registryId, repositoryName, repositoryUri, createdAt, imageTagMutability } = describeRepository(found.row, addresses);
  return { repository: { repositoryArn, registryId, repositoryName, repositoryUri, createdAt, imageTagMutability } };
});
