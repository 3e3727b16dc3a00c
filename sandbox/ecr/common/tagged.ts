/** The repository that a `resourceArn` names. */
import type { RegistryId } from "../../world/keys.ts";
import type { Transaction } from "../../world/world.ts";
import type { Refuse } from "../operation.ts";
import { parseRepositoryArn } from "./arn.ts";
import { type Found, findRepository, where } from "./lookup.ts";

/** `registry` gives the Region that was asked: a repository of another Region is not there. */
export function findByArn(
  tx: Transaction,
  registry: RegistryId,
  arn: string,
  refuse: Refuse<"TagResource" | "UntagResource" | "ListTagsForResource">,
): Found {
  const target = parseRepositoryArn(arn);
  if (!target || target.registry.region !== registry.region)
    throw refuse("InvalidParameterException", { parameter: "resourceArn", constraint: "Invalid ARN" });
  const found = findRepository(tx, target.registry, target.name);
  if (!found) throw refuse("RepositoryNotFoundException", where(target.registry, target.name));
  return found;
}
