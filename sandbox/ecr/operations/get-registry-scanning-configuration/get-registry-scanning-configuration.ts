/** GetRegistryScanningConfiguration (API_GetRegistryScanningConfiguration): BASIC without rules until something else is put. */
import { operation } from "../../operation.ts";
import { scanningOf } from "../../scanning/configuration.ts";

export const getRegistryScanningConfiguration = operation("GetRegistryScanningConfiguration", (_, { tx, registry }) => ({
  registryId: registry.account,
  scanningConfiguration: scanningOf(tx, registry),
}));
