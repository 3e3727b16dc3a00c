/** Rules of managed signing: which signing profiles sign what is pushed to a repository (user guide, "Managed signing"). */
import { matchesWildcard } from "../../iam/matching/wildcard.ts";
import type { SigningRule } from "../../world/tables.ts";

/** Each profile once, in the order of the rules. */
export function profilesFor(rules: readonly SigningRule[] = [], repository: string): string[] {
  const matching = rules.filter(
    ({ repositoryFilters }) => !repositoryFilters || repositoryFilters.some(({ filter }) => matchesWildcard(filter, repository)),
  );
  return [...new Set(matching.map(({ signingProfileArn }) => signingProfileArn))];
}
