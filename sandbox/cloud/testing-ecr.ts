/** Table-driven tests of operations: a world is made by calls, then each case asks once. */
import { base64, utf8 } from "../kernel/bytes.ts";
import { type Digest, digestOf, type Hasher } from "../kernel/hash.ts";
import { type TestCloud, type TestKey, testCloud } from "./testing.ts";

export interface Case {
  readonly says: string;
  readonly input: unknown;
  readonly key?: TestKey;
  /** The answer, compared whole: output for 200, `{__type, message}` for a refusal. */
  readonly gives: unknown;
}

export const OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
export const OCI_INDEX = "application/vnd.oci.image.index.v1+json";
export const OCI_CONFIG = "application/vnd.oci.image.config.v1+json";

/** What tests of operations make their worlds with. `hasher` is the platform's. */
export function ecrKit(hasher: Hasher) {
  const digest = (content: string | Uint8Array): Digest => digestOf(hasher, content);

  /** Uploads a layer through the API and gives its digest. */
  async function addLayer({ ecr }: TestCloud, repositoryName: string, content: string): Promise<Digest> {
    const bytes = utf8(content);
    const { uploadId } = (await ecr("InitiateLayerUpload", { repositoryName })).json;
    const part = { repositoryName, uploadId, partFirstByte: 0, partLastByte: bytes.length - 1, layerPartBlob: base64(bytes) };
    await ecr("UploadLayerPart", part);
    await ecr("CompleteLayerUpload", { repositoryName, uploadId, layerDigests: [digest(bytes)] });
    return digest(bytes);
  }

  /** Text of an image manifest over a config and layers, given by content. */
  function manifestOf(config: string, ...layers: string[]): string {
    const descriptor = (content: string, mediaType: string) => ({ mediaType, digest: digest(content), size: utf8(content).length });
    return JSON.stringify({
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      config: descriptor(config, OCI_CONFIG),
      layers: layers.map((layer) => descriptor(layer, "application/vnd.oci.image.layer.v1.tar+gzip")),
    });
  }

  /** Text of an index over manifests given by their text. */
  function indexOf(...manifests: string[]): string {
    const entries = manifests.map((manifest) => ({ mediaType: OCI_MANIFEST, digest: digest(manifest), size: manifest.length }));
    return JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: entries });
  }

  /** Pushes an image of one config and no layers, and gives its manifest. */
  async function addImage(test: TestCloud, repositoryName: string, config: string, ...tags: string[]): Promise<string> {
    await addLayer(test, repositoryName, config);
    const imageManifest = manifestOf(config);
    for (const imageTag of tags.length ? tags : [undefined]) {
      const { status, json } = await test.ecr("PutImage", { repositoryName, imageManifest, imageTag });
      if (status !== 200) throw new Error(JSON.stringify(json));
    }
    return imageManifest;
  }

  return { cloud: () => testCloud(hasher), digest, addLayer, manifestOf, indexOf, addImage };
}

export const refusal = (__type: string, message: string) => ({ __type, message });

export const invalid = (parameter: string, constraint: string) =>
  refusal("InvalidParameterException", `Invalid parameter at '${parameter}' failed to satisfy constraint: '${constraint}'`);

export const noRepository = (name: string) =>
  refusal("RepositoryNotFoundException", `The repository with name '${name}' does not exist in the registry with id '111122223333'`);
