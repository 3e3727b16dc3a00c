/** GetRepositoryPolicy (API_GetRepositoryPolicy): the text comes back as the service writes it. */

import { prettyPolicy } from "../../../iam/policy-text.ts";
import { findRepository, where } from "../../common/lookup.ts";
import { operation } from "../../operation.ts";

export const getRepositoryPolicy = operation("GetRepositoryPolicy", ({ repositoryName }, { tx, registry, refuse }) => {
  const found = findRepository(tx, registry, repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, repositoryName));
  if (!found.row.policy) throw refuse("RepositoryPolicyNotFoundException", found.where);
  return { registryId: registry.account, repositoryName, policyText: prettyPolicy(found.row.policy) };
});
