/** Which policies take part in a decision about one repository, or about a registry as a whole. */
import { type RegistryId, repositoryKey } from "../world/keys.ts";
import type { World } from "../world/world.ts";
import type { AppliedPolicy, Caller } from "./decision.ts";
import { managedPolicy } from "./managed/managed-policies.ts";

function identityPolicies(world: World, caller: Caller): AppliedPolicy[] {
  const principal = world.principals.get(caller.principal);
  if (!principal) return [];
  const managed = principal.managed.flatMap((name): AppliedPolicy[] => {
    const document = managedPolicy(name);
    return document ? [{ source: "identity", name, document }] : [];
  });
  const inline = Object.entries(principal.policies).map(([name, document]): AppliedPolicy => ({ source: "identity", name, document }));
  const boundary = principal.boundary === undefined ? undefined : managedPolicy(principal.boundary);
  // A boundary whose document is not there allows nothing.
  const limits: AppliedPolicy[] =
    principal.boundary === undefined ? [] : [{ source: "boundary", name: principal.boundary, document: boundary ?? {} }];
  return [...managed, ...inline, ...limits];
}

/** `repository` is a name in `registry`; left out for actions on a registry as a whole. */
export function policiesFor(world: World, caller: Caller, registry: RegistryId, repository?: string): AppliedPolicy[] {
  const row = repository === undefined ? undefined : world.repositories.get(repositoryKey(registry, repository));
  const ofResource: AppliedPolicy[] = row?.policy ? [{ source: "resource", name: `policy of repository ${row.name}`, document: row.policy }] : [];
  return [...identityPolicies(world, caller), ...ofResource];
}
