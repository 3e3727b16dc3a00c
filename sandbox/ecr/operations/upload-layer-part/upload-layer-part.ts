/** UploadLayerPart (API_UploadLayerPart): the next bytes of an upload. Parts must follow each other without a gap. */
import { StorageFull } from "../../../world/blobs.ts";
import type { RegistryId } from "../../../world/keys.ts";
import type { Upload } from "../../../world/tables.ts";
import { Transaction } from "../../../world/world.ts";
import { findRepository, where } from "../../common/lookup.ts";
import type { Input } from "../../model/index.ts";
import { operation, type Refuse } from "../../operation.ts";
import { quotaOf, SMALLEST_PART } from "../../quotas/quotas.ts";

function findUpload(tx: Transaction, registry: RegistryId, input: Input<"UploadLayerPart">, refuse: Refuse<"UploadLayerPart">): Upload {
  const { repositoryName, uploadId } = input;
  const found = findRepository(tx, registry, repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, repositoryName));
  const upload = tx.get("uploads", uploadId);
  if (!upload || upload.repository !== found.key) throw refuse("UploadNotFoundException", { ...found.where, upload: uploadId });
  return upload;
}

/** The row after a further part of `bytes` that came through the API. */
function withPart({ lastPart, ...upload }: Upload, bytes: number): Upload {
  return { ...upload, parts: upload.parts + 1, smallPart: upload.smallPart || (lastPart !== undefined && lastPart < SMALLEST_PART), lastPart: bytes };
}

export const uploadLayerPart = operation("UploadLayerPart", {
  oneAtATime: ({ uploadId }) => uploadId,
  async prepare(input, { world, blobs, registry, staged, refuse }) {
    const { uploadId, repositoryName, partFirstByte: first, partLastByte: last, layerPartBlob } = input;
    const { parts } = findUpload(new Transaction(world), registry, input, refuse);
    let size = staged;
    if (size === undefined) {
      const most = quotaOf(new Transaction(world), registry, "layerParts");
      if (parts >= most) throw refuse("LimitExceededException", { reason: `A layer can have at most ${most} parts` }); // (unverified)
      const staging = blobs.stage(uploadId);
      const expected = await staging.size();
      if (first !== expected || last - first + 1 !== layerPartBlob.length) {
        const details = { registryId: registry.account, repositoryName, uploadId, lastValidByteReceived: expected - 1 };
        throw refuse("InvalidLayerPartException", { first, expected }, details);
      }
      size = await staging.append(layerPartBlob).catch((error: unknown) => {
        throw error instanceof StorageFull ? refuse("LimitExceededException", { reason: "The sandbox has no space left for more layers" }) : error;
      });
    }
    const whole = size;
    return (_, { tx }) => {
      const upload = findUpload(tx, registry, input, refuse);
      const largest = quotaOf(tx, registry, "layerSize");
      if (whole > largest) throw refuse("LimitExceededException", { reason: `A layer can have at most ${largest} bytes` }); // (unverified)
      const next = staged === undefined ? withPart(upload, layerPartBlob.length) : { ...upload, parts: upload.parts + 1 };
      tx.set("uploads", uploadId, { ...next, size: whole });
      return { registryId: registry.account, repositoryName, uploadId, lastByteReceived: Math.max(0, whole - 1) };
    };
  },
});
