/** The client of the scoreboard: requests of the API and of the registry to whichever server is measured. */
import { createHash } from "node:crypto";
import { type Answer, exchange } from "./exchange.ts";

/** A server that is measured. */
export interface Subject {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  readonly pid: number;
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface Request {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** Sends it and reads the answer to its end. Throws for a status from 400 on: a refusal is cheap and would look fast. */
export async function send({ host, headers }: Subject, { method, path, headers: more, body }: Request): Promise<Answer["headers"]> {
  let head = `${method} ${path} HTTP/1.1\r\ncontent-length: ${body?.length ?? 0}\r\n`;
  for (const [name, value] of Object.entries({ host, ...headers, ...more })) head += `${name}: ${value}\r\n`;
  const answer = await exchange(host, head, body);
  if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
  return answer.headers;
}

export function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** A blob in one PUT, as most clients send small ones. */
export async function upload(subject: Subject, repository: string, bytes: Uint8Array, digest = sha256(bytes)): Promise<string> {
  const { location = "" } = await send(subject, { method: "POST", path: `/v2/${repository}/blobs/uploads/` });
  const url = new URL(location, `http://${subject.host}`);
  url.searchParams.set("digest", digest);
  await send(subject, {
    method: "PUT",
    path: url.pathname + url.search,
    headers: { "content-type": "application/octet-stream" },
    body: bytes,
  });
  return digest;
}

export const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
export const CONFIG = "application/vnd.oci.image.config.v1+json";
export const LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";

interface Blob {
  readonly digest: string;
  readonly size: number;
}

/** An image's manifest; the annotation makes each digest another. */
export function manifestOf(config: Blob, layers: readonly Blob[], index: number): Uint8Array {
  return Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: { mediaType: CONFIG, ...config },
      layers: layers.map((layer) => ({ mediaType: LAYER, ...layer })),
      annotations: { index: String(index) },
    }),
  );
}

/** Puts a config and one layer of 20 kB into a repository, and gives what makes manifests over them. */
export async function withLayers(subject: Subject, repository: string): Promise<(index: number) => Uint8Array> {
  const config = Buffer.from("{}");
  const layer = Buffer.alloc(20_000, "layer");
  const [configDigest, layerDigest] = [await upload(subject, repository, config), await upload(subject, repository, layer)];
  return (index) => manifestOf({ digest: configDigest, size: config.length }, [{ digest: layerDigest, size: layer.length }], index);
}
