/** `docker.image: storefront:1.0`: an image of the learner's Docker engine, read from its files (decision 18). */
import { familiarName } from "../../clients/docker/reference/reference.ts";
import { ImageStore, type StoredImage } from "../../clients/docker/store/store.ts";
import type { Context } from "../context.ts";
import type { Noun, Thing } from "../noun.ts";
import { glob, isGlob } from "../values.ts";
import { code } from "../words.ts";

export const dockerImage: Noun = {
  name: "docker.image",
  words: ["Local image", "Local images"],
  properties: ["digest", "platform", "layers", "size"],
  async find(name, context) {
    if (isGlob(name)) return (await all(context)).filter((one) => glob(name, one.name));
    const image = await storeOf(context).find(name);
    return image ? [thing(name, image)] : [];
  },
  beside: (_name, context) => all(context),
  async missing(name) {
    return `${code(name)} is not on this machine`;
  },
};

function storeOf({ evidence }: Context): ImageStore {
  return new ImageStore(evidence.files);
}

async function all(context: Context): Promise<Thing[]> {
  const images = await storeOf(context).images();
  return images.flatMap((image) =>
    image.names.map((name) => thing(`${familiarName(name)}${name.tag ? `:${name.tag}` : ""}${name.digest ? `@${name.digest}` : ""}`, image)),
  );
}

function thing(name: string, { id, manifest, config, size }: StoredImage): Thing {
  return {
    name,
    label: code(name),
    has: { digest: id, platform: `${config.os}/${config.architecture}`, layers: manifest.layers.map(({ digest }) => digest), size },
  };
}
