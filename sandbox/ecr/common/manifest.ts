/** What ECR reads in a manifest: its kind and what it names (OCI image specification; Docker image manifest v2, schemas 1 and 2). */
import { isDigest } from "../../kernel/hash.ts";

const MEDIA_TYPES = {
  docker2: "application/vnd.docker.distribution.manifest.v2+json",
  dockerList: "application/vnd.docker.distribution.manifest.list.v2+json",
  ociManifest: "application/vnd.oci.image.manifest.v1+json",
  ociIndex: "application/vnd.oci.image.index.v1+json",
  docker1: "application/vnd.docker.distribution.manifest.v1+json",
  docker1Signed: "application/vnd.docker.distribution.manifest.v1+prettyjws",
} as const;

interface Descriptor {
  readonly digest: string;
  readonly mediaType?: string;
  readonly size?: number;
}

export type Manifest =
  | {
      readonly kind: "image";
      readonly mediaType: string;
      /** Config first, then layers; layers that live elsewhere are left out. */
      readonly blobs: readonly Descriptor[];
      readonly artifactMediaType?: string;
      readonly subject?: string;
    }
  | {
      readonly kind: "index";
      readonly mediaType: string;
      readonly children: readonly Descriptor[];
      readonly artifactMediaType?: string;
      readonly subject?: string;
    }
  | { readonly kind: "invalid" };

const INVALID: Manifest = { kind: "invalid" };

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function descriptors(value: unknown): Descriptor[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.every((entry) => isObject(entry) && typeof entry.digest === "string" && isDigest(entry.digest)) ? (value as Descriptor[]) : undefined;
}

/** Layers with addresses of their own are never uploaded. */
function isForeign({ mediaType = "" }: Descriptor): boolean {
  return mediaType.includes("foreign") || mediaType.includes("nondistributable");
}

function schema1(json: Json, mediaType: string): Manifest {
  const layers = Array.isArray(json.fsLayers) ? json.fsLayers.map((layer) => (isObject(layer) ? layer.blobSum : undefined)) : [];
  if (layers.length === 0 || !layers.every((digest) => typeof digest === "string" && isDigest(digest))) return INVALID;
  return { kind: "image", mediaType, blobs: [...new Set(layers as string[])].map((digest) => ({ digest })) };
}

function common(json: Json): { artifactMediaType?: string; subject?: string } | undefined {
  const { subject, artifactType } = json;
  if (subject !== undefined && subject !== null && !(isObject(subject) && typeof subject.digest === "string" && isDigest(subject.digest)))
    return undefined;
  return {
    ...(isObject(subject) ? { subject: subject.digest as string } : {}),
    ...(typeof artifactType === "string" && artifactType !== "" ? { artifactMediaType: artifactType } : {}),
  };
}

function image(json: Json, mediaType: string): Manifest {
  const config = descriptors([json.config])?.[0];
  const layers = descriptors(json.layers);
  const rest = common(json);
  if (!config || !layers || !rest) return INVALID;
  const blobs = [config, ...layers.filter((layer) => !isForeign(layer))];
  return { kind: "image", mediaType, blobs, ...(config.mediaType ? { artifactMediaType: config.mediaType } : {}), ...rest };
}

function index(json: Json, mediaType: string): Manifest {
  const children = descriptors(json.manifests);
  const rest = common(json);
  return children && rest ? { kind: "index", mediaType, children, ...rest } : INVALID;
}

/** Whether manifests of this type name other manifests. */
export function isIndexType(mediaType: string): boolean {
  return mediaType === MEDIA_TYPES.dockerList || mediaType === MEDIA_TYPES.ociIndex;
}

/** Reads a manifest. Its media type is its own `mediaType` member, else the one that came with it; when both are there they must agree. */
export function parseManifest(source: string, given: string | undefined): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch {
    return INVALID;
  }
  if (!isObject(json)) return INVALID;
  const own = typeof json.mediaType === "string" ? json.mediaType : undefined;
  if (own !== undefined && given !== undefined && own !== given) return INVALID;
  const mediaType = own ?? given ?? (json.schemaVersion === 1 ? MEDIA_TYPES.docker1 : undefined);
  switch (mediaType) {
    case MEDIA_TYPES.docker2:
    case MEDIA_TYPES.ociManifest:
      return json.schemaVersion === 2 ? image(json, mediaType) : INVALID;
    case MEDIA_TYPES.dockerList:
    case MEDIA_TYPES.ociIndex:
      return json.schemaVersion === 2 ? index(json, mediaType) : INVALID;
    case MEDIA_TYPES.docker1:
    case MEDIA_TYPES.docker1Signed:
      return json.schemaVersion === 1 ? schema1(json, mediaType) : INVALID;
    default:
      return INVALID;
  }
}
