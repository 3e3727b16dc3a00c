/** Puts a generated image on a computer as if it had been built or pulled there; asks no network. For presets. */
import type { GeneratedImage } from "../../../images/image.ts";
import { utf8 } from "../../../kernel/bytes.ts";
import { KnownBytes } from "../../../kernel/known-bytes.ts";
import type { FileSystem } from "../../../shell/files/file-system.ts";
import { reference, withDefaultTag } from "../reference/reference.ts";
import { ImageStore } from "./store.ts";

/** `name` as one would type it, `storefront:1.0`. `at` is when it got that name, epoch milliseconds. */
export async function installImage(files: FileSystem, name: string, image: GeneratedImage, at = 0): Promise<void> {
  const store = new ImageStore(files);
  for (const layer of image.layers) {
    if (!store.has(layer.digest)) await store.putStream(layer.digest, new KnownBytes(layer.digest, layer.size, () => layer.open()));
  }
  const manifest = utf8(image.manifest);
  await store.putBytes(image.configDigest, image.config);
  await store.putBytes(image.digest, manifest);
  await store.tag(withDefaultTag(reference(name)), { mediaType: image.mediaType, digest: image.digest, size: manifest.length }, at);
}
