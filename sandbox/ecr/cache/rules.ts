/** Pull-through cache rules: which one a repository falls under, and what it is called upstream (user guide, "Pull through cache"). */
import { prefixKey, type RegistryId } from "../../world/keys.ts";
import type { CacheRule } from "../../world/tables.ts";
import { range, type World } from "../../world/world.ts";
import { seconds } from "../common/lookup.ts";
import type { PullThroughCacheRule, UpstreamRegistry } from "../model/types.gen.ts";
import { bestPrefix, ROOT } from "../templates/apply.ts";

interface Upstream {
  readonly name: UpstreamRegistry;
  readonly host: RegExp;
  /** What a rule for it must name. */
  readonly needs?: "secret";
}

/** The registries that rules may point to (user guide, "Creating a pull through cache rule"; the last host is unverified). */
const UPSTREAMS: readonly Upstream[] = [
  { name: "ecr-public", host: /^public\.ecr\.aws$/ },
  { name: "k8s", host: /^registry\.k8s\.io$/ },
  { name: "quay", host: /^quay\.io$/ },
  { name: "docker-hub", host: /^registry-1\.docker\.io$/, needs: "secret" },
  { name: "github-container-registry", host: /^ghcr\.io$/, needs: "secret" },
  { name: "gitlab-container-registry", host: /^registry\.gitlab\.com$/, needs: "secret" },
  { name: "azure-container-registry", host: /^[a-z0-9]+\.azurecr\.io$/, needs: "secret" },
  { name: "ecr", host: /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com$/ },
  { name: "chainguard", host: /^cgr\.dev$/, needs: "secret" },
];

export function upstreamOf(url: string): Upstream | undefined {
  return UPSTREAMS.find(({ host }) => host.test(url));
}

/** The rule with the longest prefix; `ROOT` when no other fits. */
export function ruleFor(world: World, registry: RegistryId, name: string): CacheRule | undefined {
  if (world.cacheRules.size === 0) return undefined;
  return bestPrefix(range(world, "cacheRules", prefixKey(registry, "")), name);
}

/** `docker-hub/library/alpine` is `library/alpine` there, below the rule's prefix for upstream repositories when it has one. */
export function upstreamName({ prefix, upstreamPrefix = ROOT }: CacheRule, name: string): string {
  const rest = prefix === ROOT ? name : name.slice(prefix.replace(/\/$/, "").length + 1);
  return upstreamPrefix === ROOT ? rest : `${upstreamPrefix.replace(/\/$/, "")}/${rest}`;
}

export function describeRule(row: CacheRule): PullThroughCacheRule {
  return {
    ecrRepositoryPrefix: row.prefix,
    upstreamRegistryUrl: row.url,
    createdAt: seconds(row.createdAt),
    registryId: row.account,
    credentialArn: row.credentialArn,
    customRoleArn: row.customRoleArn,
    upstreamRepositoryPrefix: row.upstreamPrefix ?? ROOT,
    upstreamRegistry: row.upstream as UpstreamRegistry,
    updatedAt: seconds(row.updatedAt),
  };
}
