/**
 * Uploads of a session. What has arrived of one stands in its row, part by part, as blobs: so undo takes bytes and row back together,
 * redo brings them again, a fork has them, and a reload loses nothing.
 */
import { chunks, collect, concat } from "../kernel/bytes.ts";
import type { Sender } from "../kernel/exchange.ts";
import { type Digest, hexDigest } from "../kernel/hash.ts";
import { KnownBytes } from "../kernel/known-bytes.ts";
import type { Blobs, Staging } from "../world/blobs.ts";
import type { Store } from "../world/store.ts";
import type { Upload } from "../world/tables.ts";

type Part = NonNullable<Upload["staged"]>[number];

/** Whatever is staged for nobody's upload, a file of the computer say, is staged as before. */
export function stagedInWorld(inner: Blobs, store: Store): Blobs {
  return {
    size: (digest) => inner.size(digest),
    read: (digest, start, end) => inner.read(digest, start, end),
    put: (bytes) => inner.put(bytes),
    stage: (upload) => (store.world.uploads.get(upload) ? new WorldStaging(inner, store, upload) : inner.stage(upload)),
    sweep: (uploads, named) => inner.sweep(uploads, named),
  };
}

class WorldStaging implements Staging {
  readonly #blobs: Blobs;
  readonly #store: Store;
  readonly #upload: string;

  constructor(blobs: Blobs, store: Store, upload: string) {
    this.#blobs = blobs;
    this.#store = store;
    this.#upload = upload;
  }

  get #parts(): readonly Part[] {
    return this.#store.world.uploads.get(this.#upload)?.staged ?? [];
  }

  async size(): Promise<number> {
    return this.#parts.reduce((sum, { size }) => sum + size, 0);
  }

  async append(body: Uint8Array | AsyncIterable<Uint8Array>, signal?: Sender): Promise<number> {
    if (body instanceof KnownBytes && (await this.#blobs.size(body.digest)) !== undefined) this.#add(body);
    else await this.#keep(body, signal);
    return this.size();
  }

  async digest(): Promise<Digest> {
    const [only, ...more] = this.#parts;
    if (only && more.length === 0) return only.digest;
    const hash = this.#store.hasher.stream();
    for await (const chunk of this.#bytes()) hash.update(chunk);
    return hexDigest(hash.end());
  }

  async complete(digest: Digest): Promise<void> {
    if ((await this.#blobs.size(digest)) === undefined) await this.#blobs.put(await collect(this.#bytes()));
  }

  /** The row goes, and the parts with it. */
  async discard(): Promise<void> {}

  async *#bytes(): AsyncIterable<Uint8Array> {
    for (const { digest } of this.#parts) yield* this.#blobs.read(digest);
  }

  /** What had arrived of a body that breaks off is kept. */
  async #keep(body: Uint8Array | AsyncIterable<Uint8Array>, signal: Sender | undefined): Promise<void> {
    const arrived: Uint8Array[] = [];
    try {
      for await (const chunk of chunks(body)) {
        signal?.throwIfAborted();
        arrived.push(chunk);
      }
    } finally {
      const bytes = concat(arrived);
      if (bytes.length > 0) this.#add({ digest: await this.#blobs.put(bytes), size: bytes.length });
    }
  }

  #add({ digest, size }: Part): void {
    this.#store.change(({ tx }) => {
      if (size > 0 && tx.get("uploads", this.#upload)) tx.update("uploads", this.#upload, { staged: [...this.#parts, { digest, size }] });
    });
  }
}
