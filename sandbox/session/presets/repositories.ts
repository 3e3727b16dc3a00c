/** Repositories of a patch with the images that were pushed to them before the learner came. */

import { grantTo } from "../../ecr/encryption/grants.ts";
import { minified } from "../../ecr/lifecycle/policy.ts";
import type { GeneratedImage } from "../../images/image.ts";
import { utf8 } from "../../kernel/bytes.ts";
import { type Digest, digestOf } from "../../kernel/hash.ts";
import { jobKey, memberKey } from "../../world/keys.ts";
import { ecrKey, findKey } from "../../world/kms.ts";
import type { Image, Job, PolicyDocument, Repository } from "../../world/tables.ts";
import type { Builds } from "./builds.ts";
import { parseDuration } from "./durations.ts";
import { BadWorld } from "./grammar.ts";
import { isPlainObject, mergePatch } from "./merge-patch.ts";
import { repositoryName } from "./names.ts";
import type { Site } from "./principals.ts";

const INDEX_TYPE = "application/vnd.oci.image.index.v1+json";

/** One image that shall be there. */
interface Pushed {
  readonly repository: string;
  readonly tags: readonly string[];
  /** The images whose blobs come with it; the last one, or the index over all of them, bears the tags. */
  readonly parts: readonly GeneratedImage[];
  readonly index?: { readonly manifest: string; readonly digest: Digest };
  readonly pushedAt: number;
  readonly pulledAt?: number;
}

/** What a patch says of repositories, its images made; `write` is then synchronous. */
export interface RepositoryPlan {
  readonly repositories: Readonly<Record<string, unknown>>;
  readonly pushed: readonly Pushed[];
}

export async function planRepositories(repositories: unknown, builds: Builds, site: Pick<Site, "home" | "now" | "hasher">): Promise<RepositoryPlan> {
  if (!isPlainObject(repositories)) return { repositories: {}, pushed: [] };
  const pushed: Pushed[] = [];
  for (const [written, spec] of Object.entries(repositories)) {
    if (!isPlainObject(spec)) continue;
    const { key } = repositoryName(written, site.home);
    const images = isPlainObject(spec.images) ? spec.images : {};
    for (const [tag, image] of Object.entries(images)) {
      if (image !== null) pushed.push(await planImage(key, tag, image, builds, site));
    }
    for (const series of Array.isArray(spec.series) ? spec.series : []) pushed.push(...(await planSeries(key, series, builds, site.now)));
  }
  return { repositories, pushed: pushed.sort((a, b) => a.pushedAt - b.pushedAt) };
}

async function planImage(repository: string, tag: string, spec: unknown, builds: Builds, site: Pick<Site, "now" | "hasher">): Promise<Pushed> {
  if (typeof spec === "string") return { repository, tags: [tag], parts: [await builds.image(spec)], pushedAt: site.now };
  if (!isPlainObject(spec)) throw new BadWorld(`image ${tag} must be the name of a build, or a map`);
  const { now, hasher } = site;
  const tags = spec.untagged === true ? [] : [tag, ...((spec.tags as string[] | undefined) ?? [])];
  const times = { pushedAt: now - age(spec.pushed), ...(spec.pulled === undefined ? {} : { pulledAt: now - age(spec.pulled) }) };
  if (!isPlainObject(spec.index)) return { repository, tags, parts: [await builds.image(String(spec.build ?? tag))], ...times };
  const parts: GeneratedImage[] = [];
  const manifests: object[] = [];
  for (const [platform, build] of Object.entries(spec.index)) {
    const part = await builds.image(String(build));
    const [os, architecture, variant] = platform.split("/");
    parts.push(part);
    manifests.push({
      mediaType: part.mediaType,
      size: utf8(part.manifest).length,
      digest: part.digest,
      platform: { architecture, os, ...(variant ? { variant } : {}) },
    });
  }
  const manifest = JSON.stringify({ schemaVersion: 2, mediaType: INDEX_TYPE, manifests }, null, 2);
  return { repository, tags, parts, index: { manifest, digest: digestOf(hasher, manifest) }, ...times };
}

/** `{tag: "v1.{n}", build, count, every, from, pulled}`: the first was pushed `from` ago, each next one `every` later. */
async function planSeries(repository: string, series: unknown, builds: Builds, now: number): Promise<Pushed[]> {
  if (!isPlainObject(series)) throw new BadWorld("a series must be a map");
  const { tag, build, count, every, from, pulled } = series;
  const oldest = from === undefined ? age(every) * Number(count) : age(from);
  const pushed: Pushed[] = [];
  for (let n = 0; n < Number(count); n++) {
    const image = await builds.image(String(build), String(n));
    pushed.push({
      repository,
      tags: typeof tag === "string" ? [tag.replaceAll("{n}", String(n))] : [],
      parts: [image],
      pushedAt: Math.min(now, now - oldest + n * age(every)),
      ...(pulled === undefined ? {} : { pulledAt: now - age(pulled) }),
    });
  }
  return pushed;
}

function age(written: unknown): number {
  if (written === undefined) return 0;
  const milliseconds = parseDuration(String(written));
  if (milliseconds === undefined) throw new BadWorld(`"${String(written)}" is no duration; write 30d or 11h 48m`);
  return milliseconds;
}

export function writeRepositories(site: Site, { repositories, pushed }: RepositoryPlan): void {
  for (const [written, spec] of Object.entries(repositories)) {
    const name = repositoryName(written, site.home);
    if (spec === null) removeRepository(site, name.key);
    else writeRepository(site, name, spec, pushed);
  }
  for (const image of pushed) writeImage(site, image);
}

function writeRepository(site: Site, name: ReturnType<typeof repositoryName>, spec: unknown, pushed: readonly Pushed[]): void {
  const { tx, now } = site;
  const wanted = isPlainObject(spec) ? spec : {};
  const { account, region, key } = name;
  const first = pushed.find(({ repository }) => repository === key)?.pushedAt ?? now;
  const before: Repository = tx.get("repositories", key) ?? {
    account,
    region,
    name: name.name,
    createdAt: first - 3_600_000,
    imageTagMutability: "MUTABLE",
    scanOnPush: false,
    encryption: { encryptionType: "AES256" },
    tags: {},
  };
  const { policy: oldPolicy, lifecyclePolicyText: oldLifecycle, ...rest } = before;
  const policy = wanted.policy === undefined ? oldPolicy : wanted.policy;
  const lifecycle = wanted.lifecyclePolicy === undefined ? oldLifecycle : wanted.lifecyclePolicy;
  const settings = settingsOf(wanted.settings);
  tx.set("repositories", key, {
    ...rest,
    ...settings,
    ...(settings.encryption ? { encryption: encryptionIn(site, name, settings.encryption) } : {}),
    tags: mergePatch(before.tags, wanted.tags ?? {}) as Record<string, string>,
    ...(policy ? { policy: policy as PolicyDocument } : {}),
    ...(lifecycle ? { lifecyclePolicyText: typeof lifecycle === "string" ? minified(lifecycle) : JSON.stringify(lifecycle) } : {}),
  });
  if (lifecycle && !oldLifecycle) tx.set("jobs", ...dailyRun(key, now));
  const images = isPlainObject(wanted.images) ? wanted.images : {};
  for (const [tag, image] of Object.entries(images)) if (image === null) untag(tx, key, tag);
}

/** A lifecycle policy is carried out every 24 hours. */
function dailyRun(repository: string, now: number): [string, Job] {
  const due = now + 86_400_000;
  const work = { kind: "lifecycle", repository } as const;
  return [jobKey(due, work), { due, work }];
}

/** Settings in the words of CreateRepository. */
function settingsOf(settings: unknown): Partial<Repository> {
  if (!isPlainObject(settings)) return {};
  const { imageTagMutability, imageTagMutabilityExclusionFilters, imageScanningConfiguration, encryptionConfiguration, ...other } = settings;
  const unknown = Object.keys(other);
  if (unknown.length > 0) throw new BadWorld(`a repository has no setting ${unknown.map((key) => `"${key}"`).join(", ")}`);
  return {
    ...(imageTagMutability === undefined ? {} : { imageTagMutability: imageTagMutability as Repository["imageTagMutability"] }),
    ...(imageTagMutabilityExclusionFilters === undefined
      ? {}
      : { imageTagMutabilityExclusionFilters: imageTagMutabilityExclusionFilters as { filterType: string; filter: string }[] }),
    ...(isPlainObject(imageScanningConfiguration) ? { scanOnPush: imageScanningConfiguration.scanOnPush === true } : {}),
    ...(isPlainObject(encryptionConfiguration) ? { encryption: encryptionConfiguration as unknown as Repository["encryption"] } : {}),
  };
}

/** With a key of KMS, whatever its state, ECR has its grants on it, as if the repository had been made while the key was enabled. */
function encryptionIn(
  { tx, hasher, now }: Site,
  { account, region, name }: ReturnType<typeof repositoryName>,
  { encryptionType, kmsKey }: Repository["encryption"],
): Repository["encryption"] {
  if (encryptionType === "AES256") return { encryptionType };
  const registry = { account, region };
  const key = kmsKey ? findKey(tx.world, registry, kmsKey) : ecrKey(tx, registry, hasher, now);
  if (!key) throw new BadWorld(`repository ${name}: there is no key ${kmsKey}; "keys" makes one`);
  grantTo(tx, key, { registry, name, now, hasher });
  return { encryptionType, kmsKey: key.arn };
}

function removeRepository({ tx }: Site, key: string): void {
  tx.delete("repositories", key);
  for (const table of ["images", "tags", "layers"] as const) for (const [row] of [...tx.range(table, `${key} `)]) tx.delete(table, row);
}

function untag(tx: Site["tx"], repository: string, tag: string): void {
  const row = tx.get("tags", memberKey(repository, tag));
  if (!row) return;
  tx.delete("tags", memberKey(repository, tag));
  const key = memberKey(repository, row.digest);
  const image = tx.get("images", key);
  if (image) tx.set("images", key, { ...image, tags: image.tags.filter((other) => other !== tag) });
}

function writeImage({ tx, now }: Site, { repository, tags, parts, index, pushedAt, pulledAt }: Pushed): void {
  if (!tx.get("repositories", repository)) throw new BadWorld(`no repository ${repository}`);
  for (const part of parts) {
    writeManifest(tx, repository, part.digest, part.manifest, part.mediaType, part.size, pushedAt, pulledAt);
    const types = JSON.parse(part.manifest) as { config: { mediaType: string }; layers: { mediaType: string }[] };
    const blobs = [
      { digest: part.configDigest, size: part.config.length, mediaType: types.config.mediaType },
      ...part.layers.map(({ digest, size }, at) => ({ digest, size, mediaType: types.layers[at]?.mediaType ?? "" })),
    ];
    for (const blob of blobs) {
      const key = memberKey(repository, blob.digest);
      if (!tx.get("layers", key)) tx.set("layers", key, { ...blob, addedAt: pushedAt });
    }
  }
  const top = index?.digest ?? parts[parts.length - 1]?.digest;
  if (top === undefined) throw new BadWorld(`an image of ${repository} has no build`);
  if (index) writeManifest(tx, repository, index.digest, index.manifest, INDEX_TYPE, Math.max(...parts.map(({ size }) => size)), pushedAt, pulledAt);
  for (const tag of tags) {
    untag(tx, repository, tag);
    tx.set("tags", memberKey(repository, tag), { digest: top, setAt: Math.min(pushedAt, now) });
    const image = tx.get("images", memberKey(repository, top)) as Image;
    tx.set("images", memberKey(repository, top), { ...image, tags: [...image.tags, tag] });
  }
}

function writeManifest(
  tx: Site["tx"],
  repository: string,
  digest: Digest,
  manifest: string,
  mediaType: string,
  size: number,
  pushedAt: number,
  pulledAt: number | undefined,
): void {
  const key = memberKey(repository, digest);
  const tags = tx.get("images", key)?.tags ?? [];
  const config = (JSON.parse(manifest) as { config?: { mediaType: string } }).config?.mediaType;
  const pulled = pulledAt === undefined ? {} : { lastPulledAt: pulledAt };
  tx.set("images", key, { digest, manifest, mediaType, ...(config ? { artifactMediaType: config } : {}), size, pushedAt, ...pulled, tags });
}
