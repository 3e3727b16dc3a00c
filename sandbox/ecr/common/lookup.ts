/** Rows that several operations look up, and their form in answers. */
import type { Addresses } from "../../cloud/service.ts";
import { META, memberKey, memberOf, type RegistryId, repositoryKey } from "../../world/keys.ts";
import type { Image, Meta, Repository } from "../../world/tables.ts";
import type { Transaction } from "../../world/world.ts";
import type { ImageIdentifier, Repository as RepositoryOutput } from "../model/types.gen.ts";
import { repositoryArn, repositoryUri } from "./arn.ts";

/** A repository that exists, and what is needed to reach what it holds. */
export interface Found {
  readonly row: Repository;
  readonly key: string;
  /** For the sentences of refusals. */
  readonly where: { readonly repository: string; readonly account: string };
}

export function where(registry: RegistryId, repository: string): Found["where"] {
  return { repository, account: registry.account };
}

export function findRepository(tx: Pick<Transaction, "get">, registry: RegistryId, name: string): Found | undefined {
  const key = repositoryKey(registry, name);
  const row = tx.get("repositories", key);
  return row && { row, key, where: where(registry, name) };
}

export function sealingKeyOf(tx: Pick<Transaction, "get">): string {
  return (tx.get("meta", META) as Meta).sealingKey;
}

/** Epoch seconds, the form of timestamps on the wire. */
export function seconds(milliseconds: number): number {
  return milliseconds / 1000;
}

export function describeRepository(row: Repository, addresses: Addresses): RepositoryOutput {
  return {
    repositoryArn: repositoryArn(row, row.name),
    registryId: row.account,
    repositoryName: row.name,
    repositoryUri: repositoryUri(addresses, row, row.name),
    createdAt: seconds(row.createdAt),
    imageTagMutability: row.imageTagMutability,
    imageTagMutabilityExclusionFilters: row.imageTagMutabilityExclusionFilters as RepositoryOutput["imageTagMutabilityExclusionFilters"],
    imageScanningConfiguration: { scanOnPush: row.scanOnPush },
    encryptionConfiguration: row.encryption as NonNullable<RepositoryOutput["encryptionConfiguration"]>,
  };
}

export type ImageLookup =
  | { readonly kind: "found"; readonly image: Image }
  | { readonly kind: "missing" }
  | { readonly kind: "mismatch" }
  | { readonly kind: "neither" }
  | { readonly kind: "bad-digest" }
  | { readonly kind: "bad-tag" };

const DIGEST = /^[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+$/;
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]*$/;

/** The image that an identifier means: by digest, by tag, or by both when they agree. */
export function findImage(tx: Pick<Transaction, "get">, repository: string, { imageDigest, imageTag }: ImageIdentifier): ImageLookup {
  if (imageDigest === undefined && imageTag === undefined) return { kind: "neither" };
  if (imageDigest !== undefined && !DIGEST.test(imageDigest)) return { kind: "bad-digest" };
  if (imageTag !== undefined && !TAG.test(imageTag)) return { kind: "bad-tag" };
  const tagged = imageTag === undefined ? undefined : tx.get("tags", memberKey(repository, imageTag))?.digest;
  if (imageTag !== undefined && tagged === undefined) return { kind: "missing" };
  const image = tx.get("images", memberKey(repository, imageDigest ?? tagged ?? ""));
  if (!image) return { kind: "missing" };
  return tagged !== undefined && tagged !== image.digest ? { kind: "mismatch" } : { kind: "found", image };
}

/** Whether a repository holds any image. */
export function hasImages(tx: Transaction, repository: string): boolean {
  return !tx.range("images", memberKey(repository, "")).next().done;
}

/** Rows of a repository with member names instead of keys. */
export function* members<T extends "images" | "tags" | "layers">(tx: Transaction, table: T, repository: string, after?: string) {
  const prefix = memberKey(repository, "");
  for (const [key, row] of tx.range(table, prefix, after === undefined ? undefined : memberKey(repository, after)))
    yield [memberOf(key), row] as const;
}
