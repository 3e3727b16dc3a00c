/**
 * One image copied to another registry. Its bytes are there already, by digest: what the destination gets is a manifest, the membership
 * of its blobs, and the tag. Settings, policies and statuses stay where they are, and nothing is ever deleted (user guide, "Private
 * image replication").
 */
import { ask } from "../../iam/ask.ts";
import { callerOf } from "../../iam/caller.ts";
import type { Caller } from "../../iam/decision.ts";
import type { Digest } from "../../kernel/hash.ts";
import { memberKey, principalKey, type RegistryId, repositoryKey } from "../../world/keys.ts";
import type { Image, Repository } from "../../world/tables.ts";
import type { Transaction } from "../../world/world.ts";
import { repositoryArn } from "../common/arn.ts";
import { parseManifest } from "../common/manifest.ts";
import { moveTag } from "../common/move-tag.ts";
import { tagMayMove } from "../common/mutability.ts";
import { lockedBy } from "../encryption/use.ts";
import { tellReplicated } from "../events/events.ts";
import type { JobScope } from "../jobs/jobs.ts";
import { createByTemplate, mayCreate, templateFor, templateTrouble } from "../templates/apply.ts";

/** Why a copy was not made. The codes of the service are recorded nowhere: these are named after its errors. (unverified) */
export type CopyFailure = "AccessDenied" | "KmsError" | "ImageNotFound" | "ImageInaccessible" | "ImageTagAlreadyExists";

export interface Copy {
  /** The repository's row. */
  readonly from: Repository;
  readonly digest: Digest;
  readonly tag?: string | undefined;
  readonly to: RegistryId;
}

/** Copies an image and what its index names, and tells the destination. Gives why not, when it could not. */
export function copyImage(copy: Copy, scope: JobScope): CopyFailure | undefined {
  const failure = tryCopy(copy, scope);
  tellReplicated(scope, { ...copy, tag: copy.tag, failed: failure !== undefined });
  return failure;
}

function tryCopy({ from, digest, tag, to }: Copy, scope: JobScope): CopyFailure | undefined {
  const { tx, now } = scope;
  const source = repositoryKey(from, from.name);
  const failure = readable(tx, source, digest);
  if (failure) return failure;
  const refused = admission(tx, from, to, scope);
  if (refused) return refused;
  const key = repositoryKey(to, from.name);
  const row = tx.get("repositories", key);
  if (lockedBy(tx.world, from, "Decrypt", now) || (row && lockedBy(tx.world, row, "GenerateDataKey", now))) return "KmsError";
  const holder = tag === undefined ? undefined : tx.get("tags", memberKey(key, tag))?.digest;
  if (row && tag !== undefined && holder !== undefined && holder !== digest && !tagMayMove(row, tag)) return "ImageTagAlreadyExists";
  place(tx, source, key, digest, now);
  if (tag !== undefined) moveTag(tx, key, tag, digest, now);
  return undefined;
}

/** An archived image cannot be read, not even by ECR. */
function readable(tx: Transaction, source: string, digest: Digest): CopyFailure | undefined {
  const image = tx.get("images", memberKey(source, digest));
  if (!image) return "ImageNotFound";
  return (image.status ?? "ACTIVE") === "ACTIVE" ? undefined : "ImageInaccessible";
}

/** The destination's registry policy must let the source account in; within one account nothing needs to be granted. Makes the repository. */
function admission(tx: Transaction, from: Repository, to: RegistryId, { now, hasher }: JobScope): CopyFailure | undefined {
  const { name } = from;
  const caller = rootOf(tx, from.account);
  const target = { kind: "registry", registry: to } as const;
  const asked = { caller, action: "ecr:ReplicateImage", resource: repositoryArn(to, name), target, region: to.region, now };
  if (ask(tx.world, asked).verdict === "deny") return "AccessDenied";
  if (tx.get("repositories", repositoryKey(to, name))) return undefined;
  const template = templateFor(tx.world, to, name, "REPLICATION");
  if (!mayCreate(tx.world, { caller, registry: to, name, now }, template)) return "AccessDenied";
  if (templateTrouble(tx.world, { registry: to, name, now }, template)) return "KmsError";
  createByTemplate(tx, { registry: to, name, now, hasher }, template);
  return undefined;
}

/** Replication is done in the name of the account that has the rule. */
function rootOf(tx: Transaction, account: string): Caller {
  const principal = principalKey(account, "root");
  const arn = `arn:aws:iam::${account}:root`;
  return callerOf(tx.world, principal) ?? { arn, account, kind: "root", principalArn: arn, userId: account, principal };
}

/** Writes the rows of an image, the parts of an index first. Parts that the source no longer has stay away. */
function place(tx: Transaction, source: string, destination: string, digest: Digest, now: number): void {
  const image = tx.get("images", memberKey(source, digest));
  if (!image) return;
  const manifest = parseManifest(image.manifest, image.mediaType);
  if (manifest.kind === "index") for (const child of manifest.children) place(tx, source, destination, child.digest as Digest, now);
  if (manifest.kind === "image") for (const blob of manifest.blobs) joinLayer(tx, source, destination, blob.digest, now);
  const key = memberKey(destination, digest);
  const there = tx.get("images", key);
  if (there && (there.status ?? "ACTIVE") === "ACTIVE") return;
  tx.set("images", key, there ? { ...there, status: "ACTIVE", lastActivatedAt: now } : bare(image, now));
}

/** Without what happened to it in the source: tags, pulls, storage class, statuses. */
function bare({ digest, manifest, mediaType, artifactMediaType, subject, size }: Image, now: number): Image {
  return {
    digest,
    manifest,
    mediaType,
    ...(artifactMediaType === undefined ? {} : { artifactMediaType }),
    ...(subject === undefined ? {} : { subject }),
    size,
    pushedAt: now,
    tags: [],
  };
}

function joinLayer(tx: Transaction, source: string, destination: string, digest: string, now: number): void {
  const layer = tx.get("layers", memberKey(source, digest));
  const key = memberKey(destination, digest);
  if (layer && !tx.get("layers", key)) tx.set("layers", key, { ...layer, addedAt: now });
}
