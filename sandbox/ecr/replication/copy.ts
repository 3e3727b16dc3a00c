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
import { restored } from "../common/restored.ts";
import { lockedBy } from "../encryption/use.ts";
import { tellReplicated } from "../events/events.ts";
import type { JobScope } from "../jobs/jobs.ts";
import { scanPushed } from "../scanning/on-push.ts";
import { createByTemplate, mayCreate, templateFor, templateTrouble } from "../templates/apply.ts";

/** Why a copy was not made. The codes of the service are recorded nowhere: these are named after its errors. (unverified) */
export type CopyFailure = "AccessDenied" | "KmsError" | "ImageNotFound" | "ImageInaccessible";

/** Why there is no copy, or the tag that it has. */
export type Copied = { readonly failure: CopyFailure; readonly tag?: never } | { readonly failure?: never; readonly tag?: string };

export interface Copy {
  /** The repository's row. */
  readonly from: Repository;
  readonly digest: Digest;
  readonly tag?: string | undefined;
  readonly to: RegistryId;
}

/** Copies an image and what its index names, and tells the destination. */
export function copyImage(copy: Copy, scope: JobScope): Copied {
  const copied = tryCopy(copy, scope);
  const failed = copied.failure !== undefined;
  tellReplicated(scope, { ...copy, tag: failed ? copy.tag : copied.tag, failed });
  return copied;
}

function tryCopy({ from, digest, tag, to }: Copy, scope: JobScope): Copied {
  const { tx, now } = scope;
  const source = repositoryKey(from, from.name);
  const failure = readable(tx, source, digest);
  if (failure) return { failure };
  const into = admission(tx, from, to, scope);
  if (typeof into === "string") return { failure: into };
  const key = repositoryKey(to, from.name);
  if (lockedBy(tx.world, from, "Decrypt", now) || lockedBy(tx.world, into, "GenerateDataKey", now)) return { failure: "KmsError" };
  place(tx, source, into, digest, now);
  const holder = tag === undefined ? undefined : tx.get("tags", memberKey(key, tag))?.digest;
  // Where the tag may not move, the image comes without it (user guide, "Private image replication", considerations).
  if (tag === undefined || (holder !== undefined && holder !== digest && !tagMayMove(into, tag))) return {};
  moveTag(tx, key, tag, digest, now);
  return { tag };
}

/** An archived image cannot be read, not even by ECR. */
function readable(tx: Transaction, source: string, digest: Digest): CopyFailure | undefined {
  const image = tx.get("images", memberKey(source, digest));
  if (!image) return "ImageNotFound";
  return (image.status ?? "ACTIVE") === "ACTIVE" ? undefined : "ImageInaccessible";
}

/**
 * The repository that a copy goes into, made if need be. The destination's registry policy must let the source account in; within one
 * account nothing needs to be granted.
 */
function admission(tx: Transaction, from: Repository, to: RegistryId, { now, hasher }: JobScope): Repository | CopyFailure {
  const { name } = from;
  const caller = rootOf(tx, from.account);
  const target = { kind: "registry", registry: to } as const;
  const asked = { caller, action: "ecr:ReplicateImage", resource: repositoryArn(to, name), target, region: to.region, now };
  if (ask(tx.world, asked).verdict === "deny") return "AccessDenied";
  const there = tx.get("repositories", repositoryKey(to, name));
  if (there) return there;
  const template = templateFor(tx.world, to, name, "REPLICATION");
  if (!mayCreate(tx.world, { caller, registry: to, name, now }, template)) return "AccessDenied";
  if (templateTrouble(tx.world, { registry: to, name, now }, template)) return "KmsError";
  return createByTemplate(tx, { registry: to, name, now, hasher }, template).row;
}

/** Replication is done in the name of the account that has the rule. */
function rootOf(tx: Transaction, account: string): Caller {
  const principal = principalKey(account, "root");
  const arn = `arn:aws:iam::${account}:root`;
  return callerOf(tx.world, principal) ?? { arn, account, kind: "root", principalArn: arn, userId: account, principal };
}

/** Writes the rows of an image, the parts of an index first. Parts that the source no longer has stay away. */
function place(tx: Transaction, source: string, to: Repository, digest: Digest, now: number): void {
  const destination = repositoryKey(to, to.name);
  const image = tx.get("images", memberKey(source, digest));
  if (!image) return;
  const manifest = parseManifest(image.manifest, image.mediaType);
  if (manifest.kind === "index") for (const child of manifest.children) place(tx, source, to, child.digest as Digest, now);
  if (manifest.kind === "image") for (const blob of manifest.blobs) joinLayer(tx, source, destination, blob.digest, now);
  const key = memberKey(destination, digest);
  const there = tx.get("images", key);
  if (there && (there.status ?? "ACTIVE") === "ACTIVE") return;
  const copy = there ? restored(there, now) : bare(image, now);
  tx.set("images", key, copy);
  // A copy is scanned by the rules of the registry that it came to: people wait there for the event of its scan, for want of another
  // (aws/containers-roadmap, issue 1194).
  scanPushed(tx, to, copy, now);
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
  if (!layer || tx.get("layers", key)) return;
  const { cached: _, ...copy } = layer;
  tx.set("layers", key, { ...copy, addedAt: now });
}
