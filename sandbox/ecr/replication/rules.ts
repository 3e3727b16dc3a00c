/** Rules of replication: which registries a repository's images are copied to, and what is wrong with a configuration (user guide, "Private image replication"). */
import { isRegion } from "../../http/sigv4/regions.ts";
import type { RegistryId } from "../../world/keys.ts";
import type { ReplicationDestination, ReplicationRule } from "../../world/tables.ts";

/** Unique destinations over all rules (quotas of ECR). */
const MOST_DESTINATIONS = 25;

function same(one: ReplicationDestination, other: ReplicationDestination): boolean {
  return one.region === other.region && one.registryId === other.registryId;
}

/** Each destination once, in the order of the rules. */
function unique(rules: readonly ReplicationRule[]): ReplicationDestination[] {
  const found: ReplicationDestination[] = [];
  for (const { destinations } of rules) for (const one of destinations) if (!found.some((other) => same(one, other))) found.push(one);
  return found;
}

function matches({ repositoryFilters = [] }: ReplicationRule, repository: string): boolean {
  return repositoryFilters.length === 0 || repositoryFilters.some(({ filter }) => repository.startsWith(filter));
}

/** The registries that a repository of that name is copied to. */
export function destinationsOf(rules: readonly ReplicationRule[] = [], repository: string): ReplicationDestination[] {
  return unique(rules.filter((rule) => matches(rule, repository)));
}

export function isDestination(rules: readonly ReplicationRule[] = [], wanted: ReplicationDestination): boolean {
  return unique(rules).some((one) => same(one, wanted));
}

/** What is wrong with rules, as the constraint of an InvalidParameterException. */
export function rulesProblem(rules: readonly ReplicationRule[], { account, region }: RegistryId): string | undefined {
  const all = unique(rules);
  if (all.some((one) => same(one, { registryId: account, region }))) return "Replication destination cannot be the same as the source registry";
  if (all.length > MOST_DESTINATIONS) return `Replication configuration can have at most ${MOST_DESTINATIONS} unique destinations`; // (unverified)
  const nowhere = all.find((one) => !isRegion(one.region));
  if (nowhere) return `Replication destination Region '${nowhere.region}' is not valid`; // (unverified)
  return undefined;
}
