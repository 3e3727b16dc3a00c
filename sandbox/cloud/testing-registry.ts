/** A registry client for tests: speaks to a test cloud's registry by its real name, with the token of one of its users. */

import { collect, text, utf8 } from "../kernel/bytes.ts";
import type { HttpBody, HttpHeaders } from "../kernel/exchange.ts";
import { digestOf } from "../kernel/hash.ts";
import { ACCOUNT, LEARNER, REGION, type TestCloud, type TestKey } from "./testing.ts";

export const HOST = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;
export const MANIFEST = "application/vnd.oci.image.manifest.v1+json";

export interface RegistryAnswer {
  readonly status: number;
  readonly headers: HttpHeaders;
  readonly text: string;
  /** Code and message of the first error. */
  readonly error: { readonly code: string; readonly message: string } | undefined;
}

export interface RegistryClient {
  send(method: string, path: string, sending?: { readonly headers?: HttpHeaders; readonly body?: HttpBody }): Promise<RegistryAnswer>;
  /** Uploads a blob in one part; gives its digest. */
  blob(repository: string, content: string): Promise<string>;
  /** Pushes an image of one layer; gives the digests of manifest, layer and config. */
  image(repository: string, tag: string, content?: string): Promise<{ readonly digest: string; readonly layer: string; readonly config: string }>;
}

export async function registryClient(cloud: TestCloud, key: TestKey = LEARNER): Promise<RegistryClient> {
  const { json } = await cloud.ecr("GetAuthorizationToken", {}, key);
  const [data] = json.authorizationData as { authorizationToken: string }[];
  const authorization = `Basic ${data?.authorizationToken}`;
  const send: RegistryClient["send"] = async (method, path, { headers = {}, body = new Uint8Array(0) } = {}) => {
    const url = path.startsWith("https://") ? path : `https://${HOST}${path}`;
    const host = new URL(url).host;
    const credentials = host === HOST ? { authorization } : {};
    const response = await cloud.handle({ method, url, headers: { host, ...credentials, ...headers }, body });
    const content = text(await collect(response.body));
    return { status: response.status, headers: response.headers, text: content, error: firstErrorOf(content) };
  };
  const blob: RegistryClient["blob"] = async (repository, content) => {
    const digest = digestOf(cloud.store.hasher, content);
    const begun = await send("POST", `/v2/${repository}/blobs/uploads/`);
    const appended = await send("PATCH", begun.headers.location ?? "", { body: utf8(content) });
    const done = await send("PUT", `${appended.headers.location}?digest=${digest}`);
    if (done.status !== 201) throw new Error(`${done.status} ${done.text}`);
    return digest;
  };
  return {
    send,
    blob,
    async image(repository, tag, content = "a layer") {
      const [layer, config] = [await blob(repository, content), await blob(repository, `{"of":"${content}"}`)];
      const manifest = JSON.stringify({
        schemaVersion: 2,
        mediaType: MANIFEST,
        config: { mediaType: "application/vnd.oci.image.config.v1+json", digest: config, size: 9 + content.length },
        layers: [{ mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", digest: layer, size: content.length }],
      });
      const put = await send("PUT", `/v2/${repository}/manifests/${tag}`, { headers: { "content-type": MANIFEST }, body: utf8(manifest) });
      if (put.status !== 201) throw new Error(`${put.status} ${put.text}`);
      return { digest: digestOf(cloud.store.hasher, manifest), layer, config };
    },
  };
}

function firstErrorOf(content: string): { code: string; message: string } | undefined {
  if (!content.startsWith('{"errors"')) return undefined;
  const [first] = (JSON.parse(content) as { errors: { code: string; message: string }[] }).errors;
  return first && { code: first.code, message: first.message };
}
