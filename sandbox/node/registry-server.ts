/** The simulated cloud as HTTP servers: one port per registry, over one world on disk or in a temporary folder. */
import { existsSync, mkdtempSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createCloud } from "../cloud/index.ts";
import type { Crash } from "../cloud/service.ts";
import { generatedBlobs } from "../images/blobs.ts";
import type { Handle } from "../kernel/exchange.ts";
import type { Blobs } from "../world/blobs.ts";
import { META } from "../world/keys.ts";
import { Store } from "../world/store.ts";
import { isAwsHost, localAddresses, type RegistryPort } from "./addresses.ts";
import type { Control } from "./control.ts";
import { diskBlobs, removeFolder } from "./disk-blobs.ts";
import { Faults } from "./faults.ts";
import { nodeHasher } from "./hasher.ts";
import type { Certificate } from "./http-server.ts";
import { keptRegistries } from "./kept-registries.ts";
import { lockFolder } from "./lock.ts";
import { keepLog, type Log, recover } from "./log.ts";
import { Ports } from "./ports.ts";
import { type Accounts, newWorld, registriesOf, withOffset } from "./server-world.ts";
import { answerFromSite } from "./site.ts";
import { sweepBlobs, sweepEvery } from "./sweeping.ts";

export interface ServerOptions {
  readonly host: string;
  /** Of the first registry; 0 takes any free ports. */
  readonly port: number;
  /** Folder that everything is kept in; a temporary one, gone at the end, when left out. */
  readonly data?: string | undefined;
  /** Name of the world to begin with; a folder that holds a world keeps its own. */
  readonly preset?: string | undefined;
  /** Account numbers, the home account's first. */
  readonly accounts?: Accounts | undefined;
  /** Milliseconds that virtual time is ahead of the wall. */
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
  /** Folder of the built site, served where no registry or API is asked for. */
  readonly site?: string | undefined;
  /** Path of the control socket. */
  readonly control?: string | undefined;
  readonly tls?: Certificate | undefined;
  /** Milliseconds between two sweeps of bytes that nobody names. */
  readonly sweepEvery?: number;
  readonly onFault?: (error: unknown) => void;
  /** Told of each registry that gets a port after the start. */
  readonly onOpened?: (registry: RegistryPort) => void;
}

export interface RegistryServer {
  /** In the order of their ports; grows when somebody asks about a further account or Region. */
  readonly registries: readonly RegistryPort[];
  readonly store: Store;
  readonly blobs: Blobs;
  /** Bytes at the log's end that a crash had torn off. */
  readonly torn: number;
  close(): Promise<void>;
}

export const DEFAULT_PRESET = "repo";
/** Milliseconds. */
const SWEEP_EVERY = 10 * 60_000;

export async function startRegistry(options: ServerOptions): Promise<RegistryServer> {
  const { data } = options;
  const folder = data === undefined ? mkdtempSync(join(tmpdir(), "gantry-")) : resolve(data);
  const unlock = data === undefined ? () => removeFolder(folder) : lockFolder(folder);
  process.once("exit", unlock);
  try {
    const opened = await openWorld(folder, options);
    const { store, blobs, log, torn } = opened;
    const faults = new Faults();
    const ports = await openPorts(options, folder, opened, faults);
    const control = await openControls(options, opened, ports, faults);
    const sweeper = sweepEvery(options.sweepEvery ?? SWEEP_EVERY, () => sweepBlobs(store, blobs), faultsOf(options));
    return {
      registries: ports.registries,
      store,
      blobs,
      torn,
      async close() {
        await control?.close();
        await ports.close();
        await sweeper.close();
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

interface Opened {
  readonly store: Store;
  readonly blobs: Blobs;
  readonly log: Log | undefined;
  readonly torn: number;
}

async function openWorld(folder: string, { data, preset, accounts = [], offset, limit }: ServerOptions): Promise<Opened> {
  const durable = data !== undefined;
  const blobs = generatedBlobs(diskBlobs({ folder, durable, ...(limit === undefined ? {} : { limit }) }));
  const recovered = durable ? recover(join(folder, "world")) : { world: undefined, generation: 0, torn: 0 };
  const kept = recovered.world && (offset === undefined ? recovered.world : withOffset(recovered.world, offset));
  const world = kept ?? (await newWorld({ preset: preset ?? DEFAULT_PRESET, accounts, offset: offset ?? 0 }, blobs));
  const store = new Store(world, { hasher: nodeHasher, clock: (meta) => Date.now() + meta.offset });
  const log = durable ? await keepLog(join(folder, "world"), store, recovered.generation) : undefined;
  await sweepBlobs(store, blobs);
  return { store, blobs, log, torn: recovered.torn };
}

/** The control socket, where one is asked for; without it the ports are closed again. */
async function openControls(options: ServerOptions, { store, blobs, log }: Opened, ports: Ports, faults: Faults): Promise<Control | undefined> {
  const { control, accounts = [], host, tls } = options;
  if (control === undefined) return undefined;
  const settled = log ? () => log.settled() : async () => undefined;
  const [{ openControl }, { controlCommands }] = await Promise.all([import("./control.ts"), import("./control-commands.ts")]);
  const address = ({ port }: RegistryPort) => `${tls ? "https" : "http"}://${shownHost(host)}:${port}`;
  try {
    return await openControl(control, controlCommands({ store, blobs, ports, faults, accounts, settled, address }), faultsOf(options));
  } catch (error) {
    await ports.close();
    throw error;
  }
}

/** The address to paste, whichever the server listens at. */
export function shownHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

/** The doors of all registries, made when a host name is first asked for. */
function doors(options: ServerOptions, store: Store, blobs: Blobs, log: Log | undefined, ports: () => Ports): (asked: RegistryPort) => Handle {
  const settled = log ? (crash?: Crash) => log.settled(crash) : async () => undefined;
  const onFault = faultsOf(options);
  const known = new Map<string, Handle>();
  const cloudOf = (host: string, asked: RegistryPort): Handle => {
    const key = `${asked.port} ${host}`;
    let cloud = known.get(key);
    if (!cloud) {
      const scheme = options.tls ? "https" : "http";
      const addresses = localAddresses({ host, registry: asked, scheme }, ports().registries, ports().open);
      cloud = createCloud({ store, blobs, hasher: nodeHasher, transportNow: () => Date.now(), addresses, settled, onFault });
      // The Host header is the client's: what it may fill is bounded.
      if (known.size >= 100) known.clear();
      known.set(key, cloud);
    }
    return cloud;
  };
  return (asked) => (request) => {
    const host = request.headers.host ?? `${shownHost(options.host)}:${asked.port}`;
    const cloud = cloudOf(host, asked);
    // Whoever asks a plain port by a real name came through a proxy that ended TLS; answers name https as the real ones do.
    return !options.tls && isAwsHost(nameOf(host)) ? cloud({ ...request, url: request.url.replace(/^http:/, "https:") }) : cloud(request);
  };
}

async function openPorts(options: ServerOptions, folder: string, { store, blobs, log }: Opened, faults: Faults): Promise<Ports> {
  const { host, port, site, tls, onOpened } = options;
  const kept = log ? keptRegistries(folder) : undefined;
  const door = doors(options, store, blobs, log, () => ports);
  const ports: Ports = new Ports({
    host,
    port,
    tls,
    handle: (asked) => faults.guard(door(asked)),
    before: siteBefore(site),
    onFault: faultsOf(options),
    onOpened(registry, all) {
      kept?.keep(all);
      onOpened?.(registry);
    },
  });
  await ports.begin(registriesOf(store.world, kept?.registries));
  return ports;
}

function faultsOf({ onFault }: ServerOptions): (error: unknown) => void {
  return onFault ?? ((error) => console.error(error));
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
      url.startsWith("/token") ||
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
