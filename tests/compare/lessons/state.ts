/** What of a world must be the same whoever played: names, settings, policies, tags. Ids, times and digests are each side's own: docker packs its layers anew. */
import { repositoryKey } from "../../../sandbox/world/keys.ts";
import { range, type World } from "../../../sandbox/world/world.ts";

export type State = Readonly<Record<string, unknown>>;

export function stateOf(world: World): State {
  const repositories = [...world.repositories.values()].map((row) => {
    const { account, region, name, createdAt: _made, lifecycleEvaluatedAt: _at, lifecyclePreview: _preview, ...settings } = row;
    const images = [...range(world, "images", `${repositoryKey(row, name)} `)].map(([, { tags, status }]) => [[...tags].sort(), status ?? "ACTIVE"]);
    return [`repository ${account}:${region}:${name}`, { ...settings, images: images.map((image) => JSON.stringify(image)).sort() }] as const;
  });
  const principals = [...world.principals.entries()].map(([key, { id: _id, createdAt: _made, ...row }]) => [`principal ${key}`, row] as const);
  const policies = [...world.managedPolicies.values()].map(
    ({ arn, versions, defaultVersion }) => [`policy ${arn}`, versions.find(({ id }) => id === defaultVersion)?.document] as const,
  );
  const registries = [...world.registries.entries()].map(
    ([key, { pullTimeExclusions = {}, ...row }]) => [`registry ${key}`, { ...row, pullTimeExclusions: Object.keys(pullTimeExclusions) }] as const,
  );
  return Object.fromEntries([...repositories, ...principals, ...policies, ...registries]);
}

/** Names of what differs, with both sides as text. */
export function differences(page: State, real: State): string[] {
  const names = [...new Set([...Object.keys(page), ...Object.keys(real)])].sort();
  return names.flatMap((name) => {
    const [here, there] = [JSON.stringify(page[name]) ?? "nothing", JSON.stringify(real[name]) ?? "nothing"];
    return here === there ? [] : [`${name}\n    page  ${here}\n    real  ${there}`];
  });
}
