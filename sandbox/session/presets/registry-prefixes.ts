/** `registry.templates` and `registry.cacheRules` of a patch: lists in the form of the API; a list takes the place of the one before. */
import { upstreamOf } from "../../ecr/cache/rules.ts";
import type { Input } from "../../ecr/model/index.ts";
import { readTemplate } from "../../ecr/templates/template.ts";
import { prefixKey, type RegistryId } from "../../world/keys.ts";
import type { CacheRule } from "../../world/tables.ts";
import { BadWorld } from "./grammar.ts";
import { isPlainObject } from "./merge-patch.ts";
import type { Site } from "./principals.ts";

function entries(list: unknown, what: string, needs: string): readonly Readonly<Record<string, unknown>>[] {
  if (list === null) return [];
  if (Array.isArray(list) && list.every((entry) => isPlainObject(entry) && typeof entry[needs] === "string")) return list;
  throw new BadWorld(`registry.${what} is a list in the form of the API, each entry with ${needs}`);
}

function clear({ tx }: Site, table: "templates" | "cacheRules", registry: RegistryId): void {
  for (const [key] of [...tx.range(table, prefixKey(registry, ""))]) tx.delete(table, key);
}

export function applyTemplates(site: Site, registry: RegistryId, list: unknown): void {
  if (list === undefined) return;
  clear(site, "templates", registry);
  for (const entry of entries(list, "templates", "prefix")) {
    const asked = { appliedFor: [], ...entry } as unknown as Input<"CreateRepositoryCreationTemplate">;
    const read = readTemplate(site.tx.world, registry, asked, undefined, site.now);
    if ("problem" in read) throw new BadWorld(`registry.templates: ${read.problem.parameter}: ${read.problem.constraint}`);
    site.tx.set("templates", prefixKey(registry, asked.prefix), read.row);
  }
}

export function applyCacheRules(site: Site, registry: RegistryId, list: unknown): void {
  if (list === undefined) return;
  clear(site, "cacheRules", registry);
  for (const entry of entries(list, "cacheRules", "ecrRepositoryPrefix")) {
    const { ecrRepositoryPrefix: prefix, upstreamRegistryUrl: url, credentialArn, customRoleArn, upstreamRepositoryPrefix } = entry;
    const upstream = upstreamOf(String(url));
    if (!upstream) throw new BadWorld(`registry.cacheRules: "${String(url)}" is no registry that a rule can point to`);
    const row: CacheRule = {
      ...{ account: registry.account, region: registry.region },
      prefix: String(prefix),
      upstream: upstream.name,
      url: String(url),
      ...(typeof credentialArn === "string" ? { credentialArn } : {}),
      ...(typeof customRoleArn === "string" ? { customRoleArn } : {}),
      ...(typeof upstreamRepositoryPrefix === "string" ? { upstreamPrefix: upstreamRepositoryPrefix } : {}),
      createdAt: site.now,
      updatedAt: site.now,
    };
    site.tx.set("cacheRules", prefixKey(registry, row.prefix), row);
  }
}
