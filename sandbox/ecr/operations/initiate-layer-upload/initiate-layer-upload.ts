/** InitiateLayerUpload (API_InitiateLayerUpload): opens an upload; its bytes will lie in staging, beside the world. */
import { findRepository, where } from "../../common/lookup.ts";
import { cleanUpLater } from "../../jobs/cleanup.ts";
import { operation } from "../../operation.ts";
import { createOnPush } from "../../templates/apply.ts";

/** The part size ECR suggests, bytes. */
const PART_SIZE = 10_485_760;

export const initiateLayerUpload = operation("InitiateLayerUpload", (input, { tx, now, ids, hasher, caller, registry, refuse }) => {
  const found = findRepository(tx, registry, input.repositoryName) ?? createOnPush(tx, { caller, registry, now, hasher }, input.repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, input.repositoryName));
  const id = ids.uuid();
  tx.set("uploads", id, { id, repository: found.key, startedAt: now, size: 0, parts: 0, smallPart: false });
  cleanUpLater(tx, found.key, now);
  return { uploadId: id, partSize: PART_SIZE };
});
