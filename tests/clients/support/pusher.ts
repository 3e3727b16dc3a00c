/** A small registry client of our own, for loads that real clients are too heavy for: pushes images of random bytes and proves pulls. */
import { randomBytes } from "node:crypto";
import { sha256 } from "./image.ts";

export interface Pushed {
  readonly tag: string;
  readonly digest: string;
  readonly blobs: readonly string[];
}

export interface Registry {
  readonly host: string;
  readonly password: string;
  readonly repository: string;
}

function authorization({ password }: Registry): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`AWS:${password}`).toString("base64")}` };
}

async function pushBlob(registry: Registry, bytes: Buffer): Promise<string> {
  const { host, repository } = registry;
  const headers = authorization(registry);
  const begun = await fetch(`http://${host}/v2/${repository}/blobs/uploads/`, { method: "POST", headers });
  if (begun.status !== 202) throw new Error(`POST: ${begun.status}`);
  const appended = await fetch(begun.headers.get("location") ?? "", { method: "PATCH", headers, body: new Uint8Array(bytes) });
  if (appended.status !== 201) throw new Error(`PATCH: ${appended.status}`);
  const digest = sha256(bytes);
  const done = await fetch(`${appended.headers.get("location")}?digest=${digest}`, { method: "PUT", headers });
  if (done.status !== 201) throw new Error(`PUT: ${done.status}`);
  return digest;
}

/** Resolves when the registry has acknowledged the manifest, and with it the whole image. */
export async function pushRandomImage(registry: Registry, tag: string, bytes: number): Promise<Pushed> {
  const layer = randomBytes(bytes);
  const config = Buffer.from(JSON.stringify({ os: "linux", architecture: "amd64", tag, rootfs: { type: "layers", diff_ids: [sha256(layer)] } }));
  const blobs = [await pushBlob(registry, layer), await pushBlob(registry, config)];
  const mediaType = "application/vnd.oci.image.manifest.v1+json";
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType,
      config: { mediaType: "application/vnd.oci.image.config.v1+json", digest: blobs[1], size: config.length },
      layers: [{ mediaType: "application/vnd.oci.image.layer.v1.tar", digest: blobs[0], size: layer.length }],
    }),
  );
  const answer = await fetch(`http://${registry.host}/v2/${registry.repository}/manifests/${tag}`, {
    method: "PUT",
    headers: { ...authorization(registry), "content-type": mediaType },
    body: new Uint8Array(manifest),
  });
  if (answer.status !== 201) throw new Error(`PUT manifest: ${answer.status}`);
  return { tag, digest: sha256(manifest), blobs };
}

/** Everything about an acknowledged image that is not as it was; empty when it is intact. */
export async function damage(registry: Registry, { tag, digest, blobs }: Pushed): Promise<string[]> {
  const headers = authorization(registry);
  const base = `http://${registry.host}/v2/${registry.repository}`;
  const found: string[] = [];
  const manifest = await fetch(`${base}/manifests/${tag}`, { headers });
  const bytes = new Uint8Array(await manifest.arrayBuffer());
  if (manifest.status !== 200 || sha256(bytes) !== digest) found.push(`${tag}: manifest ${manifest.status}`);
  for (const blob of blobs) {
    const answer = await fetch(`${base}/blobs/${blob}`, { headers });
    const content = new Uint8Array(await answer.arrayBuffer());
    if (answer.status !== 200 || sha256(content) !== blob) found.push(`${tag}: blob ${blob} ${answer.status}`);
  }
  return found;
}
