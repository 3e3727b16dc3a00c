/** DeleteRepositoryPolicy (API_DeleteRepositoryPolicy): gives the text that was removed. */

import { prettyPolicy } from "../../../iam/policy-text.ts";
import { findRepository, where } from "../../common/lookup.ts";
import { operation } from "../../operation.ts";

export const deleteRepositoryPolicy = operation("DeleteRepositoryPolicy", ({ repositoryName }, { tx, registry, refuse }) => {
  const found = findRepository(tx, registry, repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, repositoryName));
  const { policy, ...row } = found.row;
  if (!policy) throw refuse("RepositoryPolicyNotFoundException", found.where);
  tx.set("repositories", found.key, row);
  return { registryId: registry.account, repositoryName, policyText: prettyPolicy(policy) };
});
