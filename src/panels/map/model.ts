/** What the map draws, computed from a view: pure, so that the picture, its table and its sentences cannot disagree. */
import { counted, size, span } from "../../components/format.ts";
import { containerLook, labelLength } from "../../digest/digest-colour.ts";
import type { LayerView, RepositoryView, View } from "../../session/contract.ts";

export interface Stack {
  /** Manifest digest; empty while the image is arriving. */
  readonly digest: string;
  readonly tags: readonly string[];
  /** Base layer first. */
  readonly layers: readonly LayerView[];
  readonly size: number;
  /** Just deleted: drawn once more while it fades. */
  readonly leaving?: boolean;
}

export interface Berth {
  readonly key: string;
  readonly name: string;
  readonly facts: readonly string[];
  readonly immutable: boolean;
  /** Oldest first, the newest stands next to the crane. */
  readonly stacks: readonly Stack[];
  /** Layers set down for an image whose manifest has not come yet. */
  readonly arriving: readonly LayerView[];
  readonly leaving?: boolean;
}

const keyOf = ({ account, region, name }: RepositoryView) => `${account}/${region}/${name}`;

/** Layers that lie in no image, as `repository key digest`. What lies there while nothing runs was left by a delete or a broken push. */
export function loose(view: View): ReadonlySet<string> {
  return new Set(view.repositories.flatMap((repository) => repository.arriving.map(({ digest }) => `${keyOf(repository)} ${digest}`)));
}

/** `left`: what lay in no image before the running command, so it is not arriving. */
export function berths(view: View, left: ReadonlySet<string> = new Set()): readonly Berth[] {
  return view.repositories.map((repository) => {
    const key = keyOf(repository);
    const arriving = repository.arriving.filter(({ digest }) => !left.has(`${key} ${digest}`));
    const lying = repository.arriving.length - arriving.length;
    return {
      key,
      name: repository.name,
      facts: [...facts(repository, view), ...(lying > 0 ? [`${counted(lying, "blob")} in no image`] : [])],
      immutable: repository.mutability.startsWith("IMMUTABLE"),
      stacks: [...repository.images].sort((a, b) => a.pushedAt - b.pushedAt),
      arriving,
    };
  });
}

/** What is there and, marked, what was there a moment ago; undefined when nothing has gone. */
export function withLeaving(before: readonly Berth[], now: readonly Berth[]): readonly Berth[] | undefined {
  const gone = before.filter(({ key, leaving }) => !leaving && !now.some((berth) => berth.key === key));
  let some = gone.length > 0;
  const merged = now.map((berth) => {
    const old = before.find(({ key }) => key === berth.key)?.stacks ?? [];
    const left = old.filter(({ digest, leaving }) => !leaving && !berth.stacks.some((stack) => stack.digest === digest));
    if (left.length === 0) return berth;
    some = true;
    return { ...berth, stacks: [...left.map((stack) => ({ ...stack, leaving: true })), ...berth.stacks] };
  });
  return some ? [...merged, ...gone.map((berth) => ({ ...berth, leaving: true }))] : undefined;
}

/** Layers that a push has just found in place, as `repository digest`, with the number of the request that asked. */
export function found(view: View, after: number): ReadonlyMap<string, number> {
  const seen = new Map<string, number>();
  for (const { seq, method, status, path } of view.requests) {
    const [, name, digest] = (seq > after && method === "HEAD" && status === 200 && /^\/v2\/(.+)\/blobs\/(sha256:[0-9a-f]{64})$/.exec(path)) || [];
    if (name !== undefined && digest !== undefined) seen.set(`${name} ${digest}`, seq);
  }
  return seen;
}

function facts(repository: RepositoryView, view: View): string[] {
  const list = [repository.mutability.startsWith("IMMUTABLE") ? "immutable tags" : "mutable tags"];
  if (repository.scanOnPush) list.push("scan on push");
  if (repository.region !== view.me.region) list.push(repository.region);
  if (repository.account !== view.me.account) list.push(repository.account);
  return list;
}

/** How long layer labels must be to tell this screen's layers apart. */
export function labels(view: View): number {
  return labelLength(
    view.repositories.flatMap(({ images, arriving }) => [...images.flatMap(({ layers }) => layers), ...arriving]).map(({ digest }) => digest),
  );
}

/** "6 layers stored, 11 uses", over all repositories; nothing to say about an empty registry. */
export function stored(view: View): string | undefined {
  const layers = view.repositories.reduce((sum, { layersStored }) => sum + layersStored, 0);
  const uses = view.repositories.reduce((sum, { layerUses }) => sum + layerUses, 0);
  return layers === 0 ? undefined : `${counted(layers, "layer")} stored, ${counted(uses, "use")}.`;
}

export interface TokenState {
  readonly host: string;
  /** 0 to 1 of the twelve hours. */
  readonly share: number;
  readonly tone: "pass" | "wait" | "fail" | "";
  readonly words: string;
}

const HOUR = 3_600_000;

/** What Docker holds for this registry, in words. */
export function token(view: View): TokenState {
  const host = `${view.me.account}.dkr.ecr.${view.me.region}.amazonaws.com`;
  const login = view.logins.find((entry) => entry.host === host) ?? view.logins[0];
  if (!login) return { host, share: 0, tone: "", words: "Docker is not logged in" };
  if (login.expiresAt === undefined) return { host: login.host, share: 0, tone: "fail", words: "Docker holds a password that is no token" };
  const left = login.expiresAt - view.now;
  if (left <= 0) return { host: login.host, share: 0, tone: "fail", words: `Token expired ${span(-left)} ago` };
  return { host: login.host, share: Math.min(1, left / (12 * HOUR)), tone: left > HOUR ? "pass" : "wait", words: `Token: ${span(left)} left` };
}

/** One sentence about what changed between two views, for the caption; undefined when the map did not change. */
export function change(before: View | undefined, after: View): string | undefined {
  if (!before) return undefined;
  const old = new Map(before.repositories.map((repository) => [keyOf(repository), repository]));
  const sentences: string[] = [];
  for (const repository of after.repositories) {
    const key = keyOf(repository);
    sentences.push(...changesOf(repository, old.get(key)));
    old.delete(key);
  }
  for (const { name } of old.values()) sentences.push(`Repository ${name} is gone.`);
  return sentences.length > 0 ? sentences.slice(0, 2).join(" ") : undefined;
}

function changesOf(now: RepositoryView, was: RepositoryView | undefined): string[] {
  if (!was) return [`Repository ${now.name} is new.`];
  const had = new Set(was.arriving.map(({ digest }) => digest));
  const landed = now.arriving.filter(({ digest }) => !had.has(digest));
  const images = new Map(was.images.map((image) => [image.digest, image]));
  const sentences: string[] = [];
  for (const image of now.images) {
    const old = images.get(image.digest);
    images.delete(image.digest);
    const named = image.tags.length > 0 ? image.tags.map((tag) => `${now.name}:${tag}`).join(", ") : `an untagged image of ${now.name}`;
    if (!old) sentences.push(`${named} is in the registry: ${counted(image.layers.length, "layer")}, ${size(image.size)}.`);
    else if (old.tags.join() !== image.tags.join())
      sentences.push(`${now.name}: ${containerLook(image.digest).label} is now ${image.tags.join(", ") || "untagged"}.`);
  }
  if (images.size > 0) sentences.push(`${counted(images.size, "image")} left ${now.name}.`);
  for (const { digest, size: bytes } of landed.slice(-1)) sentences.push(`Set down ${containerLook(digest).label} in ${now.name}, ${size(bytes)}.`);
  return sentences;
}
