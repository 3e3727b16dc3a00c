/** The world a server begins with: the one its folder holds, else a preset whose history ends now. */

import { buildWorld, worldNamed } from "../session/presets/build.ts";
import { mergePatch } from "../session/presets/merge-patch.ts";
import type { Blobs } from "../world/blobs.ts";
import { META, type RegistryId } from "../world/keys.ts";
import { metaOf } from "../world/store.ts";
import { applyWrites, type World } from "../world/world.ts";
import { nodeHasher } from "./hasher.ts";

/** Account numbers of a server, the home account's first; none leaves what the preset has. */
export type Accounts = readonly string[];

export interface NewWorld {
  readonly preset: string;
  readonly accounts: Accounts;
  /** Milliseconds ahead of the wall. */
  readonly offset: number;
}

/** A preset as of the server's virtual now: what was pushed two days ago was pushed two days before this start. */
export async function newWorld({ preset, accounts, offset }: NewWorld, blobs: Blobs): Promise<World> {
  const clock = `${new Date(Date.now() + offset).toISOString().slice(0, 19)}Z`;
  const patch = mergePatch(worldNamed(preset), { clock, ...ofAccounts(accounts) }) as ReturnType<typeof worldNamed>;
  return withOffset(await buildWorld(patch, { hasher: nodeHasher, blobs }, { name: preset }), offset);
}

/** The part of a world that makes these accounts; each further one has an administrator with keys. */
function ofAccounts([home, ...further]: Accounts) {
  if (home === undefined) return {};
  const people = further.map((id) => [`${id}:user/admin`, { managed: ["AdministratorAccess"], keys: true }] as const);
  return {
    account: home,
    accounts: Object.fromEntries([home, ...further].map((id) => [id, {}])),
    ...(people.length === 0 ? {} : { principals: Object.fromEntries(people) }),
  };
}

/** The same world with its virtual time `offset` milliseconds ahead of the wall (decision 11). */
export function withOffset(world: World, offset: number): World {
  return applyWrites(world, [{ table: "meta", key: META, row: { ...metaOf(world), offset } }]);
}

/** Every registry that gets a port: the home registry first, then those that had one before, then each that a repository or account names. */
export function registriesOf(world: World, before: readonly RegistryId[] = []): readonly RegistryId[] {
  const { account, region } = metaOf(world);
  const found = new Map([[`${account}/${region}`, { account, region }]]);
  const add = (registry: RegistryId) => found.set(`${registry.account}/${registry.region}`, { account: registry.account, region: registry.region });
  for (const registry of before) add(registry);
  for (const id of world.accounts.keys()) add({ account: id, region });
  for (const repository of world.repositories.values()) add(repository);
  return [...found.values()];
}

export interface NamedKey {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly secret: string;
  readonly token: string | undefined;
}

/** The access keys that people are given, the first account's administrator first. */
export function keysOf(world: World): readonly NamedKey[] {
  const { account } = metaOf(world);
  const keys: NamedKey[] = [];
  for (const key of world.accessKeys.values()) {
    const principal = world.principals.get(key.principal);
    // Sessions that STS gave out belong to whoever asked for them.
    const issued = key.session?.issuedAt !== undefined;
    if (principal && !issued) keys.push({ name: principal.name, arn: principal.arn, id: key.id, secret: key.secret, token: key.session?.token });
  }
  const rank = ({ arn }: NamedKey) => (arn === `arn:aws:iam::${account}:user/learner` ? 0 : 1);
  return keys.sort((a, b) => rank(a) - rank(b));
}
