/** One stage of a build on its way: its configuration, its layers, and its files, which are laid out only when a step needs them. */
import { gzipSync } from "fflate";
import type { TarEntry } from "../../../images/tar.ts";
import { tarOf } from "../../../images/tar.ts";
import { digestOf } from "../../../kernel/hash.ts";
import type { ProgramContext } from "../../../shell/program.ts";
import { Overlay } from "../run/overlay.ts";
import { type HistoryEntry, type ImageConfig, type Platform, platformText, type Settings } from "../store/manifests.ts";
import { HOST_PLATFORM, type ImageStore, type StoredImage } from "../store/store.ts";
import type { BuiltLayer } from "./cache.ts";
import type { Variables } from "./words.ts";

export const DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

export class Stage {
  readonly #context: ProgramContext;
  readonly #store: ImageStore;
  settings: Settings = {};
  author: string | undefined;
  /** Whether a `CMD` of this stage has set the command. */
  hasOwnCommand = false;
  readonly layers: BuiltLayer[] = [];
  readonly history: HistoryEntry[] = [];
  platform: Platform;
  /** Declared ARGs with their values, as far as they have any. */
  args: Readonly<Record<string, string | undefined>> = {};
  /** Cache key of what has been built so far. */
  key: string;
  #overlay: Overlay | undefined;
  #laid = 0;

  constructor(context: ProgramContext, store: ImageStore, platform: Platform) {
    this.#context = context;
    this.#store = store;
    this.platform = platform;
    const [own, host] = [platformText(platform), platformText(HOST_PLATFORM)];
    this.key = own === host ? "scratch" : `scratch ${own}`;
  }

  startFrom(image: StoredImage): void {
    const { config, manifest } = image;
    this.settings = config.config ?? {};
    this.platform = { os: config.os, architecture: config.architecture, ...(config.variant ? { variant: config.variant } : {}) };
    for (const [at, layer] of manifest.layers.entries())
      this.layers.push({ digest: layer.digest, size: layer.size, diffId: config.rootfs.diff_ids[at] ?? "" });
    this.history.push(...(config.history ?? []));
    this.key = image.manifestDescriptor.digest;
  }

  /** What BuildKit sees to: that there is a PATH, and on scratch a folder to work in. */
  begin(isScratch: boolean): void {
    if (this.environment.PATH === undefined) this.setEnvironment([["PATH", DEFAULT_PATH]]);
    if (isScratch) this.set({ WorkingDir: "/" });
  }

  startFromStage(stage: Stage): void {
    this.settings = stage.settings;
    this.author = stage.author;
    this.platform = stage.platform;
    this.layers.push(...stage.layers);
    this.history.push(...stage.history);
    this.args = stage.args;
    this.key = stage.key;
  }

  /** Environment and arguments, as words of the Dockerfile see them: of an ENV and an ARG of one name the later wins. */
  get variables(): Variables {
    const given = Object.entries(this.args).filter(([, value]) => value !== undefined);
    return { ...this.environment, ...Object.fromEntries(given) };
  }

  setEnvironment(set: readonly (readonly [name: string, value: string])[]): void {
    const env = { ...this.environment, ...Object.fromEntries(set) };
    this.set({ Env: Object.entries(env).map(([name, value]) => `${name}=${value}`) });
    const declared = set.filter(([name]) => Object.hasOwn(this.args, name));
    this.args = { ...this.args, ...Object.fromEntries(declared) };
  }

  get environment(): Record<string, string> {
    return Object.fromEntries((this.settings.Env ?? []).map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]));
  }

  set(settings: Partial<Settings>): void {
    this.settings = { ...this.settings, ...settings };
  }

  /** The files with every layer so far. */
  async overlay(): Promise<Overlay> {
    this.#overlay ??= new Overlay(this.#context);
    for (; this.#laid < this.layers.length; this.#laid++)
      await this.#overlay.apply(this.#store.stream((this.layers[this.#laid] as BuiltLayer).digest));
    return this.#overlay;
  }

  /** Makes a layer of changes and keeps it; undefined when nothing changed. Compressed once, here (decision 20). */
  async commitChanges(entries: readonly TarEntry[]): Promise<BuiltLayer | null> {
    if (entries.length === 0) return null;
    const tar = tarOf(entries);
    const compressed = gzipSync(tar, { level: 6, mtime: 0 });
    const { hasher } = this.#context;
    const layer: BuiltLayer = { digest: digestOf(hasher, compressed), diffId: digestOf(hasher, tar), size: compressed.length };
    await this.#store.putBytes(layer.digest, compressed);
    return layer;
  }

  /** A layer that a step made on the laid-out files, or that the cache knows. */
  add(layer: BuiltLayer | null, createdBy: string, made: "here" | "cached"): void {
    this.note(createdBy, layer === null);
    if (layer === null) return;
    this.layers.push(layer);
    if (made === "here" && this.#overlay && this.#laid === this.layers.length - 1) this.#laid++;
  }

  note(createdBy: string, isEmpty = true): void {
    this.history.push({
      created: isoTime(this.#context.clock.now()),
      created_by: createdBy,
      comment: "buildkit.dockerfile.v0",
      ...(isEmpty ? { empty_layer: true } : {}),
    });
  }

  config(): ImageConfig {
    return {
      ...this.platform,
      ...(this.author === undefined ? {} : { author: this.author }),
      config: this.settings,
      created: isoTime(this.#context.clock.now()),
      history: this.history,
      rootfs: { type: "layers", diff_ids: this.layers.map(({ diffId }) => diffId) },
    };
  }
}

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace("Z", "000000Z");
}
