/** Generated images: a real configuration and a real manifest over generated layers. */
import { utf8 } from "../kernel/bytes.ts";
import { type Digest, digestOf, type Hasher } from "../kernel/hash.ts";
import { type BaseImage, baseOf, type HistoryStep, type ImageSettings, type LayerRecipe, MADE_AT } from "./bases/index.ts";
import { describeLayer, type GeneratedLayer } from "./layer.ts";

export interface ImageRecipe {
  /** From the base upwards. Either a list, or name to compressed bytes as in `builds:` of a world (`parseSize` reads "3.8 MB"). */
  readonly layers: readonly LayerRecipe[] | Readonly<Record<string, number>>;
  /** Over what the base image, recognised by its layers, sets. */
  readonly settings?: ImageSettings;
  /** Epoch milliseconds; the base images' own date without it. */
  readonly createdAt?: number;
  /** `linux/amd64` without it. */
  readonly platform?: string;
  /** Docker's schema 2 without it, as the engine of these lessons builds; Docker Hub's images are OCI. */
  readonly format?: "docker" | "oci";
}

export interface GeneratedImage {
  /** The manifest's exact text. */
  readonly manifest: string;
  readonly mediaType: string;
  /** Of the manifest. */
  readonly digest: Digest;
  /** The configuration's exact bytes; to be stored as an ordinary blob. */
  readonly config: Uint8Array;
  readonly configDigest: Digest;
  readonly layers: readonly GeneratedLayer[];
  /** Compressed bytes of configuration and layers. */
  readonly size: number;
}

export const MEDIA_TYPES = {
  docker: {
    manifest: "application/vnd.docker.distribution.manifest.v2+json",
    config: "application/vnd.docker.container.image.v1+json",
    layer: "application/vnd.docker.image.rootfs.diff.tar.gzip",
  },
  oci: {
    manifest: "application/vnd.oci.image.manifest.v1+json",
    config: "application/vnd.oci.image.config.v1+json",
    layer: "application/vnd.oci.image.layer.v1.tar+gzip",
  },
} as const;

/** "3.8 MB", "310 kB", "12B" or a number of bytes; undefined when it is no size. Units are decimal, as Docker prints them. */
export function parseSize(size: string | number): number | undefined {
  if (typeof size === "number") return size;
  const match = /^(\d+(?:\.\d+)?)\s*(B|kB|MB|GB)$/.exec(size.trim());
  if (!match) return undefined;
  return Math.round(Number(match[1]) * { B: 1, kB: 1e3, MB: 1e6, GB: 1e9 }[match[2] as "B" | "kB" | "MB" | "GB"]);
}

export async function generatedImage(hasher: Hasher, recipe: ImageRecipe): Promise<GeneratedImage> {
  const wanted = recipeLayers(recipe.layers);
  const layers: GeneratedLayer[] = [];
  for (const { name, size } of wanted) layers.push(await describeLayer(hasher, name, size));
  const base = baseOf(wanted);
  const created = isoNanoseconds(recipe.createdAt ?? MADE_AT);
  const baseLayers = base?.layers.length ?? 0;
  const history = [
    ...(base?.history ?? []).map((entry) => historyEntry(isoNanoseconds(MADE_AT), entry)),
    ...wanted.slice(baseLayers).map(({ name }) => historyEntry(created, { created_by: `COPY ${name} / # buildkit` })),
  ];
  const [os = "linux", architecture = "amd64", variant] = (recipe.platform ?? "linux/amd64").split("/");
  const config = utf8(
    JSON.stringify({
      architecture,
      ...(variant ? { variant } : {}),
      config: { ...base?.settings, ...recipe.settings },
      created,
      history,
      os,
      rootfs: { type: "layers", diff_ids: layers.map(({ diffId }) => diffId) },
    }),
  );
  const configDigest = digestOf(hasher, config);
  const types = MEDIA_TYPES[recipe.format ?? "docker"];
  const manifest = manifestText(types, { digest: configDigest, size: config.length }, layers);
  return {
    manifest,
    mediaType: types.manifest,
    digest: digestOf(hasher, manifest),
    config,
    configDigest,
    layers,
    size: layers.reduce((sum, layer) => sum + layer.size, config.length),
  };
}

/** A base image of Docker Hub. */
export function baseImage(hasher: Hasher, base: BaseImage): Promise<GeneratedImage> {
  return generatedImage(hasher, { layers: base.layers, settings: base.settings, format: "oci" });
}

export interface BlobName {
  readonly digest: string;
  readonly size: number;
}

/** A manifest as Docker writes it, three spaces deep. */
export function manifestText(types: (typeof MEDIA_TYPES)["docker" | "oci"], config: BlobName, layers: readonly BlobName[]): string {
  const descriptor = (mediaType: string, { digest, size }: BlobName) => ({ mediaType, size, digest });
  return JSON.stringify(
    {
      schemaVersion: 2,
      mediaType: types.manifest,
      config: descriptor(types.config, config),
      layers: layers.map((layer) => descriptor(types.layer, layer)),
    },
    null,
    3,
  );
}

function recipeLayers(layers: ImageRecipe["layers"]): readonly LayerRecipe[] {
  return Array.isArray(layers) ? layers : Object.entries(layers as Readonly<Record<string, number>>).map(([name, size]) => ({ name, size }));
}

function historyEntry(created: string, step: HistoryStep): object {
  return { created, ...step, comment: "buildkit.dockerfile.v0" };
}

/** RFC 3339 with nine digits, as Go writes times. */
export function isoNanoseconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace("Z", "000000Z");
}
