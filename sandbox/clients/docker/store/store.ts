/**
 * The engine's images as files under /var/lib/docker (decision 18): an OCI layout, whose index also holds every name an image has.
 * An image's ID is its manifest's digest, as in the containerd store (decision 19).
 */
import { text, utf8 } from "../../../kernel/bytes.ts";
import type { FileSystem } from "../../../shell/files/file-system.ts";
import { familiarName, parseReference, type Reference, withDefaultTag } from "../reference/reference.ts";
import {
  childFor,
  type Descriptor,
  type ImageConfig,
  type ImageIndex,
  type ImageManifest,
  isIndex,
  type Platform,
  parsePlatform,
  platformText,
} from "./manifests.ts";

export const DOCKER_ROOT = "/var/lib/docker";

const INDEX = `${DOCKER_ROOT}/index.json`;
/** What `docker build` remembers: step to layer, and `base ID` for images it stood on. */
export const BUILD_CACHE = `${DOCKER_ROOT}/buildkit/cache.json`;
const SOURCES = `${DOCKER_ROOT}/sources.json`;
const NAME = "io.containerd.image.name";
const TAGGED = "gantry.tagged";

/** The platform of this computer. */
export const HOST_PLATFORM: Platform = { os: "linux", architecture: "amd64" };

/** One name of an image; `name` is missing for an image that lost its last one (dangling). */
export interface Named extends Descriptor {
  readonly name: Reference | undefined;
  /** Epoch milliseconds. */
  readonly taggedAt: number;
}

export interface StoredImage {
  /** Digest of the manifest or index that its names point to: the image ID. */
  readonly id: string;
  readonly target: Descriptor;
  /** The manifest for one platform: the target itself, or a child of it. */
  readonly manifestDescriptor: Descriptor;
  readonly manifest: ImageManifest;
  readonly config: ImageConfig;
  readonly names: readonly Reference[];
  readonly taggedAt: number;
  /** Bytes of configuration and layers as stored, which are the bytes a push sends. */
  readonly size: number;
}

interface LayoutIndex {
  readonly schemaVersion: 2;
  readonly manifests: readonly (Descriptor & { readonly annotations?: Readonly<Record<string, string>> })[];
}

export class ImageStore {
  readonly files: FileSystem;

  constructor(files: FileSystem) {
    this.files = files;
  }

  blobPath(digest: string): string {
    return `${DOCKER_ROOT}/blobs/${digest.replace(":", "/")}`;
  }

  has(digest: string): boolean {
    return this.files.stat(this.blobPath(digest))?.kind === "file";
  }

  async readText(digest: string): Promise<string> {
    return text(await this.files.read(this.blobPath(digest)));
  }

  stream(digest: string): AsyncIterable<Uint8Array> {
    return this.files.stream(this.blobPath(digest));
  }

  blobSize(digest: string): number {
    return this.files.stat(this.blobPath(digest))?.size ?? 0;
  }

  /** Keeps bytes at hand under a digest that the caller vouches for. */
  async putBytes(digest: string, bytes: Uint8Array): Promise<void> {
    this.#makeFolders();
    if (!this.has(digest)) await this.files.write(this.blobPath(digest), bytes, 0o600);
  }

  /** Keeps a stream; returns the digest it turned out to have. A stream whose digest is not `digest` is not kept. */
  async putStream(digest: string, body: AsyncIterable<Uint8Array>): Promise<{ size: number; digest: string }> {
    this.#makeFolders();
    const ingest = `${DOCKER_ROOT}/ingest/${digest.slice(7)}`;
    const made = await this.files.writeStream(ingest, body);
    if (made.digest === digest) this.files.rename(ingest, this.blobPath(digest));
    else this.files.remove(ingest);
    return made;
  }

  async named(): Promise<readonly Named[]> {
    if (!this.files.stat(INDEX)) return [];
    const index = JSON.parse(text(await this.files.read(INDEX))) as LayoutIndex;
    return index.manifests.map(({ mediaType, digest, size, annotations = {} }) => {
      const parsed = annotations[NAME] === undefined ? undefined : parseReference(annotations[NAME]);
      return { mediaType, digest, size, name: parsed && !("wrong" in parsed) ? parsed : undefined, taggedAt: Number(annotations[TAGGED] ?? 0) };
    });
  }

  /** Gives an image a name. An image that loses its last name by that stays, without a name. */
  async tag(name: Reference, { mediaType, digest, size }: Descriptor, taggedAt: number): Promise<void> {
    const before = await this.named();
    const old = before.find((entry) => sameName(entry.name, name));
    const rest = before.filter((entry) => entry !== old && !(entry.digest === digest && entry.name === undefined));
    const orphan = old && old.digest !== digest && !rest.some((entry) => entry.digest === old.digest) ? [{ ...old, name: undefined }] : [];
    await this.#write([...rest, ...orphan, { mediaType, digest, size, name, taggedAt }]);
  }

  /** Keeps an image that has no name (`docker build` without `-t`). */
  async keep({ mediaType, digest, size }: Descriptor, taggedAt: number): Promise<void> {
    const before = await this.named();
    if (!before.some((entry) => entry.digest === digest)) await this.#write([...before, { mediaType, digest, size, name: undefined, taggedAt }]);
  }

  async untag(name: Reference): Promise<void> {
    await this.#write((await this.named()).filter((entry) => !sameName(entry.name, name)));
  }

  /** Takes an image and everything only it used away. */
  async remove(id: string): Promise<void> {
    await this.#write((await this.named()).filter((entry) => entry.digest !== id));
    await this.sweep();
  }

  /** Images, each once, newest first. */
  async images(): Promise<readonly StoredImage[]> {
    const named = await this.named();
    const images: StoredImage[] = [];
    for (const id of new Set(named.map(({ digest }) => digest))) {
      const image = await this.#load(id, named);
      if (image) images.push(image);
    }
    return images.sort((a, b) => createdAt(b) - createdAt(a) || (a.id < b.id ? -1 : 1));
  }

  /** As `images`, with an entry for every platform that is here. */
  async platformImages(): Promise<readonly StoredImage[]> {
    const named = await this.named();
    const images: StoredImage[] = [];
    for (const image of await this.images()) {
      if (!isIndex(image.target.mediaType)) images.push(image);
      else
        for (const { platform, digest } of (JSON.parse(await this.readText(image.id)) as ImageIndex).manifests) {
          const own = platform && this.has(digest) ? await this.#load(image.id, named, platformText(platform)) : undefined;
          if (own) images.push(own);
        }
    }
    return images;
  }

  /** By name (`latest` understood), by `name@digest`, by ID or the beginning of one. */
  async find(wanted: string, platform?: string): Promise<StoredImage | undefined> {
    const named = await this.named();
    const parsed = parseReference(wanted);
    const name = "wrong" in parsed ? undefined : withDefaultTag(parsed);
    const byName = name && named.find((entry) => matches(entry, name));
    if (byName) return this.#load(byName.digest, named, platform);
    const prefix = wanted.replace(/^sha256:/, "");
    if (!/^[0-9a-f]{1,64}$/.test(prefix)) return undefined;
    const ids = new Set(named.map(({ digest }) => digest).filter((digest) => digest.startsWith(`sha256:${prefix}`)));
    const [id] = ids;
    if (ids.size === 1 && id) return this.#load(id, named, platform);
    return ids.size === 0 && prefix.length >= 12
      ? (await this.images()).find(({ manifest }) => manifest.config.digest.startsWith(`sha256:${prefix}`))
      : undefined;
  }

  /** By digest, whether it has a name or not; undefined when some of it is missing. */
  async load(id: string, platform?: string): Promise<StoredImage | undefined> {
    if (!this.has(id)) return undefined;
    const { mediaType = "", manifests } = JSON.parse(await this.readText(id)) as { mediaType?: string; manifests?: unknown };
    const target: Named = {
      mediaType: mediaType || (manifests ? "application/vnd.oci.image.index.v1+json" : "application/vnd.oci.image.manifest.v1+json"),
      digest: id,
      size: this.blobSize(id),
      name: undefined,
      taggedAt: 0,
    };
    const named = (await this.named()).filter(({ digest }) => digest === id);
    const image = await this.#load(id, named.length > 0 ? named : [target], platform);
    return image?.manifest.layers.every(({ digest }) => this.has(digest)) ? image : undefined;
  }

  /** Repositories (`host/path`) that are known to have a blob: where it came from or went to. */
  async sources(): Promise<Readonly<Record<string, readonly string[]>>> {
    return this.files.stat(SOURCES) ? (JSON.parse(text(await this.files.read(SOURCES))) as Record<string, string[]>) : {};
  }

  async addSources(digests: readonly string[], { domain, path }: Reference): Promise<void> {
    const sources = { ...(await this.sources()) };
    const place = `${domain}/${path}`;
    for (const digest of digests) sources[digest] = [...(sources[digest] ?? []).filter((known) => known !== place), place];
    await this.files.write(SOURCES, JSON.stringify(sources), 0o600);
  }

  /** Drops blobs that neither an image nor the build cache uses. */
  async sweep(): Promise<void> {
    const folder = `${DOCKER_ROOT}/blobs/sha256`;
    if (!this.files.stat(folder)) return;
    const used = new Set<string>();
    for (const { digest, mediaType } of await this.named()) await this.#mark(digest, mediaType, used);
    await this.#markBuildCache(used);
    for (const name of this.files.list(folder)) if (!used.has(`sha256:${name}`)) this.files.remove(`${folder}/${name}`);
    const sources = await this.sources();
    const kept = Object.entries(sources).filter(([digest]) => used.has(digest));
    if (kept.length < Object.keys(sources).length) await this.files.write(SOURCES, JSON.stringify(Object.fromEntries(kept)), 0o600);
  }

  async #markBuildCache(used: Set<string>): Promise<void> {
    if (!this.files.stat(BUILD_CACHE)) return;
    for (const [key, layer] of Object.entries(JSON.parse(text(await this.files.read(BUILD_CACHE))) as Record<string, { digest: string } | null>)) {
      if (layer) used.add(layer.digest);
      else if (key.startsWith("base ")) await this.#mark(key.slice(5), "", used);
    }
  }

  async #mark(digest: string, mediaType: string, used: Set<string>): Promise<void> {
    if (used.has(digest) || !this.has(digest)) return;
    used.add(digest);
    const parsed = JSON.parse(await this.readText(digest)) as ImageIndex | ImageManifest;
    if (isIndex(mediaType) || "manifests" in parsed)
      for (const child of (parsed as ImageIndex).manifests) await this.#mark(child.digest, child.mediaType, used);
    else for (const blob of [(parsed as ImageManifest).config, ...(parsed as ImageManifest).layers]) used.add(blob.digest);
  }

  async #load(id: string, named: readonly Named[], platform?: string): Promise<StoredImage | undefined> {
    const entries = named.filter(({ digest }) => digest === id);
    const [first] = entries;
    if (!first) return undefined;
    const target: Descriptor = { mediaType: first.mediaType, digest: id, size: first.size };
    const manifestDescriptor = await this.#manifestFor(target, platform);
    if (!manifestDescriptor) return undefined;
    const manifest = JSON.parse(await this.readText(manifestDescriptor.digest)) as ImageManifest;
    if (!this.has(manifest.config.digest)) return undefined;
    const config = JSON.parse(await this.readText(manifest.config.digest)) as ImageConfig;
    const names = entries.flatMap(({ name }) => (name ? [name] : []));
    const size = manifest.layers.reduce((sum, layer) => sum + layer.size, manifest.config.size);
    return { id, target, manifestDescriptor, manifest, config, names, taggedAt: Math.max(...entries.map(({ taggedAt }) => taggedAt)), size };
  }

  /** Of an index: the child for the platform wanted; when none was said, for this computer's or any that is here. */
  async #manifestFor(target: Descriptor, platform?: string): Promise<Descriptor | undefined> {
    if (!isIndex(target.mediaType)) return target;
    const index = JSON.parse(await this.readText(target.digest)) as ImageIndex;
    const wanted = childFor(index, platform === undefined ? HOST_PLATFORM : parsePlatform(platform));
    if (wanted && this.has(wanted.digest)) return wanted;
    // Who asked for a platform gets that one or none.
    if (platform !== undefined) return undefined;
    return index.manifests.find(({ digest }) => this.has(digest));
  }

  async #write(entries: readonly Named[]): Promise<void> {
    this.#makeFolders();
    const manifests = entries.map(({ mediaType, digest, size, name, taggedAt }) => ({
      mediaType,
      digest,
      size,
      annotations: {
        ...(name ? { [NAME]: `${name.domain}/${name.path}${name.tag ? `:${name.tag}` : ""}${name.digest ? `@${name.digest}` : ""}` } : {}),
        ...(name?.tag ? { "org.opencontainers.image.ref.name": name.tag } : {}),
        [TAGGED]: String(taggedAt),
      },
    }));
    await this.files.write(INDEX, utf8(JSON.stringify({ schemaVersion: 2, manifests })), 0o600);
  }

  #makeFolders(): void {
    for (const folder of [`${DOCKER_ROOT}/blobs/sha256`, `${DOCKER_ROOT}/ingest`]) {
      if (!this.files.stat(folder)) this.files.makeDirectory(folder, { parents: true, mode: 0o710 });
    }
  }
}

/** Bytes of everything the engine keeps. */
export function storedBytes(store: ImageStore): number {
  const folder = `${DOCKER_ROOT}/blobs/sha256`;
  return store.files.stat(folder) ? store.files.list(folder).reduce((sum, name) => sum + store.blobSize(`sha256:${name}`), 0) : 0;
}

export function createdAt({ config }: Pick<StoredImage, "config">): number {
  return config.created === undefined ? 0 : parseTime(config.created);
}

/** Epoch milliseconds of an RFC 3339 time, whatever its number of digits. */
export function parseTime(time: string): number {
  const value = new Date(time.replace(/(\.\d{3})\d*/, "$1")).getTime();
  return Number.isNaN(value) ? 0 : value;
}

export function sameName(a: Reference | undefined, b: Reference | undefined): boolean {
  return a !== undefined && b !== undefined && a.domain === b.domain && a.path === b.path && a.tag === b.tag && a.digest === b.digest;
}

/** A wanted `name@digest` is also met by another name of that repository for that digest. */
function matches(entry: Named, wanted: Reference): boolean {
  if (!entry.name || familiarName(entry.name) !== familiarName(wanted)) return false;
  return wanted.digest === undefined ? entry.name.tag === wanted.tag && entry.name.digest === undefined : entry.digest === wanted.digest;
}
