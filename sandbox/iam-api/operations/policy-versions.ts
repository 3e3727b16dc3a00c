/** Versions of managed policies: at most five, one of them in force. */
import { managedPolicy } from "../../iam/managed/managed-policies.ts";
import { aboutPolicy } from "../asks.ts";
import { awsManaged } from "../aws-managed.ts";
import { iamError, noSuchPolicy, noSuchVersion } from "../errors.ts";
import { checkPolicyArn, entryOf, seconds } from "../find.ts";
import type { PolicyVersion } from "../model/index.ts";
import { operation, silent, type Where } from "../operation.ts";
import { page } from "../paging.ts";
import { documentText } from "../render.ts";
import { identityGiven, ownPolicy } from "./policies.ts";

const MOST = 5;

/** Newest first, documents included. Of AWS's policies only the version in force is known. */
function versionsOf({ world, account }: Where, arn: string): PolicyVersion[] {
  checkPolicyArn(arn);
  const row = world.managedPolicies.get(arn);
  if (row?.account === account) {
    return row.versions
      .map(({ id, document, createdAt }) => ({
        Document: documentText(document),
        VersionId: id,
        IsDefaultVersion: id === row.defaultVersion,
        CreateDate: seconds(createdAt),
      }))
      .reverse();
  }
  const name = entryOf(world, arn);
  const document = name === undefined || name === arn ? undefined : managedPolicy(name);
  if (name === undefined || !document) throw noSuchPolicy(arn);
  const { version, updatedAt } = awsManaged(name);
  return [{ Document: documentText(document), VersionId: version, IsDefaultVersion: true, CreateDate: seconds(Date.parse(updatedAt)) }];
}

const createPolicyVersion = operation(
  "CreatePolicyVersion",
  ({ PolicyArn }, where) => aboutPolicy(where, PolicyArn),
  ({ PolicyArn, PolicyDocument: text, SetAsDefault = false }, scope) => {
    const row = ownPolicy(scope, PolicyArn, "iam:CreatePolicyVersion");
    const document = identityGiven(text);
    if (row.versions.length >= MOST) {
      throw iamError(
        "LimitExceeded",
        `A managed policy can have up to ${MOST} versions. Before you create a new version, you must delete an existing version.`,
      );
    }
    const lastVersion = row.lastVersion + 1;
    const id = `v${lastVersion}`;
    scope.tx.update("managedPolicies", PolicyArn, {
      versions: [...row.versions, { id, document, createdAt: scope.now }],
      lastVersion,
      updatedAt: scope.now,
      ...(SetAsDefault ? { defaultVersion: id } : {}),
    });
    return { PolicyVersion: { VersionId: id, IsDefaultVersion: SetAsDefault, CreateDate: seconds(scope.now) } };
  },
);

const getPolicyVersion = operation(
  "GetPolicyVersion",
  ({ PolicyArn }, where) => aboutPolicy(where, PolicyArn),
  ({ PolicyArn, VersionId }, scope) => {
    const found = versionsOf(scope, PolicyArn).find((version) => version.VersionId === VersionId);
    if (!found) throw noSuchVersion(PolicyArn, VersionId);
    return { PolicyVersion: found };
  },
);

const listPolicyVersions = operation(
  "ListPolicyVersions",
  ({ PolicyArn }, where) => aboutPolicy(where, PolicyArn),
  (input, scope) => {
    const { entries, rest } = page("policy-versions", versionsOf(scope, input.PolicyArn), input);
    return { Versions: entries.map(({ Document: _, ...shown }) => shown), ...rest };
  },
);

const deletePolicyVersion = silent(
  "DeletePolicyVersion",
  ({ PolicyArn }, where) => aboutPolicy(where, PolicyArn),
  ({ PolicyArn, VersionId }, scope) => {
    const row = ownPolicy(scope, PolicyArn, "iam:DeletePolicyVersion");
    if (!row.versions.some(({ id }) => id === VersionId)) throw noSuchVersion(PolicyArn, VersionId);
    if (row.defaultVersion === VersionId) throw iamError("DeleteConflict", "Cannot delete the default version of a policy.");
    scope.tx.update("managedPolicies", PolicyArn, { versions: row.versions.filter(({ id }) => id !== VersionId) });
  },
);

const setDefaultPolicyVersion = silent(
  "SetDefaultPolicyVersion",
  ({ PolicyArn }, where) => aboutPolicy(where, PolicyArn),
  ({ PolicyArn, VersionId }, scope) => {
    const row = ownPolicy(scope, PolicyArn, "iam:SetDefaultPolicyVersion");
    if (!row.versions.some(({ id }) => id === VersionId)) throw noSuchVersion(PolicyArn, VersionId);
    scope.tx.update("managedPolicies", PolicyArn, { defaultVersion: VersionId, updatedAt: scope.now });
  },
);

export const POLICY_VERSIONS = [createPolicyVersion, getPolicyVersion, listPolicyVersions, deletePolicyVersion, setDefaultPolicyVersion];
