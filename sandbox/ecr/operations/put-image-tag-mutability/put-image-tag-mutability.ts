/** PutImageTagMutability (API_PutImageTagMutability): holds for pushes from now on. */
import { findRepository, where } from "../../common/lookup.ts";
import { mutabilityProblem } from "../../common/mutability.ts";
import { operation } from "../../operation.ts";

export const putImageTagMutability = operation("PutImageTagMutability", (input, { tx, registry, refuse }) => {
  const { repositoryName, imageTagMutability, imageTagMutabilityExclusionFilters: filters } = input;
  const problem = mutabilityProblem(imageTagMutability, filters);
  if (problem) throw refuse("InvalidParameterException", problem);
  const found = findRepository(tx, registry, repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, repositoryName));
  const { imageTagMutabilityExclusionFilters: _, ...row } = found.row;
  tx.set("repositories", found.key, { ...row, imageTagMutability, ...(filters ? { imageTagMutabilityExclusionFilters: filters } : {}) });
  return { registryId: registry.account, repositoryName, imageTagMutability, imageTagMutabilityExclusionFilters: filters };
});
