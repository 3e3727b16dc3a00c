/** Brings an image of an upstream registry, with everything it names, into a repository. */
import { strictText } from "../../kernel/bytes.ts";
import { type Digest, isDigest } from "../../kernel/hash.ts";
import { uuidShaped } from "../../kernel/ids.ts";
import { serially } from "../../kernel/serially.ts";
import type { Blobs } from "../../world/blobs.ts";
import { memberKey, repositoryKey } from "../../world/keys.ts";
import type { Image, Repository } from "../../world/tables.ts";
import type { Transaction } from "../../world/world.ts";
import { type Manifest, parseManifest } from "../common/manifest.ts";
import { moveTag } from "../common/move-tag.ts";
import { sizeOf } from "../operations/put-image/put-image.ts";
import { scanPushed } from "../scanning/on-push.ts";
import { type UpstreamClient, UpstreamError } from "./upstream-client.ts";

type Sound = Exclude<Manifest, { kind: "invalid" }>;

/** One manifest and the sizes of the blobs that it names, which lie in the store. */
export interface Piece {
  readonly digest: Digest;
  readonly source: string;
  readonly manifest: Sound;
  readonly blobs: readonly { readonly digest: Digest; readonly size: number; readonly mediaType?: string }[];
}

/** Indexes within an index within an index: nobody makes more. */
const DEEPEST = 3;

export interface Store {
  readonly blobs: Blobs;
  readonly hash: (text: string) => Digest;
  /** Whether the repository has the image already. */
  readonly has: (digest: string) => boolean;
}

/** Fetches what a reference means upstream, children before the index that names them; the last piece is what was asked for. Throws `UpstreamError`. */
export async function fetchImage(client: UpstreamClient, reference: string, store: Store, depth = 0): Promise<readonly Piece[]> {
  const { bytes, mediaType } = await client.manifest(reference);
  const source = strictText(bytes);
  const manifest = source === undefined ? undefined : parseManifest(source, mediaType);
  if (source === undefined || manifest === undefined || manifest.kind === "invalid" || depth > DEEPEST)
    throw new UpstreamError("UpstreamUnavailable");
  const digest = store.hash(source);
  // Bytes that are not what their name says are as good as none.
  if (isDigest(reference) && reference !== digest) throw new UpstreamError("UpstreamUnavailable");
  if (store.has(digest)) return [{ digest, source, manifest, blobs: [] }];
  if (manifest.kind === "index") {
    const pieces: Piece[] = [];
    for (const child of manifest.children) pieces.push(...(await fetchImage(client, child.digest, store, depth + 1)));
    return [...pieces, { digest, source, manifest, blobs: [] }];
  }
  const blobs: Piece["blobs"][number][] = [];
  for (const { digest: blob, mediaType: type } of manifest.blobs) {
    const size = await fetchBlob(client, blob as Digest, store.blobs);
    blobs.push({ digest: blob as Digest, size, ...(type === undefined ? {} : { mediaType: type }) });
  }
  return [{ digest, source, manifest, blobs }];
}

/** A blob that the store has is not fetched again, whichever repository it came with. Gives its size. */
function fetchBlob(client: UpstreamClient, digest: Digest, blobs: Blobs): Promise<number> {
  return serially(blobs, `upstream blob ${digest}`, async () => {
    const there = await blobs.size(digest);
    if (there !== undefined) return there;
    const staging = blobs.stage(stagingName(digest));
    // What an import that broke off has left.
    await staging.discard();
    const size = await staging.append(await client.blob(digest));
    if ((await staging.digest()) !== digest) {
      await staging.discard();
      throw new UpstreamError("UpstreamUnavailable");
    }
    await staging.complete(digest);
    return size;
  });
}

/** In the form of an upload's id, as stores expect it. */
function stagingName(digest: Digest): string {
  return uuidShaped(digest.slice(digest.indexOf(":") + 1));
}

/** Writes the pieces into a repository, and the tag when there is one. */
export function storeImage(
  tx: Transaction,
  into: Repository,
  pieces: readonly Piece[],
  { tag, now }: { readonly tag: string | undefined; readonly now: number },
): void {
  const repository = repositoryKey(into, into.name);
  for (const { digest, source, manifest, blobs } of pieces) {
    for (const blob of blobs) {
      const key = memberKey(repository, blob.digest);
      if (!tx.get("layers", key)) tx.set("layers", key, { ...blob, addedAt: now, cached: true });
    }
    if (tx.get("images", memberKey(repository, digest))) continue;
    const image: Image = {
      digest,
      manifest: source,
      mediaType: manifest.mediaType,
      ...(manifest.artifactMediaType === undefined ? {} : { artifactMediaType: manifest.artifactMediaType }),
      ...(manifest.subject === undefined ? {} : { subject: manifest.subject as Digest }),
      size: sizeOf(tx, repository, manifest),
      pushedAt: now,
      tags: [],
    };
    tx.set("images", memberKey(repository, digest), image);
    // An image from upstream is scanned like one that was pushed. (unverified)
    scanPushed(tx, into, image, now);
  }
  const named = pieces.at(-1);
  if (!named || tag === undefined) return;
  const key = memberKey(repository, tag);
  moveTag(tx, repository, tag, named.digest, now);
  tx.update("tags", key, { upstreamAt: now });
}
