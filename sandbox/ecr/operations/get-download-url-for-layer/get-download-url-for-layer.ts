/** GetDownloadUrlForLayer (API_GetDownloadUrlForLayer): a short-lived link to a layer of this repository. */
import { memberKey } from "../../../world/keys.ts";
import { findRepository, sealingKeyOf, where } from "../../common/lookup.ts";
import { layerBucket, layerUrl } from "../../layer-url/layer-url.ts";
import { operation } from "../../operation.ts";

export const getDownloadUrlForLayer = operation("GetDownloadUrlForLayer", (input, { tx, transportNow, registry, addresses, hasher, refuse }) => {
  const { repositoryName: repository, layerDigest } = input;
  const found = findRepository(tx, registry, repository);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, repository));
  const layer = tx.get("layers", memberKey(found.key, layerDigest));
  if (!layer) throw refuse("LayersNotFoundException", { ...found.where, digests: [layerDigest] });
  const { account, region } = registry;
  const origin = addresses.layerOrigin?.(region) ?? `${addresses.scheme}://${addresses.registryHost(account, region)}/${layerBucket(region)}`;
  return { downloadUrl: layerUrl(hasher, sealingKeyOf(tx), origin, { digest: layer.digest, registry, repository, now: transportNow }), layerDigest };
});
