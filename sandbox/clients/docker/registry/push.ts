/**
 * Pushing one image: per layer, from the base upwards, HEAD; a mount from another repository of the same registry when one is known to
 * have it; else POST, PATCH, PUT and a HEAD to see it there; then the configuration and last the manifest (clients-transcripts.md part 10).
 * Requests are made one after another; only the painting shows up to five layers at once (decision 12).
 */
import type { HttpBody } from "../../../kernel/exchange.ts";
import type { ProgramContext } from "../../../shell/program.ts";
import type { Progress } from "../progress/progress.ts";
import type { Reference } from "../reference/reference.ts";
import { type Descriptor, type ImageIndex, isIndex } from "../store/manifests.ts";
import type { ImageStore, StoredImage } from "../store/store.ts";
import { short } from "../words/units.ts";
import { RegistryError, refusalOf } from "./answers.ts";
import type { RegistryHost } from "./host.ts";

const AT_ONCE = 5;
const ATTEMPTS = 5;
/** Steps of a bar, and the pause between two for the eye, milliseconds. */
const FRAMES = 6;
const FRAME = 200;

interface Pushing {
  readonly context: ProgramContext;
  readonly host: RegistryHost;
  readonly store: ImageStore;
  readonly progress: Progress;
  readonly name: Reference;
}

/** A layer under way: its upload is open, its bytes are not sent yet. */
interface Upload {
  readonly layer: Descriptor;
  readonly location: string;
  shown: number;
}

/** Pushes an image, or an index after all of its images, under `name`; false when the index's images are not all here. */
export async function pushTarget(pushing: Pushing, target: Descriptor): Promise<boolean> {
  const { host, store, name } = pushing;
  const isList = isIndex(target.mediaType);
  const digests = isList ? (JSON.parse(await store.readText(target.digest)) as ImageIndex).manifests.map(({ digest }) => digest) : [target.digest];
  const images: StoredImage[] = [];
  for (const digest of digests) {
    const image = await store.load(digest);
    if (!image) return false;
    images.push(image);
  }
  const { tag: _, ...untagged } = name;
  for (const image of images) await pushImage({ ...pushing, name: isList ? untagged : name }, image);
  if (isList)
    await host.expect([200, 201], "PUT", `/v2/${name.path}/manifests/${name.tag ?? target.digest}`, {
      headers: { "content-type": target.mediaType },
      body: await store.files.read(store.blobPath(target.digest)),
    });
  return true;
}

/** Pushes under `name` and returns the digest the registry has for it now. */
export async function pushImage(pushing: Pushing, image: StoredImage): Promise<string> {
  const { host, store, progress, name } = pushing;
  const layers = unique(image.manifest.layers);
  for (const layer of layers.toReversed()) await progress.state(short(layer.digest), "Preparing");
  const waiting = layers.slice(AT_ONCE);
  for (const layer of waiting.toReversed()) await progress.state(short(layer.digest), "Waiting");
  const sources = await store.sources();
  const uploads: Upload[] = [];
  for (const layer of layers) {
    while (uploads.length >= AT_ONCE) await advance(pushing, uploads);
    const upload = await trying(pushing, layer, () => begin(pushing, layer, sources[layer.digest] ?? []));
    if (upload) uploads.push(upload);
  }
  while (uploads.length > 0) await advance(pushing, uploads);
  await pushConfig(pushing, image.manifest.config);
  const bytes = await store.files.read(store.blobPath(image.manifestDescriptor.digest));
  const reference = name.tag ?? image.manifestDescriptor.digest;
  await host.expect([200, 201], "PUT", `/v2/${name.path}/manifests/${reference}`, {
    headers: { "content-type": image.manifestDescriptor.mediaType },
    body: bytes,
  });
  await store.addSources(
    layers.map(({ digest }) => digest),
    name,
  );
  return image.manifestDescriptor.digest;
}

/** Asks for the layer, tries to mount it, or opens its upload; undefined when nothing is left to send. */
async function begin(pushing: Pushing, layer: Descriptor, sources: readonly string[]): Promise<Upload | undefined> {
  const { host, progress, name } = pushing;
  const id = short(layer.digest);
  const there = await host.ask("HEAD", blobPath(name, layer.digest));
  if (there.status === 200) {
    await progress.state(id, "Layer already exists");
    return undefined;
  }
  const from = mountSource(sources, name);
  if (from !== undefined) {
    const query = `from=${encodeURIComponent(from)}&mount=${encodeURIComponent(layer.digest)}`;
    const mount = await host.ask("POST", `/v2/${name.path}/blobs/uploads/?${query}`);
    if (mount.status === 201) {
      await progress.state(id, `Mounted from ${from}`);
      return undefined;
    }
    if (mount.status === 202) return { layer, location: locationOf(pushing, mount.headers.location), shown: 0 };
  }
  const opened = await host.expect([202], "POST", `/v2/${name.path}/blobs/uploads/`);
  return { layer, location: locationOf(pushing, opened.headers.location), shown: 0 };
}

/** One more frame of every open upload; those whose bar is full are sent and closed, the shortest first. */
async function advance(pushing: Pushing, uploads: Upload[]): Promise<void> {
  const { context, progress } = pushing;
  context.signal.throwIfAborted();
  const largest = Math.max(...uploads.map(({ layer }) => layer.size));
  const step = progress.moves ? Math.max(65_536, largest / FRAMES) : largest;
  for (const upload of uploads) {
    upload.shown = Math.min(upload.layer.size, Math.round(upload.shown + step));
    await progress.state(short(upload.layer.digest), "Pushing", { current: upload.shown, total: upload.layer.size });
  }
  await context.pace(FRAME);
  for (const upload of uploads.filter(({ shown, layer }) => shown >= layer.size)) {
    await trying(pushing, upload.layer, (again) => (again ? anew(pushing, upload) : send(pushing, upload)));
    await progress.state(short(upload.layer.digest), "Pushed");
    uploads.splice(uploads.indexOf(upload), 1);
  }
}

/**
 * A layer is tried five times when the line breaks, the registry is down or does not say what is wrong; what it refuses by name, it refuses for good
 * (distribution/xfer/upload.go and distribution/errors.go of the engine).
 */
async function trying<T>({ context, progress }: Pushing, layer: Descriptor, work: (again: boolean) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(attempt > 1);
    } catch (error) {
      const passing = error instanceof RegistryError && (error.code === "broken" || error.code === "UNKNOWN" || error.status >= 500);
      if (!passing || attempt === ATTEMPTS) throw error;
      for (let left = attempt * 5; left > 0; left--) {
        await progress.state(short(layer.digest), `Retrying in ${left} second${left === 1 ? "" : "s"}`);
        await context.clock.sleep(1_000);
        context.signal.throwIfAborted();
      }
    }
  }
}

/** The upload from its beginning: what had arrived of the broken one is not asked for. */
async function anew(pushing: Pushing, { layer }: Upload): Promise<void> {
  const { host, name } = pushing;
  const opened = await host.expect([202], "POST", `/v2/${name.path}/blobs/uploads/`);
  await send(pushing, { layer, location: locationOf(pushing, opened.headers.location) });
}

async function send({ host, store, name }: Pushing, { layer, location }: Pick<Upload, "layer" | "location">): Promise<void> {
  const body: HttpBody = layer.size > 65_536 ? store.stream(layer.digest) : await store.files.read(store.blobPath(layer.digest));
  const patched = await host.expect([201, 202, 204], "PATCH", location, {
    headers: { "content-type": "application/octet-stream", "content-length": String(layer.size) },
    body,
  });
  const next = new URL(patched.headers.location ?? location, new URL(location, host.base).href);
  next.searchParams.set("digest", layer.digest);
  await host.expect([201, 204], "PUT", next.href);
  const there = await host.ask("HEAD", blobPath(name, layer.digest));
  if (there.status !== 200) throw await refusalOf(there);
}

async function pushConfig(pushing: Pushing, config: Descriptor): Promise<void> {
  const { host, name } = pushing;
  const there = await host.ask("HEAD", blobPath(name, config.digest));
  if (there.status === 200) return;
  const opened = await host.expect([202], "POST", `/v2/${name.path}/blobs/uploads/`);
  await send(pushing, { layer: config, location: locationOf(pushing, opened.headers.location) });
}

function blobPath(name: Reference, digest: string): string {
  return `/v2/${name.path}/blobs/${digest}`;
}

function locationOf({ host, name }: Pushing, location: string | undefined): string {
  return new URL(location ?? "", `${host.base}/v2/${name.path}/blobs/uploads/`).href;
}

/** The repository of the same registry that was last seen to have the layer. */
function mountSource(sources: readonly string[], name: Reference): string | undefined {
  const paths = sources.filter((source) => source.startsWith(`${name.domain}/`)).map((source) => source.slice(name.domain.length + 1));
  return paths.filter((path) => path !== name.path).at(-1);
}

export function unique(layers: readonly Descriptor[]): readonly Descriptor[] {
  return layers.filter((layer, at) => layers.findIndex(({ digest }) => digest === layer.digest) === at);
}
