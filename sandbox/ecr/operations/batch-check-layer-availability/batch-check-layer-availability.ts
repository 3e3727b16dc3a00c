/** BatchCheckLayerAvailability (API_BatchCheckLayerAvailability): which layers the repository has already. */
import { memberKey } from "../../../world/keys.ts";
import { findRepository, where } from "../../common/lookup.ts";
import type { Layer, LayerFailure } from "../../model/types.gen.ts";
import { operation } from "../../operation.ts";

const DIGEST = /^[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+$/;

/** Media type of a layer whose manifest has not come yet. */
const UNKNOWN_MEDIA_TYPE = "application/vnd.docker.image.rootfs.diff.tar.gzip";

export const batchCheckLayerAvailability = operation("BatchCheckLayerAvailability", (input, { tx, registry, refuse }) => {
  const found = findRepository(tx, registry, input.repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, input.repositoryName));
  const layers: Layer[] = [];
  const failures: LayerFailure[] = [];
  for (const layerDigest of input.layerDigests) {
    if (layerDigest === "")
      failures.push({ failureCode: "MissingLayerDigest", failureReason: "Invalid request parameters: layer digest cannot be null" }); // (unverified)
    else if (!DIGEST.test(layerDigest)) {
      // (unverified)
      const failureReason = "Invalid request parameters: layer digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'";
      failures.push({ layerDigest, failureCode: "InvalidLayerDigest", failureReason });
    } else {
      const layer = tx.get("layers", memberKey(found.key, layerDigest));
      if (layer)
        layers.push({ layerDigest, layerAvailability: "AVAILABLE", layerSize: layer.size, mediaType: layer.mediaType ?? UNKNOWN_MEDIA_TYPE });
      else layers.push({ layerDigest, layerAvailability: "UNAVAILABLE" });
    }
  }
  return { layers, failures };
});
