/** Calls ECR Public through a test cloud, and speaks to its registry. */

import { ECR_PUBLIC_MODEL } from "../ecr-public/model/index.ts";
import { collect, text, utf8 } from "../kernel/bytes.ts";
import type { HttpHeaders } from "../kernel/exchange.ts";
import { digestOf } from "../kernel/hash.ts";
import type { TestCloud, TestKey } from "./testing.ts";
import { jsonCaller } from "./testing-json.ts";

export const ecrPublic = jsonCaller(ECR_PUBLIC_MODEL, (region) => `api.ecr-public.${region}.amazonaws.com`);

export const MANIFEST = "application/vnd.oci.image.manifest.v1+json";

export interface Said {
  readonly status: number;
  readonly headers: HttpHeaders;
  readonly text: string;
}

/** One request to public.ecr.aws as it is. */
export async function send(cloud: TestCloud, method: string, path: string, headers: HttpHeaders = {}, body = ""): Promise<Said> {
  const url = path.startsWith("https:") ? path : `https://public.ecr.aws${path}`;
  const response = await cloud.handle({ method, url, headers: { host: "public.ecr.aws", ...headers }, body: utf8(body) });
  return { status: response.status, headers: response.headers, text: text(await collect(response.body)) };
}

/** A Bearer token by way of the token server: of a user who has logged in, or of nobody. */
export async function bearer(cloud: TestCloud, key?: TestKey): Promise<{ authorization: string }> {
  let login: HttpHeaders = {};
  if (key) {
    const { json } = await ecrPublic(cloud, "GetAuthorizationToken", {}, key);
    login = { authorization: `Basic ${(json.authorizationData as { authorizationToken: string }).authorizationToken}` };
  }
  const answer = await send(cloud, "GET", "/token/?service=public.ecr.aws&scope=aws", login);
  return { authorization: `Bearer ${(JSON.parse(answer.text) as { token: string }).token}` };
}

/** Makes a public repository; gives `ALIAS/NAME`. */
export async function made(cloud: TestCloud, repositoryName = "web", key?: TestKey): Promise<string> {
  const { json } = await ecrPublic(cloud, "CreateRepository", { repositoryName }, key);
  return (json.repository as { repositoryUri: string }).repositoryUri.replace("public.ecr.aws/", "");
}

/** Pushes an image of one layer as a registry client does; gives its digest. */
export async function push(cloud: TestCloud, path: string, tag: string, login: HttpHeaders, content = "a layer"): Promise<string> {
  const blob = async (bytes: string) => {
    const digest = digestOf(cloud.store.hasher, bytes);
    const begun = await send(cloud, "POST", `/v2/${path}/blobs/uploads/`, login);
    const sent = await send(cloud, "PATCH", begun.headers.location ?? "", login, bytes);
    const done = await send(cloud, "PUT", `${sent.headers.location}?digest=${digest}`, login);
    if (done.status !== 201) throw new Error(`${done.status} ${done.text}`);
    return { digest, size: bytes.length };
  };
  const config = { mediaType: "application/vnd.oci.image.config.v1+json", ...(await blob("{}")) };
  const layer = { mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", ...(await blob(content)) };
  const manifest = JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, config, layers: [layer] });
  const put = await send(cloud, "PUT", `/v2/${path}/manifests/${tag}`, { ...login, "content-type": MANIFEST }, manifest);
  if (put.status !== 201) throw new Error(`${put.status} ${put.text}`);
  return digestOf(cloud.store.hasher, manifest);
}
