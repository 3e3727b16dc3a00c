/**
 * Addresses follow the question (decision 15): asked at `127.0.0.1:5000`, the server names `127.0.0.1:5000`, so that a client never looks
 * up a real host. Asked by a real host name (with a certificate for it, or behind a TLS proxy), it names the real ones, at the same port.
 */

import { awsAddresses, isPublicRegistry } from "../cloud/addresses.ts";
import type { Addresses } from "../cloud/service.ts";
import type { RegistryId } from "../world/keys.ts";

/** A registry and the port it listens at. */
export interface RegistryPort extends RegistryId {
  readonly port: number;
}

const realAddresses = awsAddresses();

const AWS_HOST = /\.(?:amazonaws\.com|on\.aws|api\.aws)$/;

/** Whether a host, without port, is one of AWS's names. */
export function isAwsHost(host: string): boolean {
  return AWS_HOST.test(host) || isPublicRegistry(host);
}

/** Opens the port of a registry that has none yet. */
export type OpenPort = (registry: RegistryId) => Promise<void>;

/** The port that is named when no further one could be opened: nobody listens there, and no request leaves this machine. */
const CLOSED_PORT = 1;

export interface Asked {
  /** The Host header of the request: what the client called this server. */
  readonly host: string;
  readonly registry: RegistryPort;
  readonly scheme: Addresses["scheme"];
}

/** `registries` grows while the server runs. */
export function localAddresses({ host, registry: asked, scheme }: Asked, registries: readonly RegistryPort[], open: OpenPort): Addresses {
  const name = host.replace(/:[0-9]+$/, "").toLowerCase();
  if (isAwsHost(name)) return awsAddresses(/:[0-9]+$/.exec(host)?.[0].replace(/^:(?:443|80)$/, "") ?? "");
  const portOf = ({ account, region }: RegistryId) => registries.find((other) => other.account === account && other.region === region)?.port;
  return {
    scheme,
    registryHost(account, region) {
      if (account === asked.account && region === asked.region) return host;
      return `${name}:${portOf({ account, region }) ?? CLOSED_PORT}`;
    },
    async ready(registry) {
      if (portOf(registry) === undefined) await open(registry);
    },
    registryOf(other) {
      const port = Number(/:([0-9]+)$/.exec(other)?.[1]);
      return realAddresses.registryOf(other) ?? registries.find((registry) => registry.port === port) ?? asked;
    },
  };
}
