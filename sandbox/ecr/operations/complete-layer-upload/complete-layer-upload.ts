/** CompleteLayerUpload (API_CompleteLayerUpload): checks the digest; the staged bytes become a layer of the repository. */
import { isDigest } from "../../../kernel/hash.ts";
import { memberKey, type RegistryId } from "../../../world/keys.ts";
import type { Upload } from "../../../world/tables.ts";
import { Transaction } from "../../../world/world.ts";
import { type Found, findRepository, where } from "../../common/lookup.ts";
import type { Input } from "../../model/index.ts";
import { operation, type Refuse } from "../../operation.ts";

/** Everything that can be refused before the bytes are hashed; checked again at the commit. */
function check(
  tx: Transaction,
  registry: RegistryId,
  { repositoryName, uploadId, layerDigests }: Input<"CompleteLayerUpload">,
  refuse: Refuse<"CompleteLayerUpload">,
): { found: Found; upload: Upload } {
  const found = findRepository(tx, registry, repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, repositoryName));
  const upload = tx.get("uploads", uploadId);
  if (!upload || upload.repository !== found.key) throw refuse("UploadNotFoundException", { ...found.where, upload: uploadId });
  if (upload.size === 0) throw refuse("EmptyUploadException", { ...found.where, upload: uploadId });
  if (upload.smallPart) throw refuse("LayerPartTooSmallException", undefined);
  for (const digest of layerDigests) {
    if (tx.get("layers", memberKey(found.key, digest))) throw refuse("LayerAlreadyExistsException", { ...found.where, digest });
  }
  return { found, upload };
}

export const completeLayerUpload = operation("CompleteLayerUpload", {
  oneAtATime: ({ uploadId }) => uploadId,
  async prepare(input, { world, blobs, registry, refuse }) {
    const { repositoryName, uploadId, layerDigests } = input;
    check(new Transaction(world), registry, input, refuse);
    const staging = blobs.stage(uploadId);
    const size = await staging.size();
    const layerDigest = await staging.digest();
    if (!layerDigests.every((digest) => isDigest(digest) && digest === layerDigest))
      throw refuse("InvalidLayerException", { computed: layerDigest, given: layerDigests });
    // Bytes first: a crash may leave a blob that nobody names, never a name without its blob.
    await staging.complete(layerDigest);
    return (_, { tx, now }) => {
      const { found } = check(tx, registry, input, refuse);
      tx.delete("uploads", uploadId);
      tx.set("layers", memberKey(found.key, layerDigest), { digest: layerDigest, size, addedAt: now });
      return { registryId: registry.account, repositoryName, uploadId, layerDigest };
    };
  },
});
