/** What a world knows that a policy of one registry may name. */
import { type RegistryId, repositoryKey } from "../../world/keys.ts";
import { range, type World } from "../../world/world.ts";
import type { Site } from "./problem.ts";

/** `repository`: of a repository policy, the name of its repository. */
export function siteOf(world: World, registry: RegistryId, repository?: string): Site {
  const principals = new Set<string>();
  const tagKeys = new Set<string>();
  for (const [account] of world.accounts.entries()) principals.add(`arn:aws:iam::${account}:root`);
  for (const [, row] of world.principals.entries()) {
    principals.add(row.arn);
    for (const key of Object.keys(row.tags)) tagKeys.add(key);
  }
  const repositories: string[] = [];
  for (const [, row] of range(world, "repositories", repositoryKey(registry, ""))) {
    repositories.push(arnOf(registry, row.name));
    for (const key of Object.keys(row.tags)) tagKeys.add(key);
  }
  const organization = world.accounts.get(registry.account)?.organization?.id;
  return {
    ...registry,
    principals: [...principals],
    repositories,
    identityProviders: [...world.identityProviders.keys()],
    keys: [...world.kmsKeys.keys()],
    tagKeys: [...tagKeys].sort(),
    ...(organization === undefined ? {} : { organization }),
    ...(repository === undefined ? {} : { subject: arnOf(registry, repository) }),
  };
}

function arnOf({ account, region }: RegistryId, name: string): string {
  return `arn:aws:ecr:${region}:${account}:repository/${name}`;
}
