/** One port per registry: those of the world at the start, further ones when somebody first asks about them (decision 15). */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Handle } from "../kernel/exchange.ts";
import type { RegistryId } from "../world/keys.ts";
import type { RegistryPort } from "./addresses.ts";
import { type Certificate, type Listening, listen } from "./http-server.ts";

export interface PortsOptions {
  readonly host: string;
  /** Of the first registry; 0 takes any free ports. */
  readonly port: number;
  /** The door of a registry; it finds its own port in `asked`. */
  readonly handle: (asked: RegistryPort) => Handle;
  readonly before: (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;
  readonly onFault: (error: unknown) => void;
  readonly tls?: Certificate | undefined;
  /** Told of each registry that was opened after the start. */
  readonly onOpened: (registry: RegistryPort, all: readonly RegistryPort[]) => void;
}

/** Registries that a server opens ports for at most: any account number may be asked about. */
const MOST = 100;
/** Ports tried for one registry until one is free. */
const TRIES = 20;

export class Ports {
  readonly registries: RegistryPort[] = [];
  readonly #options: PortsOptions;
  readonly #servers: Listening[] = [];
  #opening: Promise<void> = Promise.resolve();

  constructor(options: PortsOptions) {
    this.#options = options;
  }

  /** Opens the ports of the start, one after another from the first on; a port that is taken is an error. */
  async begin(registries: readonly RegistryId[]): Promise<void> {
    const { port } = this.#options;
    try {
      for (const [index, registry] of registries.entries()) await this.#listen(registry, port === 0 ? 0 : port + index);
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Opens the port of a registry unless it has one; one after another, so that two who ask at once get the same. */
  readonly open = (registry: RegistryId): Promise<void> => {
    const opened = this.#opening.then(() => this.#open(registry));
    this.#opening = opened.catch(() => undefined);
    return opened;
  };

  async #open({ account, region }: RegistryId): Promise<void> {
    if (this.registries.length >= MOST) return;
    if (this.registries.some((other) => other.account === account && other.region === region)) return;
    const opened = await this.#listenSomewhere({ account, region });
    if (opened) this.#options.onOpened(opened, this.registries);
  }

  async #listenSomewhere(registry: RegistryId): Promise<RegistryPort | undefined> {
    const last = this.registries.at(-1)?.port ?? 0;
    for (let next = last + 1; this.#options.port !== 0 && next <= Math.min(last + TRIES, 65_535); next++) {
      try {
        return await this.#listen(registry, next);
      } catch (error) {
        if (!["EADDRINUSE", "EACCES"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
      }
    }
    return this.#listen(registry, 0);
  }

  async #listen({ account, region }: RegistryId, port: number): Promise<RegistryPort> {
    const { host, handle, before, onFault, tls } = this.#options;
    let own: RegistryPort = { account, region, port };
    const server = await listen({ host, port, before, onFault, tls, handle: (request) => handle(own)(request) });
    own = { account, region, port: server.port };
    this.#servers.push(server);
    this.registries.push(own);
    return own;
  }

  async close(): Promise<void> {
    await this.#opening;
    await Promise.all(this.#servers.map((server) => server.close()));
  }
}
