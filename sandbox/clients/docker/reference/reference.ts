/** Names of images: parsing, completing and writing them as Docker does (github.com/distribution/reference). */
import { DockerError, fromDaemon, noSuchImage } from "../errors/errors.ts";

export interface Reference {
  /** `docker.io`, `111122223333.dkr.ecr.us-east-1.amazonaws.com`, `localhost:5000`. */
  readonly domain: string;
  /** `library/alpine`, `web/storefront`. */
  readonly path: string;
  readonly tag?: string;
  readonly digest?: string;
}

export const HUB = "docker.io";

const COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const PATH = new RegExp(`^${COMPONENT}(?:/${COMPONENT})*$`);
const DOMAIN = /^(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*(?::[0-9]+)?$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

const FORMAT = "invalid reference format";

/** Why a text is no reference, in Docker's words; undefined when it is one. */
export function parseReference(text: string): Reference | { readonly wrong: string } {
  if (isId(text)) return { wrong: `invalid repository name (${text}), cannot specify 64-byte hexadecimal strings` };
  const { domain, remainder } = splitDomain(text);
  const colon = remainder.indexOf(":");
  const named = colon < 0 ? remainder : remainder.slice(0, colon);
  if (named !== named.toLowerCase()) return { wrong: `${FORMAT}: repository name (${named}) must be lowercase` };
  const at = remainder.indexOf("@");
  const digest = at < 0 ? undefined : remainder.slice(at + 1);
  const beforeDigest = at < 0 ? remainder : remainder.slice(0, at);
  const sign = beforeDigest.lastIndexOf(":");
  const tag = sign < 0 ? undefined : beforeDigest.slice(sign + 1);
  const path = sign < 0 ? beforeDigest : beforeDigest.slice(0, sign);
  if (!PATH.test(path) || !DOMAIN.test(domain) || (tag !== undefined && !TAG.test(tag))) return { wrong: FORMAT };
  if (digest !== undefined && !DIGEST.test(digest)) return { wrong: FORMAT };
  if (`${domain}/${path}`.length > 255) return { wrong: "repository name must not be more than 255 characters" };
  return { domain, path, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
}

/** The reference, or the client's refusal. */
export function reference(text: string, words: (wrong: string) => string = (wrong) => wrong): Reference {
  const parsed = parseReference(text);
  if ("wrong" in parsed) throw new DockerError(words(parsed.wrong), 1, { code: "invalid-reference", names: text });
  return parsed;
}

/** What the engine says of a name that it has no image of. */
export function noImageOf(text: string): DockerError {
  const parsed = parseReference(text);
  if (!("wrong" in parsed)) return noSuchImage(familiar(withDefaultTag(parsed)));
  return isId(text) ? noSuchImage(text) : fromDaemon(parsed.wrong);
}

/** The beginning of an image's ID is as good as its name; all of it is no name. */
export function isId(text: string): boolean {
  return /^[a-f0-9]{64}$/.test(text);
}

/** What stands before the first slash is a host when it looks like one; else the image is Docker Hub's. */
function splitDomain(text: string): { domain: string; remainder: string } {
  const slash = text.indexOf("/");
  const first = text.slice(0, Math.max(0, slash));
  const isHost = slash >= 0 && (/[.:]/.test(first) || first === "localhost" || first !== first.toLowerCase());
  const domain = isHost ? (first === "index.docker.io" ? HUB : first) : HUB;
  const remainder = isHost ? text.slice(slash + 1) : text;
  return { domain, remainder: domain === HUB && !remainder.includes("/") ? `library/${remainder}` : remainder };
}

/** With `latest` where neither tag nor digest was given. */
export function withDefaultTag(image: Reference): Reference {
  return image.tag === undefined && image.digest === undefined ? { ...image, tag: "latest" } : image;
}

/** The name without tag and digest, as people write it: `alpine`, `HOST/web/storefront`. */
export function familiarName({ domain, path }: Reference): string {
  if (domain !== HUB) return `${domain}/${path}`;
  return path.startsWith("library/") ? path.slice("library/".length) : path;
}

/** As people write it, with tag and digest. */
export function familiar(image: Reference): string {
  return familiarName(image) + suffix(image);
}

/** With the host always: `docker.io/library/alpine:3.22`. */
export function canonical(image: Reference): string {
  return `${image.domain}/${image.path}${suffix(image)}`;
}

function suffix({ tag, digest }: Reference): string {
  return `${tag === undefined ? "" : `:${tag}`}${digest === undefined ? "" : `@${digest}`}`;
}
