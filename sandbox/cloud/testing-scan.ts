/** Images for tests of scanning, made of files and pushed through the API. */

import { describeLayer } from "../images/layer.ts";
import { tarOf } from "../images/tar.ts";
import { base64, concat, utf8 } from "../kernel/bytes.ts";
import { type Digest, digestOf } from "../kernel/hash.ts";
import type { TestCloud } from "./testing.ts";
import { OCI_CONFIG, OCI_MANIFEST } from "./testing-ecr.ts";

export const ALPINE_RELEASE = 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.22.2\n';
export const apkDatabase = (...packages: readonly string[]) =>
  packages
    .map((one) => one.split(" "))
    .map(([name, version, origin = name]) => `C:Q1abc=\nP:${name}\nV:${version}\nA:x86_64\no:${origin}\nF:lib\nR:file\n\n`)
    .join("");

/** Uploads bytes as a layer. */
async function upload({ ecr, options }: TestCloud, repositoryName: string, bytes: Uint8Array): Promise<Digest> {
  const { uploadId } = (await ecr("InitiateLayerUpload", { repositoryName })).json;
  await ecr("UploadLayerPart", { repositoryName, uploadId, partFirstByte: 0, partLastByte: bytes.length - 1, layerPartBlob: base64(bytes) });
  const digest = digestOf(options.hasher, bytes);
  await ecr("CompleteLayerUpload", { repositoryName, uploadId, layerDigests: [digest] });
  return digest;
}

/** A tar of files by path. */
export function tarLayer(files: Readonly<Record<string, string>>): Uint8Array {
  return tarOf(Object.entries(files).map(([path, content]) => ({ path, kind: "file", mode: 0o644, mtime: 0, content: utf8(content) })));
}

/** A base image's layer, whole. */
export async function baseLayer({ options: { hasher } }: TestCloud, name: string, size: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of (await describeLayer(hasher, name, size)).open()) parts.push(part);
  return concat(parts);
}

/** Pushes an image of these layers and gives its digest. */
export async function pushImage(
  test: TestCloud,
  repositoryName: string,
  imageTag: string,
  layers: readonly Uint8Array[],
  configType = OCI_CONFIG,
): Promise<string> {
  const config = utf8(JSON.stringify({ architecture: "amd64", os: "linux", tag: imageTag }));
  const descriptor = async (bytes: Uint8Array, mediaType: string) => ({
    mediaType,
    digest: await upload(test, repositoryName, bytes),
    size: bytes.length,
  });
  const manifest = { schemaVersion: 2, mediaType: OCI_MANIFEST, config: await descriptor(config, configType), layers: [] as object[] };
  for (const layer of layers) manifest.layers.push(await descriptor(layer, "application/vnd.oci.image.layer.v1.tar+gzip"));
  const { json, status } = await test.ecr("PutImage", { repositoryName, imageManifest: JSON.stringify(manifest), imageTag });
  if (status !== 200) throw new Error(JSON.stringify(json));
  return (json as unknown as { image: { imageId: { imageDigest: string } } }).image.imageId.imageDigest;
}
