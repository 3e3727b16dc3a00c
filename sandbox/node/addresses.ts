/**
 * Addresses follow the question (decision 15): asked at `127.0.0.1:5000`, the server names `127.0.0.1:5000`, so that a client never looks
 * up a real host. Asked by a real host name (behind a TLS proxy), it names the real ones.
 */

import { awsAddresses } from "../cloud/addresses.ts";
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
  return AWS_HOST.test(host);
}

/** `host` is the Host header of the request: what the client called this server. */
export function localAddresses(host: string, asked: RegistryPort, registries: readonly RegistryPort[]): Addresses {
  const name = host.replace(/:[0-9]+$/, "").toLowerCase();
  if (isAwsHost(name)) return realAddresses;
  return {
    scheme: "http",
    registryHost(account, region) {
      if (account === asked.account && region === asked.region) return host;
      const other = registries.find((registry) => registry.account === account && registry.region === region);
      return other ? `${name}:${other.port}` : realAddresses.registryHost(account, region);
    },
    registryOf(other) {
      const port = Number(/:([0-9]+)$/.exec(other)?.[1]);
      return realAddresses.registryOf(other) ?? registries.find((registry) => registry.port === port) ?? asked;
    },
  };
}
