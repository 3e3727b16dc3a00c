/** Copies an image from one repository to another: blobs the target lacks are mounted, or fetched and sent; then the manifest, an index after its images. */
import { text } from "../../../kernel/bytes.ts";
import type { ProgramContext } from "../../../shell/program.ts";
import type { Reference } from "../reference/reference.ts";
import { type Descriptor, type ImageIndex, type ImageManifest, isIndex } from "../store/manifests.ts";
import type { RegistryHost } from "./host.ts";
import { requestManifest } from "./pull.ts";

export interface End {
  readonly host: RegistryHost;
  readonly name: Reference;
}

export async function copyImage(context: ProgramContext, from: End, to: End, digest: string): Promise<void> {
  context.signal.throwIfAborted();
  const { tag: _, ...untagged } = from.name;
  const { bytes, mediaType } = await requestManifest({ host: from.host, context, name: { ...untagged, digest } });
  if (isIndex(mediaType)) {
    for (const child of (JSON.parse(text(bytes)) as ImageIndex).manifests) await copyImage(context, from, to, child.digest);
  } else {
    const { config, layers } = JSON.parse(text(bytes)) as ImageManifest;
    for (const blob of [...layers, config]) await copyBlob(from, to, blob);
  }
  await putManifest(to, digest, mediaType, bytes);
}

/** Puts a manifest under a tag or its digest. */
export async function putManifest({ host, name }: End, tag: string, mediaType: string, body: Uint8Array): Promise<void> {
  await host.expect([200, 201], "PUT", `/v2/${name.path}/manifests/${tag}`, { headers: { "content-type": mediaType }, body });
}

async function copyBlob(from: End, to: End, { digest, size }: Descriptor): Promise<void> {
  const there = await to.host.ask("HEAD", `/v2/${to.name.path}/blobs/${digest}`);
  if (there.status === 200) return;
  const uploads = `/v2/${to.name.path}/blobs/uploads/`;
  const mount = `?from=${encodeURIComponent(from.name.path)}&mount=${encodeURIComponent(digest)}`;
  const opened = await to.host.expect([201, 202], "POST", from.name.domain === to.name.domain ? uploads + mount : uploads);
  if (opened.status === 201) return;
  const { body } = await from.host.expect([200], "GET", `/v2/${from.name.path}/blobs/${digest}`);
  const location = new URL(opened.headers.location ?? "", `${to.host.base}${uploads}`);
  location.searchParams.set("digest", digest);
  await to.host.expect([201, 204], "PUT", location.href, {
    headers: { "content-type": "application/octet-stream", "content-length": String(size) },
    body,
  });
}
