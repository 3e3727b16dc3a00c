/**
 * PutReplicationConfiguration (API_PutReplicationConfiguration): takes the place of the rules before it; no rules turn replication off.
 * The first call makes the service-linked role that replicates.
 */
import { registryKey } from "../../../world/keys.ts";
import { makeServiceLinkedRole } from "../../common/service-linked-role.ts";
import { operation } from "../../operation.ts";
import { rulesProblem } from "../../replication/rules.ts";

export const putReplicationConfiguration = operation("PutReplicationConfiguration", ({ replicationConfiguration }, scope) => {
  const { tx, registry, refuse } = scope;
  const { rules } = replicationConfiguration;
  const constraint = rulesProblem(rules, registry);
  if (constraint) throw refuse("InvalidParameterException", { parameter: "replicationConfiguration", constraint });
  makeServiceLinkedRole("AWSServiceRoleForECRReplication", scope);
  const key = registryKey(registry);
  tx.set("registries", key, { ...(tx.get("registries", key) ?? { account: registry.account, region: registry.region }), replication: rules });
  return { replicationConfiguration };
});
