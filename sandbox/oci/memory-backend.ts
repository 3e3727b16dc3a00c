/** A plain registry in memory, as strict as the routes above it: serves tests and the simulated internet's registries. */

import type { HttpBody } from "../kernel/exchange.ts";
import type { Digest, Hasher } from "../kernel/hash.ts";
import { digestOf } from "../kernel/hash.ts";
import { derivedIds } from "../kernel/ids.ts";
import type { Blobs } from "../world/blobs.ts";
import { errors } from "./answer.ts";
import { type Backend, type BlobInfo, type ManifestContent, OciError, type TagPage } from "./backend.ts";
import { isSupportedDigest } from "./grammar.ts";
import { isForeign, type Manifest, parseManifest } from "./manifest.ts";

interface StoredManifest extends ManifestContent {
  readonly parsed: Manifest;
}

interface Shelf {
  readonly blobs: Map<string, number>;
  readonly manifests: Map<string, StoredManifest>;
  readonly tags: Map<string, string>;
  readonly uploads: Set<string>;
}

export interface MemoryBackendOptions {
  readonly hasher: Hasher;
  readonly blobs: Blobs;
  /** Seed of upload ids, so that they are the same in every run. */
  readonly seed?: string;
}

/** Repositories begin to exist when something is uploaded to them. */
export class MemoryBackend implements Backend {
  readonly #hasher: Hasher;
  readonly #blobs: Blobs;
  readonly #ids;
  readonly #shelves = new Map<string, Shelf>();
  #drawn = 0;

  constructor({ hasher, blobs, seed = "memory-backend" }: MemoryBackendOptions) {
    this.#hasher = hasher;
    this.#blobs = blobs;
    this.#ids = derivedIds(hasher, seed, () => this.#drawn++);
  }

  async blob(repository: string, digest: string): Promise<BlobInfo | undefined> {
    const size = this.#shelf(repository).blobs.get(digest);
    return size === undefined ? undefined : { digest, size };
  }

  async readBlob(repository: string, digest: string) {
    const size = this.#shelf(repository).blobs.get(digest);
    if (size === undefined) throw errors.blobUnknown(digest);
    return { kind: "bytes" as const, size, read: (start?: number, end?: number) => this.#blobs.read(digest as Digest, start, end) };
  }

  async openUpload(repository: string) {
    const id = this.#ids.uuid();
    this.#shelfFor(repository).uploads.add(id);
    return { id };
  }

  async mount(repository: string, digest: string, from: string): Promise<boolean> {
    const size = this.#shelves.get(from)?.blobs.get(digest);
    if (size === undefined) return false;
    this.#shelfFor(repository).blobs.set(digest, size);
    return true;
  }

  async upload(repository: string, id: string) {
    return { size: await this.#staging(repository, id).size() };
  }

  async append(repository: string, id: string, body: HttpBody, offset: number | undefined, signal?: AbortSignal) {
    const staging = this.#staging(repository, id);
    if (offset !== undefined && offset !== (await staging.size())) throw errors.wrongOffset();
    return { size: await staging.append(body, signal) };
  }

  async complete(repository: string, id: string, digest: string): Promise<BlobInfo> {
    const staging = this.#staging(repository, id);
    const shelf = this.#shelf(repository);
    const [found, size] = [await staging.digest(), await staging.size()];
    if (found !== digest) throw errors.digestInvalid(digest);
    await staging.complete(found);
    shelf.uploads.delete(id);
    shelf.blobs.set(digest, size);
    return { digest, size };
  }

  async cancel(repository: string, id: string): Promise<void> {
    await this.#staging(repository, id).discard();
    this.#shelf(repository).uploads.delete(id);
  }

  async manifest(repository: string, reference: string): Promise<ManifestContent> {
    const shelf = this.#shelf(repository);
    const found = shelf.manifests.get(shelf.tags.get(reference) ?? reference);
    if (!found) throw errors.manifestUnknown(reference);
    return found;
  }

  async putManifest(repository: string, reference: string, mediaType: string | undefined, bytes: Uint8Array) {
    const parsed = parseManifest(bytes);
    if (!parsed) throw errors.manifestInvalid("the manifest is no valid JSON manifest");
    if (parsed.mediaType && mediaType && parsed.mediaType !== mediaType)
      throw errors.manifestInvalid("the manifest's mediaType and the Content-Type do not agree");
    const type = parsed.mediaType ?? mediaType;
    if (!type) throw errors.manifestInvalid("the manifest has no media type");
    const digest = digestOf(this.#hasher, bytes);
    if (isSupportedDigest(reference) && reference !== digest) throw errors.digestInvalid(reference);
    const shelf = this.#shelfFor(repository);
    for (const part of [...(parsed.config ? [parsed.config] : []), ...parsed.layers]) {
      if (!isForeign(part) && !shelf.blobs.has(part.digest)) throw unknownPart(part.digest);
    }
    for (const child of parsed.manifests) if (!shelf.manifests.has(child.digest)) throw unknownPart(child.digest);
    shelf.manifests.set(digest, { digest, mediaType: type, bytes, parsed });
    if (!isSupportedDigest(reference)) shelf.tags.set(reference, digest);
    return parsed.subject ? { digest, subject: parsed.subject.digest } : { digest };
  }

  async deleteManifest(repository: string, reference: string): Promise<void> {
    const shelf = this.#shelf(repository);
    if (shelf.tags.delete(reference)) return;
    if (!shelf.manifests.delete(reference)) throw errors.manifestUnknown(reference);
    for (const [tag, digest] of [...shelf.tags]) if (digest === reference) shelf.tags.delete(tag);
  }

  async deleteBlob(repository: string, digest: string): Promise<void> {
    if (!this.#shelf(repository).blobs.delete(digest)) throw errors.blobUnknown(digest);
  }

  async tags(repository: string, limit: number | undefined, last: string | undefined): Promise<TagPage> {
    const { names, next } = page([...this.#shelf(repository).tags.keys()], limit, last);
    return { tags: names, ...next };
  }

  async catalog(limit: number | undefined, last: string | undefined) {
    const { names, next } = page([...this.#shelves.keys()], limit, last);
    return { repositories: names, ...next };
  }

  async referrers(repository: string, digest: string, artifactType: string | undefined) {
    const found: Record<string, unknown>[] = [];
    for (const { digest: own, mediaType, bytes, parsed } of this.#shelves.get(repository)?.manifests.values() ?? []) {
      if (parsed.subject?.digest !== digest) continue;
      const type = parsed.artifactType ?? parsed.config?.mediaType;
      if (artifactType !== undefined && type !== artifactType) continue;
      const annotations = parsed.annotations ? { annotations: parsed.annotations } : {};
      found.push({ mediaType, digest: own, size: bytes.length, ...(type ? { artifactType: type } : {}), ...annotations });
    }
    return found;
  }

  #shelf(repository: string): Shelf {
    const shelf = this.#shelves.get(repository);
    if (!shelf) throw errors.nameUnknown(repository);
    return shelf;
  }

  #shelfFor(repository: string): Shelf {
    const shelf = this.#shelves.get(repository) ?? { blobs: new Map(), manifests: new Map(), tags: new Map(), uploads: new Set() };
    this.#shelves.set(repository, shelf);
    return shelf;
  }

  #staging(repository: string, id: string) {
    if (!this.#shelves.get(repository)?.uploads.has(id)) throw errors.uploadUnknown();
    return this.#blobs.stage(id);
  }
}

function unknownPart(digest: string): OciError {
  return new OciError("MANIFEST_BLOB_UNKNOWN", "manifest references a manifest or blob unknown to registry", 404, { digest });
}

/** Names after `last` in ASCII order, at most `limit`, and the last of them when more follow. */
function page(names: string[], limit = Number.POSITIVE_INFINITY, last = ""): { names: string[]; next: { next?: string } } {
  const after = names.filter((name) => name > last).sort();
  const shown = after.slice(0, limit);
  const end = shown.at(-1);
  return { names: shown, next: after.length > shown.length && end !== undefined ? { next: end } : {} };
}
