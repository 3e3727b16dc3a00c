/** The world as it would be if a draft were saved, and the document that a draft would replace. */
import { registryKey, repositoryKey } from "../../world/keys.ts";
import type { ManagedPolicy, PolicyDocument } from "../../world/tables.ts";
import { applyWrites, type World, type Write } from "../../world/world.ts";
import type { Draft, EditTarget } from "./access.ts";

/** What stands there now; undefined where nothing does, or where there is nothing that could have a policy. */
export function documentOf(world: World, target: EditTarget): PolicyDocument | undefined {
  switch (target.kind) {
    case "repository":
      return world.repositories.get(repositoryKey(target.registry, target.name))?.policy;
    case "registry":
      return world.registries.get(registryKey(target.registry))?.policy;
    case "inline":
      return world.principals.get(target.principal)?.policies[target.policy];
    case "group":
      return world.groups.get(target.group)?.policies[target.policy];
    case "managed":
      return inForce(world.managedPolicies.get(target.arn));
    case "trust":
      return world.principals.get(target.principal)?.trust;
  }
}

function inForce(policy: ManagedPolicy | undefined): PolicyDocument | undefined {
  return policy?.versions.find(({ id }) => id === policy.defaultVersion)?.document;
}

/** The same world with the draft in force. A draft for something that is not there changes nothing. */
export function withDraft(world: World, draft: Draft): World {
  const write = writeOf(world, draft);
  return write ? applyWrites(world, [write]) : world;
}

function writeOf(world: World, { target, document }: Draft): Write | undefined {
  switch (target.kind) {
    case "repository": {
      const key = repositoryKey(target.registry, target.name);
      const row = world.repositories.get(key);
      return row && { table: "repositories", key, row: { ...row, policy: document } };
    }
    case "registry": {
      const key = registryKey(target.registry);
      const { account, region } = target.registry;
      return { table: "registries", key, row: { ...(world.registries.get(key) ?? { account, region }), policy: document } };
    }
    case "inline": {
      const row = world.principals.get(target.principal);
      return row && { table: "principals", key: target.principal, row: { ...row, policies: { ...row.policies, [target.policy]: document } } };
    }
    case "group": {
      const row = world.groups.get(target.group);
      return row && { table: "groups", key: target.group, row: { ...row, policies: { ...row.policies, [target.policy]: document } } };
    }
    case "managed": {
      const row = world.managedPolicies.get(target.arn);
      const versions = row?.versions.map((version) => (version.id === row.defaultVersion ? { ...version, document } : version));
      return row && versions && { table: "managedPolicies", key: target.arn, row: { ...row, versions } };
    }
    case "trust": {
      const row = world.principals.get(target.principal);
      return row && { table: "principals", key: target.principal, row: { ...row, trust: document } };
    }
  }
}
