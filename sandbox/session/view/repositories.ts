/** The map: repositories with their images and layers, made anew only where rows changed, so that it costs little at 10,000 images. */
import { memberOf } from "../../world/keys.ts";
import type { Image, Layer, Repository, Upload } from "../../world/tables.ts";
import { range, type World } from "../../world/world.ts";
import type { ImageView, LayerView, RepositoryView } from "../api.ts";
import { eachChange } from "../changed-rows.ts";

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
  readonly config?: string;
}

export type UriOf = (account: string, region: string) => string;

/** Keeps the last map and the world it shows. */
export class RepositoryMap {
  readonly #hostOf: UriOf;
  readonly #parsed = new WeakMap<Image, Parsed>();
  #world: World | undefined;
  #views = new Map<string, RepositoryView>();
  #list: readonly RepositoryView[] = [];

  constructor(hostOf: UriOf) {
    this.#hostOf = hostOf;
  }

  /** All repositories of all registries, in the order of their keys. The same array as before when nothing changed. */
  of(world: World): readonly RepositoryView[] {
    const changed = this.#world ? changedRepositories(this.#world, world) : new Set([...world.repositories.keys()]);
    this.#world = world;
    if (changed.size === 0) return this.#list;
    for (const key of changed) {
      const row = world.repositories.get(key);
      if (row) this.#views.set(key, this.#repository(world, key, row));
      else this.#views.delete(key);
    }
    this.#list = [...world.repositories.keys()].flatMap((key) => this.#views.get(key) ?? []);
    return this.#list;
  }

  #repository(world: World, key: string, row: Repository): RepositoryView {
    const images: ImageView[] = [];
    const used = new Set<string>();
    const stored = new Set<string>();
    let layerUses = 0;
    for (const [, image] of range(world, "images", `${key} `)) {
      const { view, config } = this.#image(image);
      images.push(view);
      if (config !== undefined) used.add(config);
      layerUses += view.layers.length;
      for (const { digest } of view.layers) {
        used.add(digest);
        stored.add(digest);
      }
    }
    images.sort((a, b) => b.pushedAt - a.pushedAt || (a.digest < b.digest ? -1 : 1));
    return {
      account: row.account,
      region: row.region,
      name: row.name,
      uri: `${this.#hostOf(row.account, row.region)}/${row.name}`,
      mutability: row.imageTagMutability,
      scanOnPush: row.scanOnPush,
      images,
      arriving: arriving(world, key, used),
      layersStored: stored.size,
      layerUses,
    };
  }

  #image(image: Image): Parsed {
    const cached = this.#parsed.get(image);
    if (cached) return cached;
    const manifest = JSON.parse(image.manifest) as Manifest;
    const layers: readonly LayerView[] = (manifest.layers ?? []).map(({ digest, size }) => ({ digest, size }));
    const { digest, tags, size, pushedAt, mediaType } = image;
    const view: ImageView = { digest, tags, size, pushedAt, mediaType, layers };
    const parsed: Parsed = manifest.config ? { view, config: manifest.config.digest } : { view };
    this.#parsed.set(image, parsed);
    return parsed;
  }
}

/** Blobs that no image uses yet, and uploads under way, whose digest nobody knows: theirs is `upload:ID`. */
function arriving(world: World, key: string, used: ReadonlySet<string>): readonly LayerView[] {
  const waiting: LayerView[] = [];
  for (const [, layer] of range(world, "layers", `${key} `) as Iterable<[string, Layer]>) {
    if (!used.has(layer.digest)) waiting.push({ digest: layer.digest, size: layer.size });
  }
  for (const [, upload] of world.uploads.entries() as Iterable<[string, Upload]>) {
    if (upload.repository === key) waiting.push({ digest: `upload:${upload.id}`, size: upload.size });
  }
  return waiting;
}

function changedRepositories(before: World, after: World): Set<string> {
  const changed = new Set<string>();
  eachChange(before, after, "repositories", (key) => changed.add(key));
  for (const table of ["images", "layers"] as const) {
    eachChange(before, after, table, (key) => changed.add(key.slice(0, key.length - memberOf(key).length - 1)));
  }
  eachChange(before, after, "uploads", (_, old, row) => {
    const upload = row ?? old;
    if (upload) changed.add(upload.repository);
  });
  return changed;
}
