/** PutImageScanningConfiguration (API_PutImageScanningConfiguration): the repository's own switch for scan on push. */
import { findRepository, where } from "../../common/lookup.ts";
import { operation } from "../../operation.ts";

export const putImageScanningConfiguration = operation("PutImageScanningConfiguration", (input, { tx, registry, refuse }) => {
  const { repositoryName, imageScanningConfiguration } = input;
  const found = findRepository(tx, registry, repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, repositoryName));
  const scanOnPush = imageScanningConfiguration.scanOnPush ?? false;
  tx.update("repositories", found.key, { scanOnPush });
  return { registryId: registry.account, repositoryName, imageScanningConfiguration: { scanOnPush } };
});
