/** The simulated cloud as HTTP servers: one port per registry, over one world on disk or in a temporary folder. */
import { existsSync, mkdtempSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createCloud } from "../cloud/index.ts";
import { generatedBlobs } from "../images/blobs.ts";
import type { Handle } from "../kernel/exchange.ts";
import type { Blobs } from "../world/blobs.ts";
import { META } from "../world/keys.ts";
import { Store } from "../world/store.ts";
import { isAwsHost, localAddresses, type RegistryPort } from "./addresses.ts";
import { diskBlobs, removeFolder } from "./disk-blobs.ts";
import { nodeHasher } from "./hasher.ts";
import { type Listening, listen } from "./http-server.ts";
import { lockFolder } from "./lock.ts";
import { keepLog, type Log, recover } from "./log.ts";
import { newWorld, registriesOf, withOffset } from "./server-world.ts";
import { answerFromSite } from "./site.ts";

export interface ServerOptions {
  readonly host: string;
  /** Of the first registry; 0 takes any free ports. */
  readonly port: number;
  /** Folder that everything is kept in; a temporary one, gone at the end, when left out. */
  readonly data?: string | undefined;
  /** Name of the world to begin with; a folder that holds a world keeps its own. */
  readonly preset?: string | undefined;
  readonly account?: string | undefined;
  /** Milliseconds that virtual time is ahead of the wall. */
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
  /** Folder of the built site, served where no registry or API is asked for. */
  readonly site?: string | undefined;
  readonly onFault?: (error: unknown) => void;
}

export interface RegistryServer {
  readonly registries: readonly RegistryPort[];
  readonly store: Store;
  readonly blobs: Blobs;
  /** Bytes at the log's end that a crash had torn off. */
  readonly torn: number;
  close(): Promise<void>;
}

export const DEFAULT_PRESET = "repo";

export async function startRegistry(options: ServerOptions): Promise<RegistryServer> {
  const { data } = options;
  const folder = data === undefined ? mkdtempSync(join(tmpdir(), "gantry-")) : resolve(data);
  const unlock = data === undefined ? () => removeFolder(folder) : lockFolder(folder);
  process.once("exit", unlock);
  try {
    const { store, blobs, log, torn } = await openWorld(folder, options);
    const servers: Listening[] = [];
    const registries = await openPorts(options, store, blobs, log, servers);
    return {
      registries,
      store,
      blobs,
      torn,
      async close() {
        await Promise.all(servers.map((server) => server.close()));
        await log?.close();
        process.off("exit", unlock);
        unlock();
      },
    };
  } catch (error) {
    process.off("exit", unlock);
    unlock();
    throw error;
  }
}

async function openWorld(folder: string, { data, preset, account, offset, limit }: ServerOptions) {
  const durable = data !== undefined;
  const blobs = generatedBlobs(diskBlobs({ folder, durable, ...(limit === undefined ? {} : { limit }) }));
  const recovered = durable ? recover(join(folder, "world")) : { world: undefined, generation: 0, torn: 0 };
  const kept = recovered.world && (offset === undefined ? recovered.world : withOffset(recovered.world, offset));
  const world = kept ?? (await newWorld({ preset: preset ?? DEFAULT_PRESET, account, offset: offset ?? 0 }, blobs));
  const store = new Store(world, { hasher: nodeHasher, clock: (meta) => Date.now() + meta.offset });
  const log = durable ? await keepLog(join(folder, "world"), store, recovered.generation) : undefined;
  await sweep(store, blobs);
  return { store, blobs, log, torn: recovered.torn };
}

/** Frees what no row names any more: bytes of uploads that are gone, and layers of deleted images. */
async function sweep(store: Store, blobs: Blobs): Promise<void> {
  const { world } = store;
  const named = new Set([...world.layers.values()].map(({ digest }) => digest));
  for (const node of world.files.values()) {
    if (node.kind === "file" && "blob" in node.content) named.add(node.content.blob);
  }
  await blobs.sweep(new Set(world.uploads.keys()), (digest) => named.has(digest));
}

async function openPorts(
  options: ServerOptions,
  store: Store,
  blobs: Blobs,
  log: Log | undefined,
  servers: Listening[],
): Promise<readonly RegistryPort[]> {
  const registries: RegistryPort[] = [];
  const settled = log ? () => log.settled() : async () => undefined;
  const onFault = options.onFault ?? ((error: unknown) => console.error(error));
  try {
    for (const [index, registry] of registriesOf(store.world).entries()) {
      const handle: Handle = (request) => {
        const asked = registries[index] as RegistryPort;
        const host = request.headers.host ?? `${options.host}:${asked.port}`;
        const cloud = clouds(host, asked);
        // Whoever asks by a real name came through a proxy that ended TLS; answers name https as the real ones do.
        return isAwsHost(nameOf(host)) ? cloud({ ...request, url: request.url.replace(/^http:/, "https:") }) : cloud(request);
      };
      const port = options.port === 0 ? 0 : options.port + index;
      const server = await listen({ host: options.host, port, handle, onFault, before: siteBefore(options.site) });
      servers.push(server);
      registries.push({ ...registry, port: server.port });
    }
  } catch (error) {
    await Promise.all(servers.map((server) => server.close()));
    throw error;
  }
  const known = new Map<string, Handle>();
  const clouds = (host: string, asked: RegistryPort): Handle => {
    const key = `${asked.port} ${host}`;
    let cloud = known.get(key);
    if (!cloud) {
      const addresses = localAddresses(host, asked, registries);
      cloud = createCloud({ store, blobs, hasher: nodeHasher, transportNow: () => Date.now(), addresses, settled, onFault });
      // The Host header is the client's: what it may fill is bounded.
      if (known.size >= 100) known.clear();
      known.set(key, cloud);
    }
    return cloud;
  };
  return registries;
}

function nameOf(host: string): string {
  return host.replace(/:[0-9]+$/, "").toLowerCase();
}

/** Answers from the built site what is neither a registry nor an API request. */
function siteBefore(site: string | undefined): (incoming: IncomingMessage, outgoing: ServerResponse) => boolean {
  if (site === undefined || !existsSync(site)) return () => false;
  return (incoming, outgoing) => {
    const { url = "/", headers } = incoming;
    if (
      url.startsWith("/v2") ||
      url.includes("starport-layer-bucket") ||
      headers.authorization !== undefined ||
      headers["x-amz-target"] !== undefined
    )
      return false;
    if (isAwsHost(nameOf(headers.host ?? ""))) return false;
    return answerFromSite(site, incoming, outgoing);
  };
}

/** The virtual clock's distance from the wall, milliseconds. */
export function offsetOf(store: Store): number {
  return store.world.meta.get(META)?.offset ?? 0;
}
