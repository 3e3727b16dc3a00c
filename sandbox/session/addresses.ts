/** Addresses of the simulated AWS inside the page: the real host names, which lead nowhere but to the one door (decision 15). */
import type { Addresses } from "../cloud/service.ts";
import { registryHostOf } from "./presets/variables.ts";

const REGISTRY_HOST = /^(\d{12})\.dkr(?:\.|-)ecr\.([a-z0-9-]+)\.(?:amazonaws\.com|on\.aws)(?::443)?$/;

export const realAddresses: Addresses = {
  scheme: "https",
  registryHost: registryHostOf,
  registryOf(host) {
    const match = REGISTRY_HOST.exec(host);
    return match ? { account: match[1] as string, region: match[2] as string } : undefined;
  },
};
