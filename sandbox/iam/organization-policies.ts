/** Service and resource control policies: what an organization lets the principals, and whoever comes to the resources, of its accounts do. */
import type { PolicyDocument } from "../world/tables.ts";
import type { World } from "../world/world.ts";
import type { AppliedPolicy, Caller } from "./decision.ts";
import { accountOf, type Target } from "./target.ts";

const EVERYTHING: PolicyDocument = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };

/** Attached everywhere until somebody detaches it (Organizations User Guide, "SCP evaluation"). */
const FULL_AWS_ACCESS: AppliedPolicy = {
  source: "scp",
  name: "FullAWSAccess",
  arn: "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess",
  document: EVERYTHING,
};

/** Attached everywhere, and cannot be detached (Organizations User Guide, "RCP evaluation"). */
const RCP_FULL_AWS_ACCESS: AppliedPolicy = {
  source: "rcp",
  name: "RCPFullAWSAccess",
  arn: "arn:aws:organizations::aws:policy/resource_control_policy/p-RCPFullAWSAccess",
  document: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }] },
};

/** Roles that services make for themselves are limited by neither kind. */
function serviceLinked({ principalArn }: Caller): boolean {
  return principalArn.includes(":role/aws-service-role/");
}

/** Adds what applies to the caller, and to the account that the target is in. Whoever is in no organization has none. */
export function organizationPolicies(policies: AppliedPolicy[], world: World, caller: Caller, target: Target): void {
  if (serviceLinked(caller)) return;
  const own = world.accounts.get(caller.account)?.organization;
  if (own) {
    if (own.scps.length === 0) policies.push(FULL_AWS_ACCESS);
    for (const { name, document } of own.scps) policies.push({ source: "scp", name, document });
  }
  const theirs = target.kind === "none" ? undefined : world.accounts.get(accountOf(target, caller))?.organization;
  if (!theirs) return;
  if (!theirs.rcps.some(({ name }) => name === RCP_FULL_AWS_ACCESS.name)) policies.push(RCP_FULL_AWS_ACCESS);
  for (const { name, document } of theirs.rcps) policies.push({ source: "rcp", name, document });
}
