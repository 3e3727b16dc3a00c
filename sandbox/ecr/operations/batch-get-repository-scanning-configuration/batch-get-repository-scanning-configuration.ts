/** BatchGetRepositoryScanningConfiguration (API_BatchGetRepositoryScanningConfiguration): what applies to each repository, and by which filters. */
import { repositoryArn } from "../../common/arn.ts";
import { findRepository } from "../../common/lookup.ts";
import type { RepositoryScanningConfiguration, RepositoryScanningConfigurationFailure } from "../../model/types.gen.ts";
import { operation } from "../../operation.ts";
import { effectiveScanning, scanningOf } from "../../scanning/configuration.ts";

export const batchGetRepositoryScanningConfiguration = operation(
  "BatchGetRepositoryScanningConfiguration",
  ({ repositoryNames }, { tx, registry }) => {
    const scanning = scanningOf(tx, registry);
    const scanningConfigurations: RepositoryScanningConfiguration[] = [];
    const failures: RepositoryScanningConfigurationFailure[] = [];
    for (const repositoryName of new Set(repositoryNames)) {
      const found = findRepository(tx, registry, repositoryName);
      if (!found) {
        // (unverified) The reason's sentence.
        failures.push({ repositoryName, failureCode: "REPOSITORY_NOT_FOUND", failureReason: "Repository not found" });
        continue;
      }
      const { scanFrequency, appliedScanFilters } = effectiveScanning(scanning, found.row);
      const scanOnPush = scanFrequency !== "MANUAL";
      scanningConfigurations.push({
        repositoryArn: repositoryArn(registry, repositoryName),
        repositoryName,
        scanOnPush,
        scanFrequency,
        appliedScanFilters,
      });
    }
    return { scanningConfigurations, failures };
  },
);
