/** Worlds from patches (FORMAT §6): a whole one for a preset or a lesson, and `given` laid over a copy of one that lives. */

import { parseSize } from "../../images/image.ts";
import { describeLayer } from "../../images/layer.ts";
import { hex } from "../../kernel/bytes.ts";
import type { Hasher } from "../../kernel/hash.ts";
import type { Blobs } from "../../world/blobs.ts";
import { META } from "../../world/keys.ts";
import { Store } from "../../world/store.ts";
import type { Meta } from "../../world/tables.ts";
import { applyWrites, emptyWorld, Transaction, type World } from "../../world/world.ts";
import { Builds } from "./builds.ts";
import { applyEnvironment, applyFiles, applyProfiles, installComputer } from "./computer.ts";
import { applyDockerImages } from "./docker-images.ts";
import { faultsFrom, networkFrom } from "./faults.ts";
import { BadWorld, checkGrammar } from "./grammar.ts";
import { applyIdentityProviders, applyTokens } from "./identity-providers.ts";
import { applyKeys } from "./kms-keys.ts";
import { applyDockerConfig } from "./logins.ts";
import { isPlainObject, mergePatch, type Patch } from "./merge-patch.ts";
import { applyGroups, applyPolicies } from "./policies.ts";
import { applyAccounts, applyPrincipals, type Site } from "./principals.ts";
import { planRepositories, type RepositoryPlan, writeRepositories } from "./repositories.ts";
import { applySecrets } from "./secrets.ts";
import { resolveVariables } from "./variables.ts";
import { WORLDS } from "./worlds.gen.ts";

export interface WorldPorts {
  readonly hasher: Hasher;
  readonly blobs: Blobs;
}

export interface BuildOptions {
  /** Values of the lesson's variables; the patch's own `vary` gives defaults. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Name kept in the world, and the seed of all its ids. */
  readonly name?: string;
}

/** The patch of a named world. */
export function worldNamed(name: string): Patch {
  const patch = WORLDS[name];
  if (!patch) throw new BadWorld(`no world is called "${name}"; there are ${Object.keys(WORLDS).join(", ")}`);
  return patch;
}

/** Makes the layers of a patch's builds known, so that a restored world can read them again. */
export async function describeBuilds(hasher: Hasher, patch: Patch): Promise<void> {
  const { builds } = resolveVariables(patch);
  for (const recipe of Object.values(isPlainObject(builds) ? builds : {})) {
    const layers = isPlainObject(recipe) && isPlainObject(recipe.layers) ? recipe.layers : {};
    for (const [name, size] of Object.entries(layers)) await describeLayer(hasher, name, parseSize(String(size)));
  }
}

const DEFAULT_CLOCK = "2026-11-23T09:00:00Z";

/** A world as a patch describes it. Throws `BadWorld` with a sentence for its author. */
export async function buildWorld(patch: Patch, ports: WorldPorts, { variables = {}, name = "world" }: BuildOptions = {}): Promise<World> {
  checkGrammar(patch);
  const resolved = resolveVariables(patch, variables);
  const meta = firstMeta(resolved, ports.hasher, name);
  const tx = new Transaction(applyWrites(emptyWorld(), [{ table: "meta", key: META, row: meta }]));
  const me = typeof resolved.me === "string" ? resolved.me : "user/learner";
  const site: Site = { tx, hasher: ports.hasher, seed: meta.seed, home: { account: meta.account, region: meta.region, me }, now: meta.now };
  const builds = new Builds(ports.hasher, ports.blobs, resolved.builds);
  const repositories = await planRepositories(resolved.repositories, builds, site);
  installComputer(site);
  applyAccounts(site, resolved.accounts);
  writePatch(site, resolved, repositories, await registriesFor(resolved));
  const store = new Store(tx.world, { hasher: ports.hasher });
  await applyDockerImages(store, ports.blobs, dockerOf(resolved), builds);
  return store.world;
}

/** Lays a patch over a living world, `null` removing (`given` of a fork). `origin` is the patch the world began as: its builds can be used. */
export async function applyGiven(store: Store, given: Patch, origin: Patch, ports: WorldPorts): Promise<void> {
  checkGrammar(given);
  const { account, region, seed } = store.meta;
  const patch = resolveVariables({ account, region, ...given });
  const me = typeof origin.me === "string" ? origin.me : "user/learner";
  const home = { account, region, me };
  const builds = new Builds(ports.hasher, ports.blobs, mergePatch(origin.builds ?? {}, patch.builds ?? {}));
  const repositories = await planRepositories(patch.repositories, builds, { home, now: store.now(), hasher: ports.hasher });
  const registries = await registriesFor(patch);
  store.change(({ tx, now }) => {
    const site: Site = { tx, hasher: ports.hasher, seed, home, now };
    const meta = tx.get("meta", META) as Meta;
    const clock = typeof patch.clock === "string" ? { now: instant(patch.clock) } : {};
    const cli = patch.cli === 1 || patch.cli === 2 ? patch.cli : meta.cli;
    tx.set("meta", META, { ...meta, ...clock, ...troubles(patch), cli });
    if ("accounts" in patch) applyAccounts(site, patch.accounts);
    writePatch(site, patch, repositories, registries);
  });
  await applyDockerImages(store, ports.blobs, dockerOf(patch), builds);
}

function dockerOf(patch: Patch): Readonly<Record<string, unknown>> {
  return isPlainObject(patch.docker) ? patch.docker : {};
}

type Registries = typeof import("./registries.ts");

/** Templates, cache rules and what stands behind them are fetched only for the few worlds that set a registry up. */
async function registriesFor({ registry }: Patch): Promise<Registries | undefined> {
  return registry === undefined ? undefined : import("./registries.ts");
}

/** Everything of a patch but images of Docker's engine, whose files take time to write. */
function writePatch(site: Site, patch: Patch, repositories: RepositoryPlan, registries: Registries | undefined): void {
  applyPolicies(site, patch.policies);
  applyGroups(site, patch.groups);
  applyPrincipals(site, patch.principals);
  applyIdentityProviders(site, patch.identityProviders);
  applyKeys(site, patch.keys);
  applySecrets(site, patch.secrets);
  registries?.applyRegistries(site, patch.registry);
  writeRepositories(site, repositories);
  applyProfiles(site, patch.profiles);
  applyEnvironment(site, patch.env);
  applyFiles(site, patch.files);
  applyTokens(site, patch.tokens);
  applyDockerConfig(site, dockerOf(patch));
}

function firstMeta(patch: Patch, hasher: Hasher, name: string): Meta {
  const seed = `gantry/${name}`;
  return {
    schema: 2,
    now: instant(patch.clock ?? DEFAULT_CLOCK),
    offset: 0,
    seed,
    counter: 0,
    command: 0,
    sealingKey: hex(hasher.sha256(`${seed}/sealing`)),
    account: String(patch.account ?? "111122223333"),
    region: String(patch.region ?? "us-east-1"),
    cli: patch.cli === 1 ? 1 : 2,
    preset: name,
    ...troubles(patch),
  };
}

function troubles({ faults, network }: Patch): Pick<Meta, "faults" | "network"> {
  return {
    ...(faults === undefined ? {} : { faults: faultsFrom(faults ?? []) }),
    ...(network === undefined ? {} : { network: networkFrom(network ?? "open") }),
  };
}

function instant(clock: unknown): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})Z$/.exec(String(clock));
  if (!match) throw new BadWorld(`"${String(clock)}" is no instant; write 2026-11-23T09:00:00Z`);
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [number, number, number, number, number, number];
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
