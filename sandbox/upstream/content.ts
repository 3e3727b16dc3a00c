/** What the simulated Docker Hub holds: the base images of `images/`, made when first asked for and never changed. */

import { BASE_IMAGES } from "../images/bases/index.ts";
import { baseImage, type GeneratedImage } from "../images/image.ts";
import type { GeneratedLayer } from "../images/layer.ts";
import { utf8 } from "../kernel/bytes.ts";
import type { Hasher } from "../kernel/hash.ts";
import { KnownBytes } from "../kernel/known-bytes.ts";
import { type Backend, type BlobSource, OciError } from "../oci/backend.ts";

interface Shelf {
  readonly tags: ReadonlyMap<string, GeneratedImage>;
  readonly images: ReadonlyMap<string, GeneratedImage>;
}

export type Hub = ReadonlyMap<string, Shelf>;

const hubs = new WeakMap<Hasher, Promise<Hub>>();

export function hubContent(hasher: Hasher): Promise<Hub> {
  let hub = hubs.get(hasher);
  if (!hub) {
    hub = stockShelves(hasher);
    hubs.set(hasher, hub);
  }
  return hub;
}

async function stockShelves(hasher: Hasher): Promise<Hub> {
  const hub = new Map<string, { tags: Map<string, GeneratedImage>; images: Map<string, GeneratedImage> }>();
  for (const base of BASE_IMAGES) {
    const image = await baseImage(hasher, base);
    const shelf = hub.get(base.repository) ?? { tags: new Map(), images: new Map() };
    hub.set(base.repository, shelf);
    shelf.images.set(image.digest, image);
    for (const tag of base.tags) shelf.tags.set(tag, image);
  }
  return hub;
}

const denied = () => new OciError("DENIED", "requested access to the resource is denied", 401);
const unsupported = async (): Promise<never> => {
  throw denied();
};

/** The hub as the registry routes see it: read-only. */
export function hubBackend(hub: Hub): Backend {
  const shelf = (repository: string): Shelf => {
    const found = hub.get(repository);
    if (!found) throw new OciError("NAME_UNKNOWN", "repository name not known to registry", 404, { name: repository });
    return found;
  };
  return {
    async blob(repository, digest) {
      const blob = findBlob(shelf(repository), digest);
      return blob && { digest, size: blob.size };
    },
    async readBlob(repository, digest) {
      const blob = findBlob(shelf(repository), digest);
      if (!blob) throw new OciError("BLOB_UNKNOWN", "blob unknown to registry", 404, { digest });
      return blob;
    },
    async manifest(repository, reference) {
      const { tags, images } = shelf(repository);
      const image = tags.get(reference) ?? images.get(reference);
      if (!image) throw new OciError("MANIFEST_UNKNOWN", "manifest unknown", 404, `unknown tag=${reference}`);
      return { digest: image.digest, mediaType: image.mediaType, bytes: utf8(image.manifest) };
    },
    async tags(repository, limit = Number.POSITIVE_INFINITY, last = "") {
      const names = [...shelf(repository).tags.keys()].filter((name) => name > last).sort();
      const shown = names.slice(0, limit);
      const end = shown.at(-1);
      return names.length > shown.length && end !== undefined ? { tags: shown, next: end } : { tags: shown };
    },
    openUpload: unsupported,
    mount: unsupported,
    upload: unsupported,
    append: unsupported,
    complete: unsupported,
    cancel: unsupported,
    putManifest: unsupported,
    deleteManifest: unsupported,
    deleteBlob: unsupported,
    catalog: unsupported,
    referrers: async () => [],
  };
}

function findBlob({ images }: Shelf, digest: string): (BlobSource & { kind: "bytes" }) | undefined {
  for (const image of images.values()) {
    if (image.configDigest === digest) return bytesSource(image.config);
    const layer = image.layers.find((candidate) => candidate.digest === digest);
    if (layer) return { kind: "bytes", size: layer.size, read: (start, end) => generatedRead(layer, start, end) };
  }
  return undefined;
}

function bytesSource(bytes: Uint8Array): BlobSource & { kind: "bytes" } {
  async function* read(start = 0, end = bytes.length): AsyncIterable<Uint8Array> {
    yield bytes.subarray(start, end);
  }
  return { kind: "bytes", size: bytes.length, read };
}

/** A whole layer is handed on as `KnownBytes`, unmade. */
function generatedRead(layer: GeneratedLayer, start?: number, end?: number): AsyncIterable<Uint8Array> {
  const whole = (start ?? 0) === 0 && (end ?? layer.size) >= layer.size;
  return whole ? new KnownBytes(layer.digest, layer.size, () => layer.open()) : layer.open(start, end);
}
