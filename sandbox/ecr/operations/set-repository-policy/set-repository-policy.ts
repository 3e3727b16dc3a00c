/** SetRepositoryPolicy (API_SetRepositoryPolicy): `force` is needed for a policy that would keep the caller from ever setting another. */

import { ask } from "../../../iam/ask.ts";
import { acceptRepositoryPolicy } from "../../../iam/document/accept.ts";
import { prettyPolicy } from "../../../iam/policy-text.ts";
import { repositoryArn } from "../../common/arn.ts";
import { findRepository, where } from "../../common/lookup.ts";
import { operation } from "../../operation.ts";

export const setRepositoryPolicy = operation("SetRepositoryPolicy", (input, { tx, now, caller, registry, refuse }) => {
  const { repositoryName, policyText, force = false } = input;
  const found = findRepository(tx, registry, repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, repositoryName));
  const reading = acceptRepositoryPolicy(tx.world, policyText);
  if (reading.kind === "refused") throw refuse("InvalidParameterException", { parameter: "PolicyText", constraint: reading.constraint });
  tx.update("repositories", found.key, { policy: reading.document });
  if (!force) {
    const { verdict } = ask(tx.world, {
      caller,
      action: "ecr:SetRepositoryPolicy",
      resource: repositoryArn(registry, repositoryName),
      target: { kind: "repository", registry, name: repositoryName },
      region: registry.region,
      now,
    });
    // (unverified)
    if (verdict === "deny") {
      throw refuse("InvalidParameterException", {
        parameter: "PolicyText",
        constraint: "The policy would prevent you from setting another policy; use force",
      });
    }
  }
  return { registryId: registry.account, repositoryName, policyText: prettyPolicy(reading.document) };
});
