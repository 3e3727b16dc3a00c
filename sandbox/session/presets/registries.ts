/** `registry` of a patch: what a private registry as a whole has. Others are written `ACCOUNT:REGION` inside it. */
import { isQuota, QUOTAS } from "../../ecr/quotas/quotas.ts";
import { RATES } from "../../ecr/quotas/rates.ts";
import { type RegistryId, registryKey } from "../../world/keys.ts";
import type { Registry, ReplicationRule, ScanningConfiguration, SigningRule } from "../../world/tables.ts";
import { BadWorld } from "./grammar.ts";
import { isPlainObject } from "./merge-patch.ts";
import { documentFrom } from "./policies.ts";
import type { Site } from "./principals.ts";
import { applyCacheRules, applyTemplates } from "./registry-prefixes.ts";

export function applyRegistries(site: Site, registry: unknown): void {
  if (!isPlainObject(registry)) return;
  applyRegistry(site, site.home, registry);
  for (const [key, spec] of Object.entries(registry)) {
    const [account = "", region] = key.split(":");
    if (region !== undefined && isPlainObject(spec)) applyRegistry(site, { account, region }, spec);
  }
}

/** What a patch says is set, and `null` takes away; the rest stays. */
function applyRegistry(site: Site, id: RegistryId, spec: Readonly<Record<string, unknown>>): void {
  const { tx, now } = site;
  applyTemplates(site, id, spec.templates);
  applyCacheRules(site, id, spec.cacheRules);
  const { policy, scanning, replication, signing, pullTimeExclusions, quotas, throttles } = spec;
  const changes: Record<string, unknown> = {
    policy: policy && documentFrom(policy, "registry.policy"),
    scanning: scanning && scanningFrom(scanning),
    replication: replication && (rulesOf(replication, "replication", "destinations") as readonly ReplicationRule[]),
    signing: signing && (rulesOf(signing, "signing", "signingProfileArn") as readonly SigningRule[]),
    quotas: quotas && quotasFrom(quotas),
    throttles: throttles && throttlesFrom(throttles),
    pullTimeExclusions: Array.isArray(pullTimeExclusions)
      ? Object.fromEntries(pullTimeExclusions.map((arn) => [String(arn), { createdAt: now }]))
      : pullTimeExclusions,
  };
  const said = Object.keys(changes).filter((key) => spec[key] !== undefined);
  if (said.length === 0) return;
  const key = registryKey(id);
  const row: Record<string, unknown> = { ...(tx.get("registries", key) ?? { account: id.account, region: id.region }) };
  for (const name of said) {
    if (changes[name] === null) delete row[name];
    else row[name] = changes[name];
  }
  tx.set("registries", key, row as unknown as Registry);
}

/** `{scanType, rules}` as PutRegistryScanningConfiguration takes them. */
function scanningFrom(scanning: unknown): ScanningConfiguration {
  const { scanType = "BASIC", rules = [] } = isPlainObject(scanning) ? scanning : { scanType: "" };
  if (scanType !== "BASIC" && scanType !== "ENHANCED") throw new BadWorld("registry.scanning is a map of scanType, BASIC or ENHANCED, and rules");
  const read = rulesOf(rules, "scanning", "scanFrequency") as unknown as ScanningConfiguration["rules"];
  if (!read.every(({ repositoryFilters }) => Array.isArray(repositoryFilters)))
    throw new BadWorld("a rule of registry.scanning needs repositoryFilters, a list");
  return { scanType, rules: read };
}

/** Quotas by name, `{imagesPerRepository: 3}`. */
function quotasFrom(quotas: unknown): NonNullable<Registry["quotas"]> {
  const given = Object.entries(isPlainObject(quotas) ? quotas : { "": quotas });
  for (const [name, most] of given)
    if (!isQuota(name) || typeof most !== "number")
      throw new BadWorld(`registry.quotas is a map from names to numbers; the names are ${Object.keys(QUOTAS).join(", ")}`);
  return Object.fromEntries(given) as Record<string, number>;
}

/** `documented`, or by operation: requests a second, or `{rate, burst}`. */
function throttlesFrom(throttles: unknown): NonNullable<Registry["throttles"]> {
  const given = throttles === "documented" ? RATES : throttles;
  const bad = new BadWorld('registry.throttles is "documented", or a map from operations to requests a second, or to {rate, burst}');
  if (!isPlainObject(given)) throw bad;
  const read = Object.entries(given).map(([operation, said]) => {
    const { rate, burst = rate } = isPlainObject(said) ? said : { rate: said };
    if (!/^[A-Z][A-Za-z]+$/.test(operation) || typeof rate !== "number" || rate <= 0 || typeof burst !== "number") throw bad;
    return [operation, { rate, burst: Math.max(1, burst) }] as const;
  });
  return Object.fromEntries(read);
}

/** Rules in the form of the API, as a list. */
function rulesOf(rules: unknown, what: string, needs: string): readonly unknown[] {
  if (Array.isArray(rules) && rules.every((rule) => isPlainObject(rule) && needs in rule)) return rules;
  throw new BadWorld(`registry.${what} is a list of rules as the API takes them, each with ${needs}`);
}
