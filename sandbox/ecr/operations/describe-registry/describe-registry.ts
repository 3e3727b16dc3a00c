/** DescribeRegistry (API_DescribeRegistry). The sandbox has no replication yet, so there are no rules. */
import { operation } from "../../operation.ts";

export const describeRegistry = operation("DescribeRegistry", (_, { registry }) => ({
  registryId: registry.account,
  replicationConfiguration: { rules: [] },
}));
