/** One repository of the map, kept up to date row by row, so that a change costs what it changes and not what is there. */
import type { Image, Layer, Repository, Upload } from "../../world/tables.ts";
import type { ImageView, LayerView, RepositoryView } from "../api.ts";

interface Descriptor {
  readonly digest: string;
  readonly size: number;
}

interface Manifest {
  readonly config?: Descriptor;
  readonly layers?: readonly Descriptor[];
}

/** What the map needs of one image, parsed once per row. */
interface Parsed {
  readonly view: ImageView;
  readonly config: string | undefined;
}

function parse(image: Image): Parsed {
  const manifest = JSON.parse(image.manifest) as Manifest;
  const layers: readonly LayerView[] = (manifest.layers ?? []).map(({ digest, size }) => ({ digest, size }));
  const { digest, tags, size, pushedAt, mediaType } = image;
  return { view: { digest, tags, size, pushedAt, mediaType, layers }, config: manifest.config?.digest };
}

/** Newest first. */
function order(a: ImageView, b: ImageView): number {
  return b.pushedAt - a.pushedAt || (a.digest < b.digest ? -1 : a.digest > b.digest ? 1 : 0);
}

export class RepositoryState {
  readonly #parsed = new WeakMap<Image, Parsed>();
  #images: ImageView[] = [];
  /** Images put in since the list was last sorted. */
  #unsorted = 0;
  /** How many images use a blob as a layer or configuration. */
  readonly #uses = new Map<string, number>();
  /** How many images use a blob as a layer. */
  readonly #layerUses = new Map<string, number>();
  #allLayerUses = 0;
  readonly #members = new Map<string, number>();
  /** Members that no image uses. */
  readonly #idle = new Map<string, number>();
  readonly #uploads = new Map<string, number>();

  image(before: Image | undefined, after: Image | undefined): void {
    if (before) this.#drop(this.#parse(before));
    if (after) this.#add(this.#parse(after));
  }

  layer(before: Layer | undefined, after: Layer | undefined): void {
    const digest = (after ?? before)?.digest ?? "";
    if (after) {
      this.#members.set(digest, after.size);
      if (!this.#uses.has(digest)) this.#idle.set(digest, after.size);
    } else {
      this.#members.delete(digest);
      this.#idle.delete(digest);
    }
  }

  /** Nobody knows the digest of an upload under way: here it is `upload:ID`. */
  upload(before: Upload | undefined, after: Upload | undefined): void {
    if (after) this.#uploads.set(after.id, after.size);
    else if (before) this.#uploads.delete(before.id);
  }

  view(row: Repository, uri: string): RepositoryView {
    if (this.#unsorted > 0) this.#images.sort(order);
    this.#unsorted = 0;
    const arriving: LayerView[] = [];
    for (const [digest, size] of this.#idle) arriving.push({ digest, size });
    for (const [id, size] of this.#uploads) arriving.push({ digest: `upload:${id}`, size });
    return {
      account: row.account,
      region: row.region,
      name: row.name,
      uri,
      mutability: row.imageTagMutability,
      scanOnPush: row.scanOnPush,
      images: this.#images.slice(),
      arriving,
      layersStored: this.#layerUses.size,
      layerUses: this.#allLayerUses,
    };
  }

  #parse(image: Image): Parsed {
    const known = this.#parsed.get(image) ?? parse(image);
    this.#parsed.set(image, known);
    return known;
  }

  #add({ view, config }: Parsed): void {
    this.#images.push(view);
    this.#unsorted++;
    for (const { digest } of view.layers) {
      this.#use(digest, 1);
      this.#layerUses.set(digest, (this.#layerUses.get(digest) ?? 0) + 1);
    }
    this.#allLayerUses += view.layers.length;
    if (config !== undefined) this.#use(config, 1);
  }

  #drop({ view, config }: Parsed): void {
    const at = this.#images.indexOf(view);
    if (at >= 0) this.#images.splice(at, 1);
    for (const { digest } of view.layers) {
      this.#use(digest, -1);
      const left = (this.#layerUses.get(digest) ?? 1) - 1;
      if (left === 0) this.#layerUses.delete(digest);
      else this.#layerUses.set(digest, left);
    }
    this.#allLayerUses -= view.layers.length;
    if (config !== undefined) this.#use(config, -1);
  }

  #use(digest: string, by: 1 | -1): void {
    const uses = (this.#uses.get(digest) ?? 0) + by;
    if (uses > 0) {
      this.#uses.set(digest, uses);
      this.#idle.delete(digest);
      return;
    }
    this.#uses.delete(digest);
    const size = this.#members.get(digest);
    if (size !== undefined) this.#idle.set(digest, size);
  }
}
