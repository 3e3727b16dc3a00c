/**
 * The images of one account's public registry as the registry routes see them. Reading asks nobody and leaves no trace; whatever changes
 * something is an operation of ECR, run with the permissions of ECR Public.
 */
import type { Identified } from "../../cloud/service.ts";
import { ecrBackend } from "../../ecr/backend/index.ts";
import { type Found, findImage, findRepository, members } from "../../ecr/common/lookup.ts";
import type { Invocation } from "../../ecr/invoke.ts";
import { describeReferrer } from "../../ecr/operations/list-image-referrers/list-image-referrers.ts";
import { utf8 } from "../../kernel/bytes.ts";
import { type Backend, OciError } from "../../oci/backend.ts";
import { isSupportedDigest } from "../../oci/grammar.ts";
import { memberKey } from "../../world/keys.ts";
import { Transaction } from "../../world/world.ts";
import { askPublic } from "../ask.ts";
import { publicPlace } from "../place.ts";

/** `repository` as the registry knows it, without the alias before it. */
export function noRepository(repository: string, alias: string): OciError {
  const message = `The repository with name '${repository}' does not exist in the registry with id '${alias}'`;
  return new OciError("NAME_UNKNOWN", message, 404);
}

export function noImage(): OciError {
  return new OciError("MANIFEST_UNKNOWN", "Requested image not found", 404);
}

const unsupported = async (): Promise<never> => {
  throw new OciError("UNSUPPORTED", "The operation is unsupported.", 405);
};

export interface PublicShelf {
  readonly account: string;
  readonly alias: string;
}

type Readable = Pick<Backend, "readBlob" | "manifest" | "tags" | "referrers">;

/** What anybody may do. */
function reading({ context }: Pick<Identified, "context">, { account, alias }: PublicShelf): Readable {
  const { store, blobs } = context;
  const find = (repository: string): Found & { readonly tx: Transaction } => {
    const tx = new Transaction(store.world);
    const found = findRepository(tx, publicPlace(account), repository);
    if (!found) throw noRepository(repository, alias);
    return { ...found, tx };
  };
  return {
    async readBlob(repository, digest) {
      const { tx, key } = find(repository);
      const layer = tx.get("layers", memberKey(key, digest));
      if (!layer) throw new OciError("BLOB_UNKNOWN", "blob unknown to registry", 404, { digest });
      return { kind: "bytes", size: layer.size, read: (start, end) => blobs.read(layer.digest, start, end) };
    },
    async manifest(repository, reference) {
      const { tx, key } = find(repository);
      const lookup = findImage(tx, key, isSupportedDigest(reference) ? { imageDigest: reference } : { imageTag: reference });
      if (lookup.kind !== "found") throw noImage();
      const { digest, mediaType, manifest } = lookup.image;
      return { digest, mediaType, bytes: utf8(manifest) };
    },
    async tags(repository, limit = Number.POSITIVE_INFINITY, last) {
      const { tx, key } = find(repository);
      const tags: string[] = [];
      for (const [tag] of members(tx, "tags", key, last)) {
        if (tags.length === limit) return { tags, next: tags.at(-1) as string };
        tags.push(tag);
      }
      return { tags };
    },
    async referrers(repository, digest, artifactType) {
      const { tx, key } = find(repository);
      return [...members(tx, "images", key)]
        .filter(([, { subject }]) => subject === digest)
        .map(([, image]) => describeReferrer(image))
        .filter((referrer) => artifactType === undefined || referrer.artifactType === artifactType)
        .map(({ artifactStatus: _, ...descriptor }) => descriptor);
    },
  };
}

/** ECR's own backend with public permissions; its refusals name the registry by the alias, as those of reading do. */
function writing(identified: Identified, { account, alias }: PublicShelf): Backend {
  const invocation: Invocation = { ...identified, registry: publicPlace(account), ask: askPublic };
  const ecr = ecrBackend(invocation);
  const worded =
    <A extends readonly unknown[], T>(work: (...given: A) => Promise<T>) =>
    async (...given: A): Promise<T> => {
      try {
        return await work(...given);
      } catch (error) {
        if (!(error instanceof OciError) || error.code !== "NAME_UNKNOWN") throw error;
        throw noRepository(String(given[0]), alias);
      }
    };
  return {
    ...ecr,
    // HEAD of a blob is how a push begins: pulls do not ask it.
    blob: worded(ecr.blob),
    openUpload: worded(ecr.openUpload),
    mount: async () => false,
    admitManifest: ecr.admitManifest ? worded(ecr.admitManifest) : async () => undefined,
    putManifest: worded(ecr.putManifest),
    deleteManifest: worded(ecr.deleteManifest),
    catalog: unsupported,
  };
}

/** The backend of one request. `named` takes the alias from a repository's name. */
export function publicBackend(identified: Identified, shelf: PublicShelf): Backend {
  const backend: Backend = { ...writing(identified, shelf), ...reading(identified, shelf) };
  return withoutPrefix(backend, shelf.alias.length + 1);
}

/** For somebody without a login there is nothing but reading. */
export function anonymousBackend(context: Identified["context"], shelf: PublicShelf, refuse: () => OciError): Backend {
  const no = async (): Promise<never> => {
    throw refuse();
  };
  const backend: Backend = {
    ...{ blob: no, openUpload: no, mount: no, upload: no, append: no, complete: no, cancel: no },
    ...{ admitManifest: no, putManifest: no, deleteManifest: no, deleteBlob: no, catalog: unsupported },
    ...reading({ context }, shelf),
  };
  return withoutPrefix(backend, shelf.alias.length + 1);
}

/** The same for names that have `length` characters more at their beginning. */
function withoutPrefix(backend: Backend, length: number): Backend {
  const named =
    <A extends readonly unknown[], T>(work: (repository: string, ...rest: A) => Promise<T>) =>
    (name: string, ...rest: A): Promise<T> =>
      work(name.slice(length), ...rest);
  return {
    ...backend,
    blob: named(backend.blob),
    readBlob: named(backend.readBlob),
    openUpload: named(backend.openUpload),
    mount: named(backend.mount),
    upload: named(backend.upload),
    append: named(backend.append),
    complete: named(backend.complete),
    cancel: named(backend.cancel),
    manifest: named(backend.manifest),
    ...(backend.admitManifest ? { admitManifest: named(backend.admitManifest) } : {}),
    putManifest: named(backend.putManifest),
    deleteManifest: named(backend.deleteManifest),
    deleteBlob: named(backend.deleteBlob),
    tags: named(backend.tags),
    referrers: named(backend.referrers),
  };
}
