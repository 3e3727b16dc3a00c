/** `builds` of a patch: recipes by name, whose images are generated when something uses them (FORMAT §6). */

import { type GeneratedImage, generatedImage, parseSize } from "../../images/image.ts";
import type { Hasher } from "../../kernel/hash.ts";
import type { Blobs } from "../../world/blobs.ts";
import { BadWorld } from "./grammar.ts";
import { isPlainObject } from "./merge-patch.ts";

/** Makes the images of a world; the same name and variant is made once. */
export class Builds {
  readonly #hasher: Hasher;
  readonly #blobs: Blobs;
  readonly #recipes: Readonly<Record<string, unknown>>;
  readonly #made = new Map<string, Promise<GeneratedImage>>();

  constructor(hasher: Hasher, blobs: Blobs, recipes: unknown) {
    this.#hasher = hasher;
    this.#blobs = blobs;
    this.#recipes = isPlainObject(recipes) ? recipes : {};
  }

  has(name: string): boolean {
    return isPlainObject(this.#recipes[name]);
  }

  /** The image of a build; `variant` makes another one of the same layers, as a later build of unchanged sources is. Its configuration is stored. */
  image(name: string, variant?: string): Promise<GeneratedImage> {
    const key = variant === undefined ? name : `${name} ${variant}`;
    const made = this.#made.get(key) ?? this.#make(name, variant);
    this.#made.set(key, made);
    return made;
  }

  async #make(name: string, variant: string | undefined): Promise<GeneratedImage> {
    const recipe = this.#recipes[name];
    if (!isPlainObject(recipe) || !isPlainObject(recipe.layers)) throw new BadWorld(`no build is called "${name}"`);
    const layers = Object.entries(recipe.layers).map(([layer, written]) => {
      const size = parseSize(written as string);
      if (size === undefined) throw new BadWorld(`builds.${name}: "${String(written)}" is no size; write 3.8 MB`);
      return { name: layer, size };
    });
    const image = await generatedImage(this.#hasher, {
      layers,
      ...(typeof recipe.platform === "string" ? { platform: recipe.platform } : {}),
      ...(variant === undefined ? {} : { settings: { Labels: { "org.opencontainers.image.revision": variant } } }),
    });
    await this.#blobs.put(image.config);
    return image;
  }
}
