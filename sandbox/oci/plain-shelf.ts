/** What a plain registry knows of its repositories, and the records by which that changes: replaying them brings everything back. */
import { text, utf8 } from "../kernel/bytes.ts";
import type { Digest } from "../kernel/hash.ts";
import type { ManifestContent } from "./backend.ts";
import { type Manifest, parseManifest } from "./manifest.ts";

/** One change of a plain registry, as its journal keeps it. */
export type PlainRecord =
  | { readonly kind: "blob"; readonly repository: string; readonly digest: string; readonly stored: Digest; readonly size: number }
  | {
      readonly kind: "manifest";
      readonly repository: string;
      readonly digest: string;
      readonly mediaType: string;
      /** The exact text; a manifest is always UTF-8. */
      readonly text: string;
      readonly tag?: string;
    }
  | { readonly kind: "tag-gone" | "manifest-gone" | "blob-gone"; readonly repository: string; readonly name: string };

export interface StoredManifest extends ManifestContent {
  readonly parsed: Manifest;
}

export interface StoredBlob {
  /** Where its bytes lie; differs from its name when that is by SHA-512. */
  readonly stored: Digest;
  readonly size: number;
}

/** One repository. */
export interface Shelf {
  readonly blobs: Map<string, StoredBlob>;
  readonly manifests: Map<string, StoredManifest>;
  readonly tags: Map<string, string>;
  /** Digests of the manifests that point at a subject. */
  readonly referrers: Map<string, Set<string>>;
  /** Ids, and when something was last asked of them. */
  readonly uploads: Map<string, number>;
}

/** All repositories; one begins to exist when something is put into it. */
export class Shelves {
  readonly #shelves = new Map<string, Shelf>();
  readonly #uses = new Map<Digest, number>();

  get(repository: string): Shelf | undefined {
    return this.#shelves.get(repository);
  }

  made(repository: string): Shelf {
    const shelf = this.#shelves.get(repository) ?? {
      blobs: new Map(),
      manifests: new Map(),
      tags: new Map(),
      referrers: new Map(),
      uploads: new Map(),
    };
    this.#shelves.set(repository, shelf);
    return shelf;
  }

  /** Of those that hold something; in others an upload has begun, or all is deleted. */
  names(): string[] {
    return [...this.#shelves].filter(([, { blobs, manifests }]) => blobs.size + manifests.size > 0).map(([name]) => name);
  }

  /** Whether some repository holds these bytes. */
  holds(stored: Digest): boolean {
    return this.#uses.has(stored);
  }

  /** Forgets the uploads of which nothing was asked since then; gives the others. */
  uploads(since: number): Set<string> {
    const under = new Set<string>();
    for (const { uploads } of this.#shelves.values()) {
      for (const [id, asked] of uploads) {
        if (asked < since) uploads.delete(id);
        else under.add(id);
      }
    }
    return under;
  }

  /** The records that make these repositories anew. */
  *records(): Iterable<PlainRecord> {
    for (const [repository, { blobs, manifests, tags }] of this.#shelves) {
      for (const [digest, blob] of blobs) yield { kind: "blob", repository, digest, ...blob };
      for (const { digest, mediaType, bytes } of manifests.values()) yield { kind: "manifest", repository, digest, mediaType, text: text(bytes) };
      for (const [tag, digest] of tags) {
        const manifest = manifests.get(digest);
        if (manifest) yield { kind: "manifest", repository, digest, mediaType: manifest.mediaType, text: text(manifest.bytes), tag };
      }
    }
  }

  apply(record: PlainRecord): void {
    const shelf = this.made(record.repository);
    switch (record.kind) {
      case "blob":
        if (!shelf.blobs.has(record.digest)) this.#use(record.stored, 1);
        shelf.blobs.set(record.digest, { stored: record.stored, size: record.size });
        return;
      case "manifest":
        addManifest(shelf, record);
        return;
      case "tag-gone":
        shelf.tags.delete(record.name);
        return;
      case "manifest-gone":
        removeManifest(shelf, record.name);
        return;
      case "blob-gone": {
        const blob = shelf.blobs.get(record.name);
        if (blob) this.#use(blob.stored, -1);
        shelf.blobs.delete(record.name);
      }
    }
  }

  #use(stored: Digest, more: number): void {
    const uses = (this.#uses.get(stored) ?? 0) + more;
    if (uses > 0) this.#uses.set(stored, uses);
    else this.#uses.delete(stored);
  }
}

function addManifest(shelf: Shelf, { digest, mediaType, text: written, tag }: Extract<PlainRecord, { kind: "manifest" }>): void {
  const bytes = utf8(written);
  const parsed = parseManifest(bytes);
  if (!parsed) return;
  shelf.manifests.set(digest, { digest, mediaType, bytes, parsed });
  if (tag !== undefined) shelf.tags.set(tag, digest);
  if (!parsed.subject) return;
  const referrers = shelf.referrers.get(parsed.subject.digest) ?? new Set();
  shelf.referrers.set(parsed.subject.digest, referrers.add(digest));
}

function removeManifest(shelf: Shelf, digest: string): void {
  const subject = shelf.manifests.get(digest)?.parsed.subject?.digest;
  if (subject !== undefined) shelf.referrers.get(subject)?.delete(digest);
  shelf.manifests.delete(digest);
  for (const [tag, named] of [...shelf.tags]) if (named === digest) shelf.tags.delete(tag);
}
