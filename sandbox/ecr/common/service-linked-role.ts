/**
 * Roles that ECR makes for itself in an account (user guide, "Using service-linked roles for Amazon ECR"). Whoever brings that of
 * replication into being needs iam:CreateServiceLinkedRole, as AmazonEC2ContainerRegistryFullAccess has it; the lists of permissions for
 * cache rules and creation templates do not name it, nor does that policy for their roles.
 */
import type { Target } from "../../iam/ask.ts";
import type { Ids } from "../../kernel/ids.ts";
import { principalKey, type RegistryId } from "../../world/keys.ts";
import type { Transaction, World } from "../../world/world.ts";

const ROLES = {
  AWSServiceRoleForECRReplication: { service: "replication.ecr.amazonaws.com", managed: "ECRReplicationServiceRolePolicy" },
  AWSServiceRoleForECRPullThroughCache: { service: "pullthroughcache.ecr.amazonaws.com", managed: "AWSECRPullThroughCache_ServiceRolePolicy" },
  AWSServiceRoleForECRTemplate: { service: "ecr.amazonaws.com", managed: "ECRTemplateServiceRolePolicy" },
} as const;

type RoleName = keyof typeof ROLES;

function pathOf(name: RoleName): string {
  return `/aws-service-role/${ROLES[name].service}/`;
}

/** What must be asked before a role that is not there is made. */
export function serviceLinkedRoleQuestions(
  world: World,
  { account }: RegistryId,
  name: RoleName,
): { readonly action: string; readonly resource: string; readonly target: Target; readonly more: Readonly<Record<string, string>> }[] {
  if (world.principals.get(principalKey(account, "role", name))) return [];
  return [
    {
      action: "iam:CreateServiceLinkedRole",
      resource: `arn:aws:iam::${account}:role${pathOf(name)}${name}`,
      target: { kind: "none", account },
      more: { "iam:AWSServiceName": ROLES[name].service },
    },
  ];
}

/** Makes the role, unless it is there. */
export function makeServiceLinkedRole(
  name: RoleName,
  { tx, now, ids, registry: { account } }: { readonly tx: Transaction; readonly now: number; readonly ids: Ids; readonly registry: RegistryId },
): void {
  const key = principalKey(account, "role", name);
  if (tx.get("principals", key)) return;
  const { service, managed } = ROLES[name];
  tx.set("principals", key, {
    account,
    kind: "role",
    name,
    id: `AROA${ids.base32(17)}`,
    arn: `arn:aws:iam::${account}:role${pathOf(name)}${name}`,
    path: pathOf(name),
    managed: [managed],
    policies: {},
    trust: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }] },
    tags: {},
    createdAt: now,
  });
}
