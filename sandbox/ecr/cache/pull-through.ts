/**
 * The pull-through cache (user guide, "Pull through cache"). It stands around BatchGetImage, which every pull begins with and which the
 * API offers too: handlers stay synchronous on one world, so what has to be fetched is fetched first, in transactions of its own, and the
 * handler then finds it like any other image. Blobs come with the manifest, not when they are asked for: a cached image is whole, and is
 * served when the upstream registry is not there.
 */
import { ask } from "../../iam/ask.ts";
import { digestOf } from "../../kernel/hash.ts";
import { serially } from "../../kernel/serially.ts";
import { memberKey, type RegistryId, repositoryKey } from "../../world/keys.ts";
import type { CacheRule } from "../../world/tables.ts";
import { repositoryArn } from "../common/arn.ts";
import { imageFailure } from "../common/failures.ts";
import { findImage } from "../common/lookup.ts";
import { tagMayMove } from "../common/mutability.ts";
import { lockedBy } from "../encryption/use.ts";
import { type Happening, tellSynced } from "../events/events.ts";
import type { Invocation } from "../invoke.ts";
import type { Input, Output } from "../model/index.ts";
import type { ImageFailure, ImageIdentifier } from "../model/types.gen.ts";
import { refusal } from "../refusals.ts";
import { createByTemplate, mayCreate, templateFor, templateTrouble } from "../templates/apply.ts";
import { credentialsOf } from "./credentials.ts";
import { fetchImage, storeImage } from "./import.ts";
import { ruleFor, upstreamName } from "./rules.ts";
import { UpstreamClient, UpstreamError, type UpstreamTrouble } from "./upstream-client.ts";

/** The upstream registry is asked about a tag at most once in this many milliseconds. */
const FRESH = 24 * 60 * 60 * 1000;

/** (unverified) */
const REASONS: Readonly<Record<Exclude<UpstreamTrouble, "ImageNotFound" | "UpstreamAccessDenied">, string>> = {
  UpstreamTooManyRequests: "The upstream registry answered with too many requests",
  UpstreamUnavailable: "The upstream registry is unavailable",
};

type Asked = Input<"BatchGetImage">;
type Answer = Output<"BatchGetImage">;

/** One pull under a rule. */
interface Pull {
  readonly invocation: Invocation;
  readonly registry: RegistryId;
  readonly rule: CacheRule;
  readonly name: string;
  /** Key of the repository, there or not. */
  readonly key: string;
}

/** Runs a pull, with what a rule brings before it. */
export function pullThrough(invocation: Invocation, registry: RegistryId, input: Asked, serve: () => Promise<Answer>): Promise<Answer> {
  const name = input.repositoryName;
  const rule = ruleFor(invocation.context.store.world, registry, name);
  if (!rule) return serve();
  const pull: Pull = { invocation, registry, rule, name, key: repositoryKey(registry, name) };
  if (input.imageIds.every((id) => standing(pull, id) === "fresh")) return serve();
  return serially(invocation.context.blobs, `pull through ${pull.key}`, () => importing(pull, input, serve));
}

async function importing(pull: Pull, input: Asked, serve: () => Promise<Answer>): Promise<Answer> {
  const { store } = pull.invocation.context;
  const failures = new Map<ImageIdentifier, ImageFailure>();
  const locked = lockedOut(pull);
  if (locked && store.world.repositories.get(pull.key)) return serve();
  if (locked) return { images: [], failures: input.imageIds.map((imageId) => ({ imageId, failureCode: "KmsError", failureReason: locked.message })) };
  if (mayBecome(pull)) {
    for (const id of input.imageIds) {
      const trouble = await bring(pull, id);
      if (trouble) failures.set(id, failureOf(id, trouble));
    }
    // Nothing came, so no repository was made: each image says why.
    if (!store.world.repositories.get(pull.key))
      return { images: [], failures: input.imageIds.map((id) => failures.get(id) ?? imageFailure(id, "missing")) };
  }
  const answer = await serve();
  const own = (failure: ImageFailure) =>
    [...failures].find(([id]) => id.imageTag === failure.imageId?.imageTag && id.imageDigest === failure.imageId?.imageDigest)?.[1];
  return { ...answer, failures: (answer.failures ?? []).map((failure) => own(failure) ?? failure) };
}

/** Whether the repository is there, or may be made by this pull. */
function mayBecome({ invocation, registry, name, key }: Pull): boolean {
  const { store } = invocation.context;
  if (store.world.repositories.get(key)) return true;
  const template = templateFor(store.world, registry, name, "PULL_THROUGH_CACHE");
  return mayCreate(store.world, { caller: invocation.caller, registry, name, now: store.now() }, template);
}

/** Whether the key of the repository, or of the template that would make it, keeps the cache from storing anything. */
function lockedOut({ invocation, registry, name, key }: Pull): { readonly message: string } | undefined {
  const { store } = invocation.context;
  const row = store.world.repositories.get(key);
  if (row) return lockedBy(store.world, row, "GenerateDataKey", store.now());
  return templateTrouble(store.world, { registry, name, now: store.now() }, templateFor(store.world, registry, name, "PULL_THROUGH_CACHE"));
}

/** What the cache has of an image: `missing` may be brought, `stale` is asked about again. */
function standing({ invocation, key }: Pull, id: ImageIdentifier): "fresh" | "stale" | "missing" {
  const { store } = invocation.context;
  const reader = { get: (table: "images" | "tags", row: string) => store.world[table].get(row) } as Parameters<typeof findImage>[0];
  const lookup = findImage(reader, key, id);
  if (lookup.kind === "missing") return "missing";
  const tag = id.imageTag === undefined || id.imageDigest !== undefined ? undefined : store.world.tags.get(memberKey(key, id.imageTag));
  // A tag that somebody pushed has no time of asking: it is theirs, and stays.
  return tag?.upstreamAt !== undefined && store.now() - tag.upstreamAt >= FRESH ? "stale" : "fresh";
}

/** Imports or refreshes one image. Gives what is to be said of an image that did not come. */
async function bring(pull: Pull, id: ImageIdentifier): Promise<UpstreamTrouble | undefined> {
  const state = standing(pull, id);
  if (state === "fresh") return undefined;
  const missing = state === "missing";
  if (!mayImport(pull)) return missing ? "ImageNotFound" : undefined;
  try {
    const digest = await fetchAndStore(pull, id);
    log(pull, id, { result: "SUCCESS", digest });
    return undefined;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    log(pull, id, { result: "FAILED", reason: error.trouble });
    const { store, hasher } = pull.invocation.context;
    store.change(({ tx, now }) => tell(pull, { tx, hasher, now }, id, undefined));
    // Whatever ails the upstream registry, what is cached is served.
    if (!missing) return undefined;
    if (error.trouble === "UpstreamAccessDenied") throw refusal("UnableToGetUpstreamImageException", undefined);
    return error.trouble;
  }
}

/** Asked in the name of whoever pulls. The refusal is not said to them, but stands in the log. */
function mayImport({ invocation, registry, name }: Pull): boolean {
  const { context, caller, report } = invocation;
  const action = "ecr:BatchImportUpstreamImage";
  const resource = repositoryArn(registry, name);
  const target = { kind: "repository", registry, name } as const;
  const decision = ask(context.store.world, { caller, action, resource, target, region: registry.region, now: context.store.now() });
  if (decision.verdict === "deny") Object.assign(report, { action, resource, decision });
  return decision.verdict === "allow";
}

async function fetchAndStore({ invocation, registry, rule, name, key }: Pull, { imageTag, imageDigest }: ImageIdentifier): Promise<string> {
  const { context } = invocation;
  const { store, blobs, hasher } = context;
  const credentials = credentialsOf(context, rule);
  if (credentials.kind === "none") throw new UpstreamError("UpstreamAccessDenied");
  const client = new UpstreamClient(context, rule.url, upstreamName(rule, name), credentials);
  const has = (digest: string) => store.world.images.get(memberKey(key, digest)) !== undefined;
  const pieces = await fetchImage(client, imageDigest ?? imageTag ?? "", { blobs, hash: (text) => digestOf(hasher, text), has });
  const digest = pieces.at(-1)?.digest ?? "";
  store.change(({ tx, now }) => {
    const template = templateFor(tx.world, registry, name, "PULL_THROUGH_CACHE");
    const row = tx.get("repositories", key) ?? createByTemplate(tx, { registry, name, now, hasher }, template).row;
    const tag = imageDigest === undefined ? imageTag : undefined;
    const holder = tag === undefined ? undefined : tx.get("tags", memberKey(key, tag));
    // An immutable tag keeps its image; that it was asked about is noted all the same.
    if (holder && tag !== undefined && holder.digest !== digest && !tagMayMove(row, tag))
      tx.set("tags", memberKey(key, tag), { ...holder, upstreamAt: now });
    else storeImage(tx, row, pieces, { tag, now });
    tell({ invocation, registry, rule, name, key }, { tx, hasher, now }, { imageTag, imageDigest }, digest);
  });
  await context.settled();
  return digest;
}

/** Tells EventBridge of an image that came, or of one without a digest that did not. */
function tell({ registry, rule, name }: Pull, happening: Happening, { imageTag, imageDigest }: ImageIdentifier, digest: string | undefined): void {
  tellSynced(happening, { ...registry, name }, rule, { digest: digest ?? imageDigest, tag: imageTag, failed: digest === undefined });
}

function failureOf(id: ImageIdentifier, trouble: UpstreamTrouble): ImageFailure {
  if (trouble === "ImageNotFound" || trouble === "UpstreamAccessDenied") return imageFailure(id, "missing");
  return { imageId: id, failureCode: trouble, failureReason: REASONS[trouble] };
}

function log({ invocation, rule, name }: Pull, { imageTag }: ImageIdentifier, more: Readonly<Record<string, string>>): void {
  const tag = imageTag === undefined ? {} : { tag: imageTag };
  invocation.context.store.log({ kind: "cache-refresh", of: name, has: { upstream: rule.url, prefix: rule.prefix, ...tag, ...more } });
}
