/** How rows are addressed. A space sorts before every character that a name may hold, so a repository's rows lie together. */
import type { JobWork } from "./tables.ts";

export const META = "world";

/** One private registry: an account in a Region. */
export interface RegistryId {
  readonly account: string;
  readonly region: string;
}

/**
 * Where the images of ECR Public are kept: public registries have no Region, and no Region is called so, so nothing that asks for the
 * repositories of a Region sees them.
 */
export const PUBLIC_REGION = "public";

export function repositoryKey(registry: RegistryId, name: string): string {
  return `${registry.account}/${registry.region}/${name}`;
}

/** Key of what a registry keeps by a prefix: creation templates, pull-through cache rules. A slash at the prefix's end changes nothing. */
export function prefixKey(registry: RegistryId, prefix: string): string {
  return repositoryKey(registry, prefix.replace(/\/$/, ""));
}

/** Key of what has a name of its own in an account and Region: secrets, EventBridge rules, log groups, policies of CloudWatch Logs. */
export function regionalKey({ account, region }: RegistryId, name: string): string {
  return `${account}/${region}/${name}`;
}

/** Key of what a log group holds, in the order of time, and of arrival at one time. `group` is a row key; `arrival` only grows. */
export function logEventKey(group: string, timestamp: number, arrival: number): string {
  return memberKey(group, `${String(timestamp).padStart(15, "0")} ${String(arrival).padStart(12, "0")}`);
}

/** Key of an image, tag or layer inside a repository. */
export function memberKey(repository: string, member: string): string {
  return `${repository} ${member}`;
}

export function memberOf(key: string): string {
  return key.slice(key.indexOf(" ") + 1);
}

export function principalKey(account: string, kind: "root" | "user" | "role", name = ""): string {
  return kind === "root" ? `${account}/root` : `${account}/${kind}/${name}`;
}

export function groupKey(account: string, name: string): string {
  return `${account}/${name}`;
}

export function registryKey({ account, region }: RegistryId): string {
  return `${account}/${region}`;
}

/** A registry's backfills in the order in which they began. */
export function backfillKey(registry: RegistryId, startedAt: number, id: string): string {
  return `${registryKey(registry)}/${String(startedAt).padStart(15, "0")}/${id}`;
}

export function backfillResultKey(backfill: string, position: number): string {
  return memberKey(backfill, String(position).padStart(9, "0"));
}

/** Key of the repository that a key of an image, tag or layer lies in. */
export function repositoryOf(key: string): string {
  return key.slice(0, key.indexOf(" "));
}

/** Sorts by time, then by what is done: the same work at the same time is one job. */
export function jobKey(due: number, work: JobWork): string {
  return `${String(due).padStart(15, "0")} ${JSON.stringify(work)}`;
}
