/** PutImage (API_PutImage): stores a manifest, tags it, or both; also how an image gets a further tag. */
import { type Digest, digestOf } from "../../../kernel/hash.ts";
import { memberKey, type RegistryId } from "../../../world/keys.ts";
import type { Image } from "../../../world/tables.ts";
import type { Transaction } from "../../../world/world.ts";
import { type Found, findRepository, where } from "../../common/lookup.ts";
import { type Manifest, parseManifest } from "../../common/manifest.ts";
import { untag } from "../../common/move-tag.ts";
import { tagMayMove } from "../../common/mutability.ts";
import { pushed } from "../../common/pushed.ts";
import { restored } from "../../common/restored.ts";
import { operation } from "../../operation.ts";
import { atMost, isFull, quotaOf } from "../../quotas/quotas.ts";
import { scanPushed } from "../../scanning/on-push.ts";
import { createOnPush } from "../../templates/apply.ts";

/** Bytes of config and layers as they are stored; of an index, those of its largest child. */
export function sizeOf(tx: Transaction, repository: string, manifest: Exclude<Manifest, { kind: "invalid" }>): number {
  if (manifest.kind === "index")
    return Math.max(0, ...manifest.children.map(({ digest }) => tx.get("images", memberKey(repository, digest))?.size ?? 0));
  return manifest.blobs.reduce((sum, { digest }) => sum + (tx.get("layers", memberKey(repository, digest))?.size ?? 0), 0);
}

/** Which quota a push would go beyond, in ECR's words as users have reported them. */
function outOfRoom(
  tx: Transaction,
  { key, row }: Found,
  { registry, tag, existing, tags }: { registry: RegistryId; tag: string | undefined; existing: Image | undefined; tags: number },
): string | undefined {
  const repository = `the repository with name '${row.name}' in registry with id '${registry.account}'`;
  const mostTags = quotaOf(tx, registry, "tagsPerImage");
  if (tag !== undefined && tags >= mostTags)
    return `Adding tag '${tag}' to an image in ${repository} exceeds the maximum allowed number of tags per image which is '${mostTags}'`;
  const most = quotaOf(tx, registry, "imagesPerRepository");
  const counts = ({ status = "ACTIVE" }: Image) => status === "ACTIVE";
  if (existing || !isFull(tx, { table: "images", prefix: memberKey(key, ""), most, counts })) return undefined;
  return `T${repository.slice(1)} ${atMost("images", most)}`;
}

export const putImage = operation("PutImage", (input, { tx, now, caller, registry, hasher, refuse }) => {
  const { imageManifest: source, imageTag: tag } = input;
  const found = findRepository(tx, registry, input.repositoryName) ?? createOnPush(tx, { caller, registry, now, hasher }, input.repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, input.repositoryName));
  const manifest = parseManifest(source, input.imageManifestMediaType);
  if (manifest.kind === "invalid") throw refuse("InvalidParameterException", { parameter: "ImageManifest", constraint: "Invalid JSON syntax" });
  const digest = digestOf(hasher, source);
  if (input.imageDigest !== undefined && input.imageDigest !== digest)
    throw refuse("ImageDigestDoesNotMatchException", { ...found.where, given: input.imageDigest });

  const missing = (table: "layers" | "images", named: readonly { readonly digest: string }[]) =>
    [...new Set(named.map((one) => one.digest))].filter((one) => !tx.get(table, memberKey(found.key, one)));
  if (manifest.kind === "image") {
    const digests = missing("layers", manifest.blobs);
    if (digests.length) throw refuse("LayersNotFoundException", { ...found.where, digests });
  } else {
    const digests = missing("images", manifest.children);
    if (digests.length) throw refuse("ReferencedImagesNotFoundException", { ...found.where, digests });
  }

  const imageKey = memberKey(found.key, digest);
  const stored = tx.get("images", imageKey);
  // Pushing an archived image again restores it.
  const archived = stored !== undefined && (stored.status ?? "ACTIVE") !== "ACTIVE";
  const existing = archived ? restored(stored, now) : stored;
  const holder = tag === undefined ? undefined : tx.get("tags", memberKey(found.key, tag))?.digest;
  if (existing && !archived && (tag === undefined || holder === digest)) throw refuse("ImageAlreadyExistsException", { ...found.where, digest, tag });
  if (tag !== undefined && holder !== undefined && holder !== digest && !tagMayMove(found.row, tag))
    throw refuse("ImageTagAlreadyExistsException", { tag, repository: found.row.name });
  const adds = tag !== undefined && holder !== digest;
  const room = { registry, tag: adds ? tag : undefined, existing: archived ? undefined : existing, tags: existing?.tags.length ?? 0 };
  const reason = outOfRoom(tx, found, room);
  if (reason) throw refuse("LimitExceededException", { reason });

  const fresh: Image = {
    digest,
    manifest: source,
    mediaType: manifest.mediaType,
    ...(manifest.artifactMediaType === undefined ? {} : { artifactMediaType: manifest.artifactMediaType }),
    ...(manifest.subject === undefined ? {} : { subject: manifest.subject as Digest }),
    size: sizeOf(tx, found.key, manifest),
    pushedAt: now,
    tags: [],
  };
  const image = existing ?? fresh;
  if (adds) {
    untag(tx, found.key, tag);
    tx.set("tags", memberKey(found.key, tag), { digest, setAt: now });
  }
  tx.set("images", imageKey, adds ? { ...image, tags: [...image.tags, tag] } : image);
  if (!existing || archived) scanPushed(tx, found.row, image, now);
  pushed(tx, found, { digest, tag, caller, now, hasher });
  return {
    image: {
      registryId: registry.account,
      repositoryName: found.row.name,
      imageId: { imageDigest: digest, imageTag: tag },
      imageManifest: source,
      imageManifestMediaType: manifest.mediaType,
    },
  };
});
