/** The public registry as a whole: its alias, the token for it, and who may do what with one of its repositories. */
import { sealingKeyOf, seconds } from "../../ecr/common/lookup.ts";
import { deleteRepositoryPolicy as deletePolicyOfEcr } from "../../ecr/operations/delete-repository-policy/delete-repository-policy.ts";
import { getRepositoryPolicy as getPolicyOfEcr } from "../../ecr/operations/get-repository-policy/get-repository-policy.ts";
import { issueToken, TOKEN_LIFE } from "../../ecr/token/token.ts";
import type { JsonOperation } from "../../http/json/service.ts";
import { ask } from "../../iam/ask.ts";
import { acceptPublicRepositoryPolicy } from "../../iam/document/accept.ts";
import { listOf } from "../../iam/document/grammar.ts";
import { matchesWildcard } from "../../iam/matching/wildcard.ts";
import { PUBLIC_REGION } from "../../world/keys.ts";
import type { PolicyDocument } from "../../world/tables.ts";
import { publicErrors } from "../errors.ts";
import { ECR_PUBLIC_MODEL } from "../model/index.ts";
import { HOME_REGION, publicPlace, publicRegistryArn, publicRepositoryArn, publicUri } from "../place.ts";
import { foundRepository, runOfEcr } from "./scope.ts";

/** API_DescribeRegistries: the caller's one registry. Before its first repository it has no alias. */
export const describeRegistries: JsonOperation = ({ nextToken }, { tx, place: { account }, identified }) => {
  if (nextToken !== undefined) throw publicErrors.invalid("nextToken", "Invalid pagination token provided");
  const row = tx.get("publicRegistries", account);
  const alias = row?.alias ? { name: row.alias, status: "ACTIVE", primaryRegistryAlias: true, defaultRegistryAlias: true } : undefined;
  const registry = {
    registryId: account,
    registryArn: publicRegistryArn(account),
    registryUri: row?.alias ? publicUri(identified.context.addresses, row) : "", // (unverified)
    verified: false,
    aliases: alias ? [alias] : [],
  };
  return { registries: [registry] };
};

/** API_GetAuthorizationToken: one object, not a list, and without an address. */
export const getAuthorizationToken: JsonOperation = (_, { tx, now, hasher, identified }) => {
  const content = { caller: identified.caller, region: PUBLIC_REGION, issuedAt: now };
  return {
    authorizationData: { authorizationToken: issueToken(hasher, sealingKeyOf(tx), content), expiresAt: seconds(now + TOKEN_LIFE) },
  };
};

export const getRepositoryPolicy: JsonOperation = (input, scope) => runOfEcr(getPolicyOfEcr, input, scope);
export const deleteRepositoryPolicy: JsonOperation = (input, scope) => runOfEcr(deletePolicyOfEcr, input, scope);

const ACTIONS: readonly string[] = Object.keys(ECR_PUBLIC_MODEL.operations).map((name) => `ecr-public:${name}`);

/** Whether every action that a policy names is there, as private ECR has it of its own. (unverified) */
function actionsKnown({ Statement }: PolicyDocument): boolean {
  const named = listOf(Statement).flatMap((statement) => listOf((statement as PolicyDocument).Action ?? (statement as PolicyDocument).NotAction));
  return named.every((entry) => entry === "*" || ACTIONS.some((action) => matchesWildcard(String(entry), action, true)));
}

/** API_SetRepositoryPolicy: as in private ECR, `force` is needed for a policy that would keep the caller from ever setting another. */
export const setRepositoryPolicy: JsonOperation = (input, scope) => {
  const { tx, now, identified } = scope;
  const { row, key } = foundRepository(input, scope);
  const reading = acceptPublicRepositoryPolicy(tx.world, String(input.policyText));
  if (reading.kind === "refused") throw publicErrors.invalid("PolicyText", reading.constraint);
  if (!actionsKnown(reading.document)) throw publicErrors.invalid("PolicyText", "Invalid repository policy provided");
  tx.update("repositories", key, { policy: reading.document });
  const { verdict } = ask(tx.world, {
    caller: identified.caller,
    action: "ecr-public:SetRepositoryPolicy",
    resource: publicRepositoryArn(row.account, row.name),
    target: { kind: "repository", registry: publicPlace(row.account), name: row.name },
    region: HOME_REGION,
    now,
  });
  // (unverified)
  if (verdict === "deny" && input.force !== true)
    throw publicErrors.invalid("PolicyText", "The policy would prevent you from setting another policy; use force");
  return runOfEcr(getPolicyOfEcr, input, scope);
};
