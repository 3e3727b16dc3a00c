/** Tag mutability: the four modes, and which tags a mode lets move. */
import { matchesWildcard } from "../../iam/matching/wildcard.ts";
import type { Repository } from "../../world/tables.ts";

type Mode = Repository["imageTagMutability"];

/** What is wrong with a mode and its filters, as details of an InvalidParameterException. */
export function mutabilityProblem(mode: Mode, filters: readonly unknown[] | undefined): { parameter: string; constraint: string } | undefined {
  const parameter = "imageTagMutabilityExclusionFilters";
  const excluding = mode.endsWith("_WITH_EXCLUSION");
  if (excluding && !filters)
    return { parameter, constraint: `ImageTagMutabilityExclusionFilters can't be null when imageTagMutability is set as ${mode}` };
  if (!excluding && filters)
    return { parameter, constraint: `ImageTagMutabilityExclusionFilters must be null when imageTagMutability is set as ${mode}` }; // (unverified)
  return undefined;
}

/** Whether a tag that exists may be moved to another image. */
export function tagMayMove({ imageTagMutability: mode, imageTagMutabilityExclusionFilters: filters = [] }: Repository, tag: string): boolean {
  const excluded = filters.some(({ filter }) => matchesWildcard(filter, tag));
  return mode.startsWith("MUTABLE") ? !(mode === "MUTABLE_WITH_EXCLUSION" && excluded) : mode === "IMMUTABLE_WITH_EXCLUSION" && excluded;
}
