/** Addresses of AWS by their real names, as the page uses them (decision 15). Everything else has no address at all. */
import { isRegion } from "../http/sigv4/regions.ts";
import { PUBLIC_REGION } from "../world/keys.ts";
import type { Addresses } from "./service.ts";

const REGISTRY = /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com|on\.aws)$/;
const ECR_API = /^(?:(?:api\.)?ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com|ecr(?:-fips)?\.([a-z0-9-]+)\.api\.aws)$/;
const STS_GLOBAL = "sts.amazonaws.com";
/** Services whose host is their name in a Region. */
const REGIONAL = /^(sts|secretsmanager|kms|events|logs|cloudtrail)\.([a-z0-9-]+)\.amazonaws\.com$/;
/** ECR Public's API answers in two Regions; in the second it only says that it does nothing there. */
const ECR_PUBLIC_API = /^(?:api\.ecr-public\.(us-east-1|us-west-2)\.amazonaws\.com|ecr-public\.(us-east-1|us-west-2)\.api\.aws)$/;
const PUBLIC_REGISTRY = "public.ecr.aws";
/** Its dual-stack name is another one. */
const PUBLIC_REGISTRIES = /^(?:public\.ecr\.aws|ecr-public\.aws\.com)(?::[0-9]+)?$/;
/** IAM is one for all Regions; its requests are signed for this one. */
const IAM_HOST = /^iam(?:\.us-east-1\.amazonaws\.com|\.global\.api\.aws|\.amazonaws\.com)$/;
const GLOBAL_REGION = "us-east-1";
const STORAGE = /^prod-([a-z0-9-]+)-starport-layer-bucket\.s3\.\1\.amazonaws\.com$/;

/** Lower case, without the port that goes without saying. */
export function plainHost(host: string): string {
  return host.toLowerCase().replace(/:(?:443|80)$/, "");
}

/** Service and Region that an API's host name stands for, at whatever port; the global STS host has no Region. */
export function apiOf(host: string): { readonly service: string; readonly region?: string } | undefined {
  const plain = host.toLowerCase().replace(/:[0-9]+$/, "");
  if (IAM_HOST.test(plain)) return { service: "iam", region: GLOBAL_REGION };
  if (plain === STS_GLOBAL) return { service: "sts" };
  const ofPublic = ECR_PUBLIC_API.exec(plain);
  if (ofPublic) return { service: "ecr-public", region: ofPublic[1] ?? ofPublic[2] ?? "" };
  const ecr = ECR_API.exec(plain);
  if (ecr) return { service: "ecr", region: ecr[1] ?? ecr[2] ?? "" };
  const [, service, region] = REGIONAL.exec(plain) ?? [];
  return service && region ? { service, region } : undefined;
}

/** Whether a host name is the registry of ECR Public, at whatever port. */
export function isPublicRegistry(host: string): boolean {
  return PUBLIC_REGISTRIES.test(host.toLowerCase());
}

/** `port` is written behind every name, `:8443`, where a server of these names is asked at another port than 443. */
export function awsAddresses(port = ""): Addresses {
  const named = (host: string) => (port !== "" && host.endsWith(port) ? host.slice(0, -port.length).toLowerCase() : plainHost(host));
  return {
    scheme: "https",
    registryHost: (account, region) => (region === PUBLIC_REGION ? PUBLIC_REGISTRY : `${account}.dkr.ecr.${region}.amazonaws.com`) + port,
    registryOf(host) {
      const [, account, region] = REGISTRY.exec(named(host)) ?? [];
      return account && region ? { account, region } : undefined;
    },
    // Of a registry the Region decides alone: AWS answers for any account number there, with a challenge.
    exists(host) {
      const plain = named(host);
      const api = plain.includes(":") ? undefined : apiOf(plain);
      if (api) return api.region === undefined || isRegion(api.region);
      return isRegion(REGISTRY.exec(plain)?.[2] ?? STORAGE.exec(plain)?.[1] ?? "");
    },
    layerOrigin: (region) => `https://prod-${region}-starport-layer-bucket.s3.${region}.amazonaws.com${port}`,
  };
}
