/** `overlap: [web/x:1.0, web/x:1.1]`: the layers two images share, and what pushing the second after the first sends. For lookups: `{{overlap a b .newBytes}}`. */
import type { Context, Where } from "../context.ts";
import type { Noun, Thing } from "../noun.ts";
import { code } from "../words.ts";
import { image, type Manifest } from "./image.ts";

export const overlap: Noun = {
  name: "overlap",
  words: ["The overlap of", "The overlaps of"],
  properties: ["sharedLayers", "newBytes"],
  async find(name, context, where) {
    const [first = "", second = ""] = name.split(" ");
    const found = await between(first, second, context, where);
    return found ? [found] : [];
  },
  beside: (name, context, where) => overlap.find(name, context, where),
  async missing() {
    return "one of the two images is not there";
  },
};

export async function between(first: string, second: string, context: Context, where?: Where): Promise<Thing | undefined> {
  const [one, other] = await Promise.all([first, second].map(async (name) => (await image.find(name, context, where))[0]));
  if (!one || !other) return undefined;
  const layers = (thing: Thing) => (thing.has.manifest as Manifest).layers ?? [];
  const known = new Set(layers(one).map(({ digest }) => digest));
  const shared = layers(other).filter(({ digest }) => known.has(digest));
  return {
    name: `${first} ${second}`,
    label: `${code(first)} and ${code(second)}`,
    has: {
      sharedLayers: shared.length,
      newBytes: layers(other)
        .filter(({ digest }) => !known.has(digest))
        .reduce((sum, { size }) => sum + size, 0),
    },
  };
}
