/** Which policies take part in a decision, each under the name that a person knows it by. */
import { groupKey, regionalKey, registryKey, repositoryKey } from "../world/keys.ts";
import type { NamedPolicy, PolicyDocument, Principal } from "../world/tables.ts";
import { range, type World } from "../world/world.ts";
import type { AppliedPolicy, Caller, Context, PolicySource } from "./decision.ts";
import { grantConcerns, grantDocument, grantName } from "./key-grants.ts";
import { managedPolicy } from "./managed/managed-policies.ts";
import { organizationPolicies } from "./organization-policies.ts";
import type { Target } from "./target.ts";

/** In the order in which they are listed: the caller's own, its limits, the organization's, the resource's. `more`: condition keys of the request, by which grants are told apart. */
export function policiesFor(world: World, caller: Caller, target: Target, more?: Context): AppliedPolicy[] {
  const row = world.principals.get(caller.principal);
  const policies: AppliedPolicy[] = [];
  if (row) addIdentity(policies, world, row);
  addSession(policies, caller);
  organizationPolicies(policies, world, caller, target);
  addResource(policies, world, target);
  if (target.kind === "key") addGrants(policies, world, target.arn, caller, more);
  return policies;
}

interface Found {
  readonly name: string;
  readonly arn: string;
  readonly document: PolicyDocument;
}

/** A managed policy, AWS's by name or ARN or the customer's by ARN, in the version in force. */
export function findManaged(world: World, nameOrArn: string): Found | undefined {
  const own = world.managedPolicies.get(nameOrArn);
  if (own) {
    const version = own.versions.find(({ id }) => id === own.defaultVersion);
    return version && { name: own.name, arn: own.arn, document: version.document };
  }
  const document = managedPolicy(nameOrArn);
  const name = nameOrArn.slice(nameOrArn.lastIndexOf("/") + 1);
  return document && { name, arn: nameOrArn === name ? `arn:aws:iam::aws:policy/${name}` : nameOrArn, document };
}

function addIdentity(policies: AppliedPolicy[], world: World, row: Principal): void {
  addAttached(policies, world, row.managed, row.policies, undefined);
  for (const name of row.groups ?? []) {
    const group = world.groups.get(groupKey(row.account, name));
    if (group) addAttached(policies, world, group.managed, group.policies, { kind: "group", group: name });
  }
  if (row.boundary === undefined) return;
  // A boundary whose document is not there allows nothing.
  const { name, arn, document } = findManaged(world, row.boundary) ?? { name: row.boundary, arn: row.boundary, document: {} };
  policies.push({ source: "boundary", name, arn, document });
}

function addAttached(
  policies: AppliedPolicy[],
  world: World,
  managed: readonly string[],
  inline: Readonly<Record<string, PolicyDocument>>,
  group: AppliedPolicy["via"],
): void {
  for (const nameOrArn of managed) {
    const found = findManaged(world, nameOrArn);
    if (found) policies.push({ source: "identity", name: found.name, arn: found.arn, via: group ?? { kind: "managed" }, document: found.document });
  }
  for (const name in inline) {
    policies.push({ source: "identity", name, via: group ?? { kind: "inline" }, document: inline[name] as PolicyDocument });
  }
}

function addSession(policies: AppliedPolicy[], { kind, session }: Caller): void {
  const limits = session?.policies ?? [];
  for (const { name, document } of limits) policies.push({ source: "session", name, document });
  // "If you do not pass a policy, the federated user session has no permissions" but those that a resource's policy gives it by name.
  if (kind === "federated" && limits.length === 0) policies.push({ source: "session", name: "no session policy", document: {} });
}

function addResource(policies: AppliedPolicy[], world: World, target: Target): void {
  switch (target.kind) {
    case "repository": {
      const row = world.repositories.get(repositoryKey(target.registry, target.name));
      if (row?.policy) policies.push(ofResource("resource", `policy of repository ${row.name}`, row.policy));
      addRegistry(policies, world, target);
      return;
    }
    case "registry":
      addRegistry(policies, world, target);
      return;
    case "role": {
      const row = world.principals.get(target.key);
      policies.push(ofResource("trust", `trust policy of role ${row?.name ?? target.key}`, row?.trust ?? {}));
      return;
    }
    case "key":
      policies.push(
        ofResource("key", `policy of key ${target.arn.slice(target.arn.lastIndexOf("/") + 1)}`, world.kmsKeys.get(target.arn)?.policy ?? {}),
      );
      return;
    case "log-groups":
      for (const [, { name, document }] of range(world, "logPolicies", regionalKey(target.place, "")))
        policies.push(ofResource("resource", `resource policy ${name}`, document));
      return;
    case "none":
  }
}

function addGrants(policies: AppliedPolicy[], world: World, arn: string, caller: Caller, more: Context | undefined): void {
  for (const grant of world.kmsKeys.get(arn)?.grants ?? []) {
    if (grantConcerns(grant, caller, more)) policies.push(ofResource("key", grantName(grant), grantDocument(grant)));
  }
}

function addRegistry(policies: AppliedPolicy[], world: World, { registry }: Extract<Target, { kind: "repository" | "registry" }>): void {
  const row = world.registries.get(registryKey(registry));
  if (row?.policy) policies.push(ofResource("registry", `policy of registry ${row.account}`, row.policy));
}

function ofResource(source: PolicySource, name: string, document: NamedPolicy["document"]): AppliedPolicy {
  return { source, name, document };
}
