/** GetDownloadUrlForLayer (API_GetDownloadUrlForLayer): a short-lived link to a layer that an image of this repository names. */
import { memberKey } from "../../../world/keys.ts";
import { isNamed } from "../../common/layer-use.ts";
import { findRepository, sealingKeyOf, where } from "../../common/lookup.ts";
import { layerBucket, layerUrl } from "../../layer-url/layer-url.ts";
import { operation } from "../../operation.ts";

export const getDownloadUrlForLayer = operation("GetDownloadUrlForLayer", (input, { tx, transportNow, registry, addresses, hasher, refuse }) => {
  const { repositoryName: repository, layerDigest } = input;
  const found = findRepository(tx, registry, repository);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, repository));
  const layer = tx.get("layers", memberKey(found.key, layerDigest));
  if (!layer) throw refuse("LayersNotFoundException", { ...found.where, digest: layerDigest });
  if (!isNamed(tx, found.key, layer.digest)) throw refuse("LayerInaccessibleException", { ...found.where, digest: layerDigest });
  const { account, region } = registry;
  const origin = addresses.layerOrigin?.(region) ?? `${addresses.scheme}://${addresses.registryHost(account, region)}/${layerBucket(region)}`;
  return { downloadUrl: layerUrl(hasher, sealingKeyOf(tx), origin, { digest: layer.digest, registry, repository, now: transportNow }), layerDigest };
});
