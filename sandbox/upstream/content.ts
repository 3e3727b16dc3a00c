/** What a simulated public registry holds: images made when first asked for and never changed. */

import type { Shelved } from "../images/bases/elsewhere.ts";
import { type GeneratedImage, generatedImage } from "../images/image.ts";
import type { GeneratedLayer } from "../images/layer.ts";
import { utf8 } from "../kernel/bytes.ts";
import { digestOf, type Hasher } from "../kernel/hash.ts";
import { KnownBytes } from "../kernel/known-bytes.ts";
import { type Backend, type BlobSource, OciError } from "../oci/backend.ts";

interface Kept {
  readonly digest: string;
  readonly mediaType: string;
  readonly manifest: string;
}

interface Shelf {
  readonly tags: ReadonlyMap<string, Kept>;
  readonly manifests: ReadonlyMap<string, Kept>;
  readonly images: readonly GeneratedImage[];
}

/** A shelf while it is being filled. */
interface Filling extends Shelf {
  readonly tags: Map<string, Kept>;
  readonly manifests: Map<string, Kept>;
  readonly images: GeneratedImage[];
}

export type Shelves = ReadonlyMap<string, Shelf>;

const INDEX = "application/vnd.oci.image.index.v1+json";

const stocked = new WeakMap<Hasher, Map<readonly Shelved[], Promise<Shelves>>>();

export function shelvesOf(hasher: Hasher, stock: readonly Shelved[]): Promise<Shelves> {
  const all = stocked.get(hasher) ?? new Map<readonly Shelved[], Promise<Shelves>>();
  stocked.set(hasher, all);
  let shelves = all.get(stock);
  if (!shelves) {
    shelves = stockShelves(hasher, stock);
    all.set(stock, shelves);
  }
  return shelves;
}

async function stockShelves(hasher: Hasher, stock: readonly Shelved[]): Promise<Shelves> {
  const shelves = new Map<string, Filling>();
  for (const { repository, tags, recipes } of stock) {
    const shelf: Filling = shelves.get(repository) ?? { tags: new Map(), manifests: new Map(), images: [] };
    shelves.set(repository, shelf);
    const images: GeneratedImage[] = [];
    for (const recipe of recipes) images.push(await generatedImage(hasher, recipe));
    shelf.images.push(...images);
    for (const image of images) shelf.manifests.set(image.digest, image);
    const platforms = recipes.map(({ platform = "linux/amd64" }) => platform);
    const [first] = images;
    const named = images.length === 1 && first ? first : indexOf(hasher, images, platforms);
    shelf.manifests.set(named.digest, named);
    for (const tag of tags) shelf.tags.set(tag, named);
  }
  return shelves;
}

/** An index over images, one for each platform. */
function indexOf(hasher: Hasher, images: readonly GeneratedImage[], platforms: readonly string[]): Kept {
  const manifests = images.map(({ mediaType, digest, manifest }, at) => {
    const [os, architecture, variant] = (platforms[at] ?? "").split("/");
    return { mediaType, digest, size: utf8(manifest).length, platform: { architecture, os, ...(variant ? { variant } : {}) } };
  });
  const manifest = JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests });
  return { digest: digestOf(hasher, manifest), mediaType: INDEX, manifest };
}

const denied = () => new OciError("DENIED", "requested access to the resource is denied", 401);
const unsupported = async (): Promise<never> => {
  throw denied();
};

/** A public registry as the registry routes see it: read-only. */
export function shelvesBackend(shelves: Shelves): Backend {
  const shelf = (repository: string): Shelf => {
    const found = shelves.get(repository);
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
      const { tags, manifests } = shelf(repository);
      const image = tags.get(reference) ?? manifests.get(reference);
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
  for (const image of images) {
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
