/** The build cache: what a step made last time, found again when the step, what it stood on and what it copied are the same. */
import { text, utf8 } from "../../../kernel/bytes.ts";
import { digestOf, type Hasher } from "../../../kernel/hash.ts";
import { DOCKER_ROOT, BUILD_CACHE as FILE, type ImageStore } from "../store/store.ts";

/** A layer of an image under construction. */
export interface BuiltLayer {
  readonly digest: string;
  readonly diffId: string;
  readonly size: number;
}

/** `null`: the step changed no file. */
type Made = BuiltLayer | null;

export class BuildCache {
  readonly #store: ImageStore;
  readonly #hasher: Hasher;
  #entries: Record<string, Made> = {};

  constructor(store: ImageStore, hasher: Hasher) {
    this.#store = store;
    this.#hasher = hasher;
  }

  async load(): Promise<void> {
    if (this.#store.files.stat(FILE)) this.#entries = JSON.parse(text(await this.#store.files.read(FILE))) as Record<string, Made>;
  }

  /** Name of a step: what it stands on, and everything that decides what it makes. */
  key(parent: string, ...parts: readonly string[]): string {
    return digestOf(this.#hasher, utf8([parent, ...parts].join("\n"))).slice(7);
  }

  find(key: string): Made | undefined {
    const made = this.#entries[key];
    return made === undefined || made === null || this.#store.has(made.digest) ? made : undefined;
  }

  /** The image a stage stands on stays too, though nobody named it. */
  async keepBase(id: string): Promise<void> {
    if (this.#entries[`base ${id}`] === undefined) await this.keep(`base ${id}`, null);
  }

  async keep(key: string, made: Made): Promise<void> {
    this.#entries[key] = made;
    this.#store.files.makeDirectory(`${DOCKER_ROOT}/buildkit`, { parents: true, mode: 0o700 });
    await this.#store.files.write(FILE, JSON.stringify(this.#entries), 0o600);
  }
}
