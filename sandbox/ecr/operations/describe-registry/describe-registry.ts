/** DescribeRegistry (API_DescribeRegistry): what a registry as a whole is set to, that is its rules of replication. */
import { registryKey } from "../../../world/keys.ts";
import { operation } from "../../operation.ts";

export const describeRegistry = operation("DescribeRegistry", (_, { tx, registry }) => ({
  registryId: registry.account,
  replicationConfiguration: { rules: tx.get("registries", registryKey(registry))?.replication ?? [] },
}));
