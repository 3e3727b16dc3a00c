/**
 * Pulling one image: HEAD and GET of the manifest (only GET by digest), the configuration, then the layers this computer lacks, three
 * shown at once while they are asked for one after another (clients-transcripts.md parts 6-8 and 10).
 */
import { collect, text, utf8 } from "../../../kernel/bytes.ts";
import { digestOf } from "../../../kernel/hash.ts";
import { KnownBytes } from "../../../kernel/known-bytes.ts";
import type { ProgramContext } from "../../../shell/program.ts";
import { DockerError, fromDaemon } from "../errors/errors.ts";
import type { Progress } from "../progress/progress.ts";
import { familiar, familiarName, type Reference } from "../reference/reference.ts";
import {
  childFor,
  type Descriptor,
  type ImageIndex,
  type ImageManifest,
  INDEX_TYPES,
  isImageManifest,
  isIndex,
  MANIFEST_TYPES,
  parsePlatform,
  platformText,
} from "../store/manifests.ts";
import { HOST_PLATFORM, type ImageStore } from "../store/store.ts";
import { short } from "../words/units.ts";
import { answerJson, answerText, RegistryError, refusalOf } from "./answers.ts";
import { NO_CREDENTIALS, type RegistryHost } from "./host.ts";
import { unique } from "./push.ts";

const AT_ONCE = 3;
const FRAMES = 5;
const FRAME = 50;

const ACCEPT = [...MANIFEST_TYPES, ...INDEX_TYPES, "application/json"].join(", ");

export interface Pulling {
  readonly context: ProgramContext;
  readonly host: RegistryHost;
  readonly store: ImageStore;
  readonly progress: Progress;
  readonly name: Reference;
  readonly platform?: string;
}

export interface Fetched extends Descriptor {
  readonly bytes: Uint8Array;
}

/** An image that is here now, and those of its layers that had to be downloaded for it. */
export interface FetchedImage extends Fetched {
  readonly downloaded: readonly Descriptor[];
}

/** A manifest as the registry has it; refusals are worded for `pull`. */
export async function fetchManifest(asked: Asking): Promise<Fetched> {
  try {
    return await requestManifest(asked);
  } catch (error) {
    throw error instanceof RegistryError ? wordedForPull(error, asked.host, asked.name) : error;
  }
}

type Asking = Pick<Pulling, "host" | "name" | "context"> & { readonly onlyGet?: boolean };

/** HEAD and GET; GET only when the digest is known, or as `docker manifest` asks. Throws the registry's refusal as it is. */
export async function requestManifest({ host, name, context, onlyGet = false }: Asking): Promise<Fetched> {
  const path = (reference: string) => `/v2/${name.path}/manifests/${reference}`;
  const headers = { accept: ACCEPT };
  let wanted = name.digest;
  if (wanted === undefined && !onlyGet) {
    const head = await host.ask("HEAD", path(name.tag ?? "latest"), { headers });
    wanted = head.status === 200 ? head.headers["docker-content-digest"] : undefined;
  }
  const response = await host.expect([200], "GET", path(wanted ?? name.tag ?? "latest"), { headers });
  const source = await answerText(response);
  const bytes = utf8(source);
  const digest = digestOf(context.hasher, bytes);
  if (wanted !== undefined && wanted !== digest) throw new RegistryError(`manifest verification failed for digest ${wanted}`, 200);
  const parsed = answerJson<{ mediaType?: string }>(source, response.status);
  return { digest, bytes, size: bytes.length, mediaType: parsed.mediaType ?? response.headers["content-type"] ?? "" };
}

/** How the engine wraps a registry's refusal of a pull. */
export function wordedForPull(error: RegistryError, host: RegistryHost, name: Reference): DockerError {
  const said = error.message;
  if (error.code === NO_CREDENTIALS) {
    const method = name.digest === undefined ? "Head" : "Get";
    return fromDaemon(`${method} "${host.base}/v2/${name.path}/manifests/${name.digest ?? name.tag}": ${said}`, {
      code: "no-credentials",
      names: name.domain,
    });
  }
  if (error.code === "MANIFEST_UNKNOWN") return fromDaemon(`manifest for ${familiar(name)} not found: ${said}`);
  if (error.code === "NAME_UNKNOWN") return fromDaemon(`repository ${familiarName(name)} not found: ${said}`);
  if (error.code === "DENIED" || error.code === "UNAUTHORIZED") {
    return fromDaemon(`pull access denied for ${familiarName(name)}, repository does not exist or may require 'docker login': ${said}`);
  }
  return fromDaemon(said);
}

/** Fetches everything the image needs and names it. Returns its digest and whether the name pointed there before. */
export async function pullImage(pulling: Pulling): Promise<{ digest: string; upToDate: boolean }> {
  const { store, name, context } = pulling;
  const before = await store.find(familiar(name));
  const target = await fetchImage(pulling);
  await store.tag(name, target, context.clock.now());
  return { digest: target.digest, upToDate: before?.id === target.digest };
}

/** Fetches everything the image needs, without giving it a name. */
export async function fetchImage(pulling: Pulling): Promise<FetchedImage> {
  let downloaded: readonly Descriptor[] = [];
  const { host, store, progress, name } = pulling;
  const target = await fetchManifest(pulling);
  await progress.line(`${name.digest === undefined ? (name.tag ?? "latest") : familiar(name)}: Pulling from ${name.path}`);
  const isNew = !store.has(target.digest);
  try {
    await store.putBytes(target.digest, target.bytes);
    const manifest = isIndex(target.mediaType) ? await fetchChild(pulling, target) : (JSON.parse(text(target.bytes)) as unknown);
    if (!isImageManifest(manifest)) throw new DockerError(`unsupported manifest media type ${target.mediaType}`);
    await fetchConfig(pulling, manifest.config);
    downloaded = await fetchLayers(pulling, unique(manifest.layers), isNew);
    await store.addSources(
      manifest.layers.map(({ digest }) => digest),
      name,
    );
  } catch (error) {
    await store.sweep();
    throw error instanceof RegistryError
      ? new DockerError(wordedForPull(error, host, name).message.replace(/^Error response from daemon: /, ""))
      : error;
  }
  return { ...target, downloaded };
}

async function fetchChild(pulling: Pulling, target: Fetched): Promise<unknown> {
  const { host, store, name, platform, context } = pulling;
  const wanted = platform === undefined ? HOST_PLATFORM : parsePlatform(platform);
  const child = childFor(JSON.parse(text(target.bytes)) as ImageIndex, wanted);
  if (!child) throw new DockerError(`no matching manifest for ${platformText(wanted)} in the manifest list entries`);
  const { tag: _, ...untagged } = name;
  const fetched = await fetchManifest({ host, context, name: { ...untagged, digest: child.digest } });
  await store.putBytes(fetched.digest, fetched.bytes);
  return JSON.parse(text(fetched.bytes)) as ImageManifest;
}

async function fetchConfig({ host, store, name, context }: Pulling, config: Descriptor): Promise<void> {
  if (store.has(config.digest)) return;
  const response = await host.expect([200], "GET", `/v2/${name.path}/blobs/${config.digest}`);
  const bytes = utf8(await answerText(response));
  if (digestOf(context.hasher, bytes) !== config.digest) throw new DockerError(`image config verification failed for digest ${config.digest}`);
  await store.putBytes(config.digest, bytes);
}

interface Download {
  readonly layer: Descriptor;
  shown: number;
}

/** Downloads the layers that are lacking and gives them. Layers of an image that was here already are not even listed. */
async function fetchLayers(pulling: Pulling, layers: readonly Descriptor[], isNew: boolean): Promise<readonly Descriptor[]> {
  const { store, progress } = pulling;
  const wanted = layers.filter(({ digest }) => !store.has(digest));
  if (wanted.length === 0 && !isNew) return wanted;
  for (const layer of layers) await progress.state(short(layer.digest), wanted.includes(layer) ? "Pulling fs layer" : "Already exists");
  for (const layer of wanted.slice(AT_ONCE)) await progress.state(short(layer.digest), "Waiting");
  const queue: Download[] = wanted.map((layer) => ({ layer, shown: 0 }));
  const complete = new Set<string>();
  let extracted = 0;
  while (queue.length > 0) {
    await advance(pulling, queue, complete);
    for (; extracted < wanted.length && complete.has((wanted[extracted] as Descriptor).digest); extracted++)
      await extract(pulling, wanted[extracted] as Descriptor);
  }
  return wanted;
}

/** One more frame of the downloads under way; those whose bar is full are fetched and verified. */
async function advance(pulling: Pulling, queue: Download[], complete: Set<string>): Promise<void> {
  const { context, progress } = pulling;
  context.signal.throwIfAborted();
  const active = queue.slice(0, AT_ONCE);
  const largest = Math.max(...active.map(({ layer }) => layer.size));
  const step = progress.moves ? Math.max(65_536, largest / FRAMES) : largest;
  for (const download of active) {
    download.shown = Math.min(download.layer.size, Math.round(download.shown + step));
    await progress.state(short(download.layer.digest), "Downloading", { current: download.shown, total: download.layer.size });
  }
  await context.pace(FRAME);
  for (const download of active.filter(({ shown, layer }) => shown >= layer.size)) {
    await fetchLayer(pulling, download.layer);
    complete.add(download.layer.digest);
    queue.splice(queue.indexOf(download), 1);
  }
}

async function fetchLayer({ host, store, progress, name }: Pulling, layer: Descriptor): Promise<void> {
  const response = await host.expect([200], "GET", `/v2/${name.path}/blobs/${layer.digest}`);
  const { body } = response;
  const known = body instanceof Uint8Array ? once(body) : body;
  const made = await store.putStream(layer.digest, known instanceof KnownBytes && known.digest !== layer.digest ? once(await collect(known)) : known);
  await progress.state(short(layer.digest), "Verifying Checksum");
  if (made.digest !== layer.digest) throw new DockerError(`filesystem layer verification failed for digest ${layer.digest}`);
  await progress.state(short(layer.digest), "Download complete");
}

async function extract({ context, progress }: Pulling, layer: Descriptor): Promise<void> {
  const id = short(layer.digest);
  if (progress.moves) {
    for (let frame = 1; frame <= 2; frame++) {
      await progress.state(id, "Extracting", { current: Math.round((layer.size * frame) / 2), total: layer.size });
      await context.pace(FRAME);
    }
  }
  await progress.state(id, "Pull complete");
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

/** Throws what the registry said about a list of tags. */
export async function fetchTags(host: RegistryHost, name: Reference): Promise<readonly string[]> {
  const response = await host.ask("GET", `/v2/${name.path}/tags/list`);
  if (response.status !== 200) throw wordedForPull(await refusalOf(response), host, name);
  return answerJson<{ tags: string[] | null }>(await answerText(response), response.status).tags ?? [];
}
