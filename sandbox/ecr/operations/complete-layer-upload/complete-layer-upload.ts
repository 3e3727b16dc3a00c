/** CompleteLayerUpload (API_CompleteLayerUpload): checks the digest; the staged bytes become a layer of the repository. */
import { memberKey, type RegistryId } from "../../../world/keys.ts";
import { Transaction } from "../../../world/world.ts";
import { type Found, findRepository, where } from "../../common/lookup.ts";
import { cleanUpLater } from "../../jobs/cleanup.ts";
import type { Input } from "../../model/index.ts";
import { operation, type Refuse } from "../../operation.ts";

/** Everything that can be refused before the bytes are hashed; checked again at the commit. */
function check(
  tx: Transaction,
  registry: RegistryId,
  { repositoryName, uploadId }: Input<"CompleteLayerUpload">,
  refuse: Refuse<"CompleteLayerUpload">,
): Found {
  const found = findRepository(tx, registry, repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, repositoryName));
  const upload = tx.get("uploads", uploadId);
  if (!upload || upload.repository !== found.key) throw refuse("UploadNotFoundException", { ...found.where, upload: uploadId });
  if (upload.size === 0) throw refuse("EmptyUploadException", { ...found.where, upload: uploadId });
  if (upload.smallPart) throw refuse("LayerPartTooSmallException", undefined);
  return found;
}

/** Asked only about bytes that are what their digest says: wrong bytes are wrong whether or not the right ones are there. */
function refuseExisting(tx: Transaction, { key, where: place }: Found, digest: string, refuse: Refuse<"CompleteLayerUpload">): void {
  if (tx.get("layers", memberKey(key, digest))) throw refuse("LayerAlreadyExistsException", { ...place, digest });
}

export const completeLayerUpload = operation("CompleteLayerUpload", {
  oneAtATime: ({ uploadId }) => uploadId,
  async prepare(input, { world, blobs, registry, refuse }) {
    const { repositoryName, uploadId, layerDigests } = input;
    const asked = new Transaction(world);
    const found = check(asked, registry, input, refuse);
    const staging = blobs.stage(uploadId);
    const size = await staging.size();
    const layerDigest = await staging.digest();
    if (!layerDigests.includes(layerDigest)) throw refuse("InvalidLayerException", undefined);
    refuseExisting(asked, found, layerDigest, refuse);
    // Bytes first: a crash may leave a blob that nobody names, never a name without its blob.
    await staging.complete(layerDigest);
    return (_, { tx, now }) => {
      const { key } = check(tx, registry, input, refuse);
      tx.delete("uploads", uploadId);
      if (!tx.get("layers", memberKey(key, layerDigest))) tx.set("layers", memberKey(key, layerDigest), { digest: layerDigest, size, addedAt: now });
      cleanUpLater(tx, key, now);
      return { registryId: registry.account, repositoryName, uploadId, layerDigest };
    };
  },
});
