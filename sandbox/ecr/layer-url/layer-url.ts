/**
 * Short-lived links to layers: the shape of S3's presigned URLs, sealed by the world's key. The link is the permission: whoever has it
 * may read that one layer until it ends, as on AWS.
 */
import { amzDate } from "../../http/sigv4/canonical.ts";
import { base64, fromBase64, hex, utf8 } from "../../kernel/bytes.ts";
import type { Digest, Hasher } from "../../kernel/hash.ts";
import { uuidShaped } from "../../kernel/ids.ts";
import { splitUrl } from "../../oci/path.ts";
import { type RegistryId, repositoryKey } from "../../world/keys.ts";
import { seal, unseal } from "../seal/seal.ts";

/** Seconds that a link lives. */
export const LAYER_URL_SECONDS = 3600;

const PURPOSE = "layer-url";

interface LayerLink {
  readonly digest: Digest;
  readonly account: string;
  readonly region: string;
  readonly repository: string;
  /** Transport time, epoch milliseconds. */
  readonly issuedAt: number;
}

/** `repository`: its key. */
export type LayerVerdict =
  | { readonly kind: "valid"; readonly digest: Digest; readonly repository: string }
  | { readonly kind: "expired" }
  | { readonly kind: "forged" };

/** Where a Region's layers lie. */
export function layerBucket(region: string): string {
  return `prod-${region}-starport-layer-bucket`;
}

/** The Region of a layer bucket's path or host, when it is one. */
export function regionOfBucket(host: string, path: string): { readonly region: string; readonly key: string } | undefined {
  const byHost = /^prod-([a-z0-9-]+)-starport-layer-bucket\.s3\./.exec(host)?.[1];
  if (byHost) return { region: byHost, key: path };
  const [, region, key] = /^\/prod-([a-z0-9-]+)-starport-layer-bucket(\/.*)$/.exec(path) ?? [];
  return region && key ? { region, key } : undefined;
}

/** Whether a request is for the layer storage: by its host, or on a local server by its path. */
export function isLayerRequest(url: string): boolean {
  const { origin, path } = splitUrl(url);
  return regionOfBucket(hostOf(origin), path) !== undefined;
}

export function hostOf(origin: string): string {
  return origin.slice(origin.indexOf("://") + 3).toLowerCase();
}

/** Path of a layer and what follows it, `/1a2b-ACCOUNT-UUID/UUID?X-Amz-…`; a link follows from its content. */
function pathAndQuery(hasher: Hasher, sealingKey: string, link: LayerLink): string {
  const id = (what: string) => hex(hasher.hmacSha256(utf8(sealingKey), utf8(`${PURPOSE}/${what}`)));
  const owner = id(`${link.account}/${link.region}/${link.repository}`);
  const path = `/${owner.slice(0, 4)}-${link.account}-${uuidShaped(owner.slice(4))}/${uuidShaped(id(link.digest))}`;
  const date = amzDate(link.issuedAt);
  const query = [
    ["X-Amz-Security-Token", base64(seal(hasher, sealingKey, PURPOSE, link, 400))],
    ["X-Amz-Algorithm", "AWS4-HMAC-SHA256"],
    ["X-Amz-Date", date],
    ["X-Amz-SignedHeaders", "host"],
    ["X-Amz-Expires", String(LAYER_URL_SECONDS)],
    ["X-Amz-Credential", `ASIA${id("key").slice(0, 16).toUpperCase()}/${date.slice(0, 8)}/${link.region}/s3/aws4_request`],
  ]
    .map(([name, value]) => `${name}=${encodeURIComponent(value as string)}`)
    .join("&");
  return `${path}?${query}&X-Amz-Signature=${hex(hasher.hmacSha256(utf8(sealingKey), utf8(`${PURPOSE}/${path}?${query}`)))}`;
}

/** The link behind `origin`, which has no slash at its end. */
export function layerUrl(
  hasher: Hasher,
  sealingKey: string,
  origin: string,
  { digest, registry, repository, now }: { digest: Digest; registry: RegistryId; repository: string; now: number },
): string {
  return origin + pathAndQuery(hasher, sealingKey, { digest, account: registry.account, region: registry.region, repository, issuedAt: now });
}

/** Judges a link at transport time `now`. `path` begins after the bucket; `query` has no question mark. */
export function verifyLayerUrl(hasher: Hasher, sealingKey: string, path: string, query: string, now: number): LayerVerdict {
  const token = new URLSearchParams(query).get("X-Amz-Security-Token");
  const sealed = token === null ? undefined : fromBase64(token);
  const link = sealed && (unseal(hasher, sealingKey, PURPOSE, sealed) as LayerLink | undefined);
  if (!link || pathAndQuery(hasher, sealingKey, link) !== `${path}?${query}`) return { kind: "forged" };
  if (now >= link.issuedAt + LAYER_URL_SECONDS * 1000) return { kind: "expired" };
  return { kind: "valid", digest: link.digest, repository: repositoryKey(link, link.repository) };
}
