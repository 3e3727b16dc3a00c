/** `image: web/x:1.0`, `image: web/x@sha256:…`, `images: web/x`. Properties as DescribeImages prints them, plus what follows from the manifest. */

import { memberKey, repositoryKey } from "../../world/keys.ts";
import type { Image } from "../../world/tables.ts";
import { range } from "../../world/world.ts";
import { type Context, registryOf, type Where } from "../context.ts";
import type { Noun, Thing } from "../noun.ts";
import { glob, isGlob } from "../values.ts";
import { code } from "../words.ts";

const DAY = 86_400_000;

/** Repository and tag or digest of `web/x:1.0`, `web/x@sha256:…`; a name alone is the whole repository. */
export function splitReference(reference: string): { repository: string; tag?: string; digest?: string } {
  const at = reference.indexOf("@");
  if (at > 0) return { repository: reference.slice(0, at).replace(/:[^/:]*$/, ""), digest: reference.slice(at + 1) };
  const colon = reference.lastIndexOf(":");
  return colon > reference.lastIndexOf("/") && colon > 0
    ? { repository: reference.slice(0, colon), tag: reference.slice(colon + 1) }
    : { repository: reference };
}

export const image: Noun = {
  name: "image",
  words: ["Image", "Images"],
  properties: [
    "repositoryName",
    "digest",
    "tags",
    "sizeInBytes",
    "pushedAt",
    "manifestMediaType",
    "artifactMediaType",
    "status",
    "ageDays",
    "lastRecordedPullTime",
    "daysSincePull",
    "manifest",
    "platforms",
    "platform",
    "referencedByIndex",
    "referrers",
    "replication",
    "signing",
  ],
  async find(name, context, where) {
    const { repository, tag, digest } = splitReference(name);
    return things(repository, context, where).flatMap((one) => {
      const tags = one.has.tags as readonly string[];
      if (digest !== undefined) return glob(digest, String(one.has.digest)) ? [one] : [];
      if (tag === undefined) return [one];
      return tags
        .filter((candidate) => glob(tag, candidate))
        .map((found) => ({ ...one, name: `${one.name.split("@")[0]}:${found}`, label: code(`${one.name.split("@")[0]}:${found}`) }));
    });
  },
  async beside(name, context, where) {
    return things(splitReference(name).repository, context, where);
  },
  async missing(name, context, where) {
    return missingImage(name, context, where);
  },
};

export const images: Noun = {
  ...image,
  name: "images",
  words: ["Images of", "Images of"],
  plural: true,
  find: async (name, context, where) => things(name, context, where),
};

/** Images of every repository whose name fits, in key order. */
function things(pattern: string, context: Context, where: Where | undefined): Thing[] {
  const { world } = context.evidence;
  const registry = registryOf(context, where);
  const keys = isGlob(pattern)
    ? [...range(world, "repositories", repositoryKey(registry, ""))].filter(([, row]) => glob(pattern, row.name)).map(([key]) => key)
    : [repositoryKey(registry, pattern)];
  return keys.flatMap((key) => [...range(world, "images", `${key} `)].map(([, row]) => thing(key, row, context)));
}

function missingImage(name: string, context: Context, where: Where | undefined): string {
  const { world } = context.evidence;
  const { repository, tag } = splitReference(name);
  const key = repositoryKey(registryOf(context, where), repository);
  if (isGlob(repository)) return "nothing like it yet";
  if (!world.repositories.get(key)) return `no repository ${code(repository)} yet`;
  const held = [...range(world, "images", `${key} `)].length;
  const blobs = [...range(world, "layers", `${key} `)].length;
  if (held === 0) return blobs > 0 ? `${code(repository)} holds ${blobs} blobs and no manifest yet` : `${code(repository)} is empty`;
  return tag === undefined ? `${code(repository)} holds other images` : `${code(repository)} has no tag ${code(tag)} yet`;
}

function thing(key: string, row: Image, context: Context): Thing {
  const { world, now } = context.evidence;
  const name = world.repositories.get(key)?.name ?? "";
  const manifest = lazily(() => JSON.parse(row.manifest) as Manifest);
  const own = row.tags[0];
  return {
    name: `${name}@${row.digest}`,
    label: code(own === undefined ? `${name}@${row.digest.slice(7, 19)}…` : `${name}:${own}`),
    has: {
      repositoryName: name,
      digest: row.digest,
      tags: row.tags,
      sizeInBytes: row.size,
      pushedAt: row.pushedAt,
      manifestMediaType: row.mediaType,
      artifactMediaType: row.artifactMediaType,
      status: row.status ?? "ACTIVE",
      ageDays: (now - row.pushedAt) / DAY,
      lastRecordedPullTime: row.lastPulledAt,
      daysSincePull: row.lastPulledAt === undefined ? undefined : (now - row.lastPulledAt) / DAY,
      replication: (row.replications ?? []).map(({ account, ...rest }) => ({ registryId: account, ...rest })),
      signing: row.signings ?? [],
      get manifest() {
        return manifest();
      },
      get platforms() {
        return (manifest().manifests ?? []).flatMap(({ platform }) => (platform ? [platformName(platform)] : []));
      },
      get platform() {
        return Object.fromEntries((manifest().manifests ?? []).flatMap((child) => (child.platform ? [[child.platform.architecture, child]] : [])));
      },
      get referencedByIndex() {
        return siblings(context, key).some(({ manifest: text, digest }) => digest !== row.digest && childrenOf(text).includes(row.digest));
      },
      get referrers() {
        return siblings(context, key)
          .filter(({ subject }) => subject === row.digest)
          .map(({ digest, artifactMediaType }) => ({ digest, artifactType: artifactMediaType }));
      },
    },
  };
}

export interface Manifest {
  readonly layers?: readonly { readonly digest: string; readonly size: number }[];
  readonly config?: { readonly digest: string; readonly size: number };
  readonly manifests?: readonly { readonly digest: string; readonly platform?: Platform }[];
}

interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

function platformName({ os, architecture, variant }: Platform): string {
  return variant ? `${os}/${architecture}/${variant}` : `${os}/${architecture}`;
}

function siblings(context: Context, key: string): Image[] {
  return [...range(context.evidence.world, "images", memberKey(key, ""))].map(([, row]) => row);
}

function childrenOf(manifest: string): string[] {
  return ((JSON.parse(manifest) as Manifest).manifests ?? []).map(({ digest }) => digest);
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
