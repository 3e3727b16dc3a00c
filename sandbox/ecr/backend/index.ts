/**
 * The registry's side of ECR: every method is an ECR operation, so permissions, refusals and events exist once (decision 4). Which
 * request runs which operation: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html and the API reference.
 */

import { ServiceError } from "../../http/errors/service-error.ts";
import { strictText } from "../../kernel/bytes.ts";
import type { HttpBody } from "../../kernel/exchange.ts";
import { digestOf } from "../../kernel/hash.ts";
import { type Backend, type BlobInfo, type BlobSource, type ManifestContent, OciError, type TagPage } from "../../oci/backend.ts";
import { isSupportedDigest } from "../../oci/grammar.ts";
import { parseManifest } from "../../oci/manifest.ts";
import { memberKey, repositoryKey } from "../../world/keys.ts";
import { Transaction } from "../../world/world.ts";
import { isNamed } from "../common/layer-use.ts";
import { settingPut } from "../common/settings.ts";
import { authorise, type Invocation, invoke } from "../invoke.ts";
import { refusal } from "../refusals.ts";
import { registryRefusal } from "./refusals.ts";
import { abandon, append, drop, uploadSize } from "./uploads.ts";

/** The `Backend` of one request: on the registry that was asked, as the principal of its token. */
export function ecrBackend(invocation: Invocation): Backend {
  return {
    blob: (repository, digest) => answered(() => blob(invocation, repository, digest)),
    readBlob: (repository, digest) => answered(() => readBlob(invocation, repository, digest)),
    async openUpload(repository) {
      const { uploadId } = await answered(() => invoke("InitiateLayerUpload", { repositoryName: repository }, invocation));
      return { id: uploadId as string };
    },
    mount: (repository, digest, from) => answered(() => mount(invocation, repository, digest, from)),
    upload: (repository, id) => answered(async () => ({ size: await uploadSize(invocation, repository, id) })),
    append: (repository, id, body: HttpBody, offset, signal) =>
      answered(async () => ({ size: await append(invocation, { repository, id, body, offset, signal }) })),
    complete: (repository, id, digest) => answered(() => complete(invocation, repository, id, digest)),
    cancel: (repository, id) => answered(() => abandon(invocation, repository, id)),
    manifest: (repository, reference, accept) => answered(() => manifest(invocation, repository, reference, accept)),
    admitManifest: (repository) => answered(async () => authorise("PutImage", { repositoryName: repository, imageManifest: "{}" }, invocation)),
    putManifest: (repository, reference, mediaType, bytes) => answered(() => putManifest(invocation, { repository, reference, mediaType, bytes })),
    deleteManifest: (repository, reference) => answered(() => deleteManifest(invocation, repository, reference)),
    async deleteBlob() {
      throw new OciError("UNSUPPORTED", "The operation is unsupported.", 405);
    },
    tags: (repository, limit, last) => answered(() => tags(invocation, repository, limit, last)),
    catalog: (limit, last) => answered(() => catalog(invocation, limit, last)),
    referrers: (repository, digest, artifactType) => answered(() => referrers(invocation, repository, digest, artifactType)),
  };
}

async function answered<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw registryRefusal(error);
  }
}

async function blob(invocation: Invocation, repository: string, digest: string): Promise<BlobInfo | undefined> {
  const { layers } = await invoke("BatchCheckLayerAvailability", { repositoryName: repository, layerDigests: [digest] }, invocation);
  const layer = layers?.find(({ layerDigest, layerAvailability }) => layerDigest === digest && layerAvailability === "AVAILABLE");
  return layer ? { digest, size: layer.layerSize ?? 0 } : undefined;
}

async function readBlob(invocation: Invocation, repository: string, digest: string): Promise<BlobSource> {
  try {
    const { downloadUrl } = await invoke("GetDownloadUrlForLayer", { repositoryName: repository, layerDigest: digest }, invocation);
    return { kind: "redirect", url: downloadUrl as string };
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== "LayersNotFoundException") throw error;
    throw new OciError("BLOB_UNKNOWN", error.message, 404); // (unverified)
  }
}

/**
 * A blob of another repository of the same registry becomes a member of this one when the registry has BLOB_MOUNTING on, an image there
 * names it, it did not come through the cache and the caller may download it; in every other case an ordinary upload begins (user guide,
 * "Blob mounting"; github.com/aws/containers-roadmap#2860).
 */
async function mount(invocation: Invocation, repository: string, digest: string, from: string): Promise<boolean> {
  const { context, registry } = invocation;
  if (settingPut(context.store.world, registry, "BLOB_MOUNTING") !== "ENABLED" || from === repository) return false;
  const source = repositoryKey(registry, from);
  const target = repositoryKey(registry, repository);
  const there = isSupportedDigest(digest) ? context.store.world.layers.get(memberKey(source, digest)) : undefined;
  if (!there || there.cached || !isNamed(new Transaction(context.store.world), source, there.digest)) return false;
  try {
    authorise("GetDownloadUrlForLayer", { repositoryName: from, layerDigest: digest }, invocation);
  } catch (error) {
    if (error instanceof ServiceError) return false;
    throw error;
  }
  authorise("InitiateLayerUpload", { repositoryName: repository }, invocation);
  const [to, of] = [context.store.world.repositories.get(target), context.store.world.repositories.get(source)];
  if (!to || to.encryption.encryptionType !== of?.encryption.encryptionType || to.encryption.kmsKey !== of.encryption.kmsKey) return false;
  const mounted = context.store.change(({ tx, now }) => {
    const layer = tx.get("layers", memberKey(source, digest));
    if (!layer || !tx.get("repositories", target)) return false;
    if (!tx.get("layers", memberKey(target, digest))) tx.set("layers", memberKey(target, digest), { ...layer, addedAt: now });
    return true;
  });
  await context.settled();
  return mounted;
}

async function complete(invocation: Invocation, repository: string, id: string, digest: string): Promise<BlobInfo> {
  const { context, registry } = invocation;
  try {
    await invoke("CompleteLayerUpload", { repositoryName: repository, uploadId: id, layerDigests: [digest] }, invocation);
  } catch (error) {
    // Pushing what is there already succeeds for a registry client; only the API says that it was there.
    if (!(error instanceof ServiceError) || error.code !== "LayerAlreadyExistsException") throw error;
    delete invocation.report.error;
    invocation.report.outcome = "works";
    await drop(invocation, id);
  }
  const layer = context.store.world.layers.get(memberKey(repositoryKey(registry, repository), digest));
  return { digest, size: layer?.size ?? 0 };
}

async function manifest(invocation: Invocation, repository: string, reference: string, accept: readonly string[]): Promise<ManifestContent> {
  const imageId = isSupportedDigest(reference) ? { imageDigest: reference } : { imageTag: reference };
  const accepted = accept.length > 0 ? { acceptedMediaTypes: accept.slice(0, 100) } : {};
  const { images, failures } = await invoke("BatchGetImage", { repositoryName: repository, imageIds: [imageId], ...accepted }, invocation);
  const image = images?.[0];
  if (!image?.imageManifest) {
    const message = failures?.[0]?.failureReason ?? "Requested image not found";
    invocation.report.outcome = "refused";
    invocation.report.error = { code: failures?.[0]?.failureCode ?? "ImageNotFound", message };
    throw failures?.[0]?.failureCode === "KmsError" ? new OciError("UNKNOWN", message, 400) : new OciError("MANIFEST_UNKNOWN", message, 404);
  }
  return {
    digest: image.imageId?.imageDigest ?? reference,
    mediaType: image.imageManifestMediaType ?? "application/vnd.docker.distribution.manifest.v2+json",
    bytes: new TextEncoder().encode(image.imageManifest),
  };
}

interface ManifestPut {
  readonly repository: string;
  readonly reference: string;
  readonly mediaType: string | undefined;
  readonly bytes: Uint8Array;
}

async function putManifest(invocation: Invocation, { repository, reference, mediaType, bytes }: ManifestPut) {
  const imageManifest = strictText(bytes);
  if (imageManifest === undefined) throw refusal("InvalidParameterException", { parameter: "ImageManifest", constraint: "Invalid JSON syntax" });
  const named = isSupportedDigest(reference) ? { imageDigest: reference } : { imageTag: reference };
  const type = mediaType === undefined ? {} : { imageManifestMediaType: mediaType };
  const subject = parseManifest(bytes)?.subject?.digest;
  try {
    const { image } = await invoke("PutImage", { repositoryName: repository, imageManifest, ...named, ...type }, invocation);
    return { digest: image?.imageId?.imageDigest ?? "", ...(subject === undefined ? {} : { subject }) };
  } catch (error) {
    // The same image under the same name again: success for a registry client.
    if (!(error instanceof ServiceError) || error.code !== "ImageAlreadyExistsException") throw error;
    delete invocation.report.error;
    invocation.report.outcome = "works";
    const { hasher } = invocation.context;
    return { digest: digestOf(hasher, bytes), ...(subject === undefined ? {} : { subject }) };
  }
}

async function deleteManifest(invocation: Invocation, repository: string, reference: string): Promise<void> {
  const imageId = isSupportedDigest(reference) ? { imageDigest: reference } : { imageTag: reference };
  const { failures } = await invoke("BatchDeleteImage", { repositoryName: repository, imageIds: [imageId] }, invocation);
  const failure = failures?.[0];
  if (!failure) return;
  const message = failure.failureReason ?? "Requested image not found";
  invocation.report.outcome = "refused";
  invocation.report.error = { code: failure.failureCode ?? "ImageNotFound", message };
  throw failure.failureCode === "ImageReferencedByManifestList"
    ? new OciError("UNSUPPORTED", message, 405)
    : new OciError("MANIFEST_UNKNOWN", message, 404);
}

async function tags(invocation: Invocation, repository: string, limit: number | undefined, last: string | undefined): Promise<TagPage> {
  const { imageIds, nextToken } = await invoke(
    "ListImages",
    { repositoryName: repository, filter: { tagStatus: "TAGGED" }, ...paged(limit, last) },
    invocation,
  );
  const names = (imageIds ?? []).flatMap(({ imageTag }) => (imageTag === undefined ? [] : [imageTag]));
  return { tags: names, ...(nextToken ? { next: nextToken } : {}) };
}

async function catalog(invocation: Invocation, limit: number | undefined, last: string | undefined) {
  const { repositories, nextToken } = await invoke("DescribeRepositories", paged(limit, last), invocation);
  return { repositories: (repositories ?? []).map(({ repositoryName }) => repositoryName as string), ...(nextToken ? { next: nextToken } : {}) };
}

function paged(limit: number | undefined, last: string | undefined): { maxResults?: number; nextToken?: string } {
  return { ...(limit === undefined ? {} : { maxResults: limit }), ...(last === undefined ? {} : { nextToken: last }) };
}

async function referrers(invocation: Invocation, repository: string, digest: string, artifactType: string | undefined) {
  const filter = artifactType === undefined ? {} : { filter: { artifactTypes: [artifactType] } };
  const output = await invoke("ListImageReferrers", { repositoryName: repository, subjectId: { imageDigest: digest }, ...filter }, invocation);
  return (output.referrers ?? []).map(({ artifactStatus: _, ...descriptor }) => descriptor as Record<string, unknown>);
}
