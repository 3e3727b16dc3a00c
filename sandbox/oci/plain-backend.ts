/** A plain registry, as strict as the routes above it: its bytes are in a blob store, all else in memory and, if asked, in a journal. */

import { strictText } from "../kernel/bytes.ts";
import type { HttpBody, Sender } from "../kernel/exchange.ts";
import { type Digest, digestOf, type Hasher } from "../kernel/hash.ts";
import { derivedIds } from "../kernel/ids.ts";
import { serially } from "../kernel/serially.ts";
import type { Blobs } from "../world/blobs.ts";
import { errors } from "./answer.ts";
import { type Backend, type BlobInfo, type ManifestContent, OciError, type TagPage } from "./backend.ts";
import { isSha512, isTag } from "./grammar.ts";
import { isForeign, parseManifest } from "./manifest.ts";
import { type PlainRecord, type Shelf, Shelves, type StoredBlob } from "./plain-shelf.ts";

export interface PlainBackendOptions {
  readonly hasher: Hasher;
  readonly blobs: Blobs;
  /** Seed of upload ids, so that they are the same in every run. */
  readonly seed?: string;
  /** SHA-512 of bytes, in hexadecimal digits; without it, such digests are refused. */
  readonly sha512?: (body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) => Promise<string>;
  /** Epoch milliseconds; without it, uploads that nobody completes stay. */
  readonly now?: () => number;
  /** What happened before. */
  readonly records?: Iterable<PlainRecord>;
  /** Keeps a change; awaited before it is made, so that nobody sees one that could not be kept. */
  readonly keep?: (record: PlainRecord) => Promise<void>;
}

/** Milliseconds for which an upload is kept of which nothing is asked. */
const KEPT = 24 * 60 * 60 * 1000;

/** Repositories begin to exist when something is uploaded to them. */
export class PlainBackend implements Backend {
  readonly sha512: boolean;
  readonly #options: PlainBackendOptions;
  readonly #blobs: Blobs;
  readonly #ids;
  readonly #shelves = new Shelves();
  #drawn = 0;

  constructor(options: PlainBackendOptions) {
    this.#options = options;
    this.#blobs = options.blobs;
    this.sha512 = options.sha512 !== undefined;
    this.#ids = derivedIds(options.hasher, options.seed ?? "plain-backend", () => this.#drawn++);
    for (const record of options.records ?? []) this.#shelves.apply(record);
  }

  /** The records that make this registry anew. */
  records(): Iterable<PlainRecord> {
    return this.#shelves.records();
  }

  /** Drops the bytes that no repository holds any more, and uploads that nobody goes on with. */
  sweep(): Promise<void> {
    return this.#blobs.sweep(this.#shelves.uploads(this.#now() - KEPT), (digest) => this.#shelves.holds(digest));
  }

  async blob(repository: string, digest: string): Promise<BlobInfo | undefined> {
    const blob = this.#shelf(repository).blobs.get(digest);
    return blob && { digest, size: blob.size };
  }

  async readBlob(repository: string, digest: string) {
    const blob = this.#shelf(repository).blobs.get(digest);
    if (!blob) throw errors.blobUnknown(digest);
    return { kind: "bytes" as const, size: blob.size, read: (start?: number, end?: number) => this.#blobs.read(blob.stored, start, end) };
  }

  async openUpload(repository: string) {
    const id = this.#ids.uuid();
    this.#shelves.made(repository).uploads.set(id, this.#now());
    return { id };
  }

  async mount(repository: string, digest: string, from: string): Promise<boolean> {
    const blob = this.#shelves.get(from)?.blobs.get(digest);
    if (!blob) return false;
    await this.#change({ kind: "blob", repository, digest, ...blob });
    return true;
  }

  async upload(repository: string, id: string) {
    return { size: await this.#staging(repository, id).size() };
  }

  /** One request about an upload after another: what was measured of its bytes is still true when more are added, or when they get their name. */
  append(repository: string, id: string, body: HttpBody, offset: number | undefined, signal?: Sender) {
    return serially(this, id, async () => {
      const staging = this.#staging(repository, id);
      if (offset !== undefined && offset !== (await staging.size())) throw errors.wrongOffset();
      return { size: await staging.append(body, signal) };
    });
  }

  complete(repository: string, id: string, digest: string): Promise<BlobInfo> {
    return serially(this, id, () => this.#complete(repository, id, digest));
  }

  async #complete(repository: string, id: string, digest: string): Promise<BlobInfo> {
    const staging = this.#staging(repository, id);
    const [stored, size] = [await staging.digest(), await staging.size()];
    if (!isSha512(digest) && stored !== digest) throw errors.digestInvalid(digest);
    await staging.complete(stored);
    this.#shelf(repository).uploads.delete(id);
    if (isSha512(digest) && (await this.#sha512Of({ stored, size })) !== digest) throw errors.digestInvalid(digest);
    await this.#change({ kind: "blob", repository, digest, stored, size });
    return { digest, size };
  }

  cancel(repository: string, id: string): Promise<void> {
    return serially(this, id, async () => {
      await this.#staging(repository, id).discard();
      this.#shelf(repository).uploads.delete(id);
    });
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
    const digest = await this.#digestFor(reference, bytes);
    const shelf = this.#shelves.made(repository);
    for (const part of [...(parsed.config ? [parsed.config] : []), ...parsed.layers]) {
      if (!isForeign(part) && !shelf.blobs.has(part.digest)) throw unknownPart(part.digest);
    }
    for (const child of parsed.manifests) if (!shelf.manifests.has(child.digest)) throw unknownPart(child.digest);
    const tag = isTag(reference) ? { tag: reference } : {};
    await this.#change({ kind: "manifest", repository, digest, mediaType: type, text: strictText(bytes) ?? "", ...tag });
    return parsed.subject ? { digest, subject: parsed.subject.digest } : { digest };
  }

  async deleteManifest(repository: string, reference: string): Promise<void> {
    const shelf = this.#shelf(repository);
    if (shelf.tags.has(reference)) return this.#change({ kind: "tag-gone", repository, name: reference });
    if (!shelf.manifests.has(reference)) throw errors.manifestUnknown(reference);
    return this.#change({ kind: "manifest-gone", repository, name: reference });
  }

  async deleteBlob(repository: string, digest: string): Promise<void> {
    if (!this.#shelf(repository).blobs.has(digest)) throw errors.blobUnknown(digest);
    await this.#change({ kind: "blob-gone", repository, name: digest });
  }

  async tags(repository: string, limit: number | undefined, last: string | undefined): Promise<TagPage> {
    const { names, next } = page(this.#shelf(repository).tags.keys(), folded, limit, last);
    return { tags: names, ...next };
  }

  async catalog(limit: number | undefined, last: string | undefined) {
    const { names, next } = page(this.#shelves.names(), asWritten, limit, last);
    return { repositories: names, ...next };
  }

  async referrers(repository: string, digest: string, artifactType: string | undefined) {
    const shelf = this.#shelves.get(repository);
    const found: Record<string, unknown>[] = [];
    for (const referrer of shelf?.referrers.get(digest) ?? []) {
      const manifest = shelf?.manifests.get(referrer);
      if (!manifest) continue;
      const { mediaType, bytes, parsed } = manifest;
      const type = parsed.artifactType ?? parsed.config?.mediaType;
      if (artifactType !== undefined && type !== artifactType) continue;
      const annotations = parsed.annotations ? { annotations: parsed.annotations } : {};
      found.push({ mediaType, digest: referrer, size: bytes.length, ...(type ? { artifactType: type } : {}), ...annotations });
    }
    return found;
  }

  async #change(record: PlainRecord): Promise<void> {
    await this.#options.keep?.(record);
    this.#shelves.apply(record);
  }

  async #sha512Of({ stored }: StoredBlob): Promise<string> {
    return `sha512:${await this.#options.sha512?.(this.#blobs.read(stored))}`;
  }

  /** The digest that a manifest is kept under: by SHA-256, or by the algorithm of the digest it was pushed as, which must be its own. */
  async #digestFor(reference: string, bytes: Uint8Array): Promise<string> {
    const digest: Digest | string = isSha512(reference) ? `sha512:${await this.#options.sha512?.([bytes])}` : digestOf(this.#options.hasher, bytes);
    if (!isTag(reference) && reference !== digest) throw errors.digestInvalid(reference);
    return digest;
  }

  #now(): number {
    return this.#options.now?.() ?? 0;
  }

  #shelf(repository: string): Shelf {
    const shelf = this.#shelves.get(repository);
    if (!shelf) throw errors.nameUnknown(repository);
    return shelf;
  }

  #staging(repository: string, id: string) {
    const uploads = this.#shelves.get(repository)?.uploads;
    if (!uploads?.has(id)) throw errors.uploadUnknown();
    uploads.set(id, this.#now());
    return this.#blobs.stage(id);
  }
}

function unknownPart(digest: string): OciError {
  return new OciError("MANIFEST_BLOB_UNKNOWN", "manifest references a manifest or blob unknown to registry", 404, { digest });
}

/** ASCII order. */
const asWritten = (name: string): string => name;
/** Case-insensitive, as version 1.1 of the specification orders tags; those that only their case tells apart are in ASCII order. */
const folded = (tag: string): string => `${tag.toLowerCase()} ${tag}`;

/** Names after `last`, ordered by their keys, at most `limit`, and the last of them when more follow. */
function page(
  names: Iterable<string>,
  key: (name: string) => string,
  limit = Number.POSITIVE_INFINITY,
  last = "",
): { names: string[]; next: { next?: string } } {
  const start = last === "" ? "" : key(last);
  const keyed = Array.from(names, (name) => ({ name, key: key(name) }));
  const after = keyed.filter(({ key }) => key > start).sort((one, other) => (one.key < other.key ? -1 : 1));
  const shown = after.slice(0, limit);
  const end = shown.at(-1)?.name;
  return { names: shown.map(({ name }) => name), next: after.length > shown.length && end !== undefined ? { next: end } : {} };
}
