/** AWS Signature Version 4: the text that is signed, and the key it is signed with (IAM User Guide, "Create a signed AWS API request"). */
import { hex, utf8 } from "../../kernel/bytes.ts";
import type { HttpHeaders } from "../../kernel/exchange.ts";
import type { Hasher } from "../../kernel/hash.ts";

export const ALGORITHM = "AWS4-HMAC-SHA256";
export const TERMINATOR = "aws4_request";

/** Date, Region and service for which a signature holds. */
export interface Scope {
  /** `20261123` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** `20261123T081819Z` of epoch milliseconds. */
export function amzDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/[-:]|\.\d{3}/g, "");
}

/** Epoch milliseconds of `20261123T081819Z`, or undefined. */
export function parseAmzDate(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const parsed = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(parsed) ? undefined : parsed;
}

/** Percent-encoding of RFC 3986: only letters, digits and `-._~` stay. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch {
    return text;
  }
}

/** Path of a service other than S3: dot segments resolved, empty ones removed, then encoded once more. */
function canonicalPath(path: string): string {
  if (path === "/") return path;
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(encode(segment));
  }
  const last = segments.length > 0 && path.endsWith("/") ? "/" : "";
  return `/${segments.join("/")}${last}`;
}

function canonicalQuery(query: string): string {
  if (query === "") return "";
  const pairs = query
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const equals = pair.indexOf("=");
      const [name, value] = equals < 0 ? [pair, ""] : [pair.slice(0, equals), pair.slice(equals + 1)];
      return [encode(decode(name)), encode(decode(value))] as const;
    });
  pairs.sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0));
  return pairs.map(([name, value]) => `${name}=${value}`).join("&");
}

const BLANK = /[ \t]/;

/** Only blanks are trimmed and joined: a no-break space is a letter like any other. */
function canonicalValue(value: string): string {
  if (!BLANK.test(value)) return value;
  return value.replace(/^[ \t]+|[ \t]+$/g, "").replace(/[ \t]+/g, " ");
}

export interface Signable {
  readonly method: string;
  /** Absolute, as sent. */
  readonly url: string;
  readonly headers: HttpHeaders;
}

/** Path and query of an absolute URL exactly as written. */
function pathAndQuery(url: string): readonly [path: string, query: string] {
  const start = url.indexOf("/", url.indexOf("://") + 3);
  const rest = start < 0 ? "/" : url.slice(start);
  const mark = rest.indexOf("?");
  return mark < 0 ? [rest, ""] : [rest.slice(0, mark), rest.slice(mark + 1)];
}

/** `host` is taken from the URL when no header names it. */
export function authorityOf(url: string): string {
  const start = url.indexOf("://") + 3;
  const end = url.slice(start).search(/[/?#]/);
  return end < 0 ? url.slice(start) : url.slice(start, start + end);
}

/** The canonical request. `payloadHash` is 64 hexadecimal digits. */
export function canonicalRequest({ method, url, headers }: Signable, signedHeaders: readonly string[], payloadHash: string): string {
  const [path, query] = pathAndQuery(url);
  const value = (name: string) => canonicalValue(headers[name] ?? (name === "host" ? authorityOf(url) : ""));
  const lines = signedHeaders.map((name) => `${name}:${value(name)}\n`).join("");
  return [method, canonicalPath(path), canonicalQuery(query), lines, signedHeaders.join(";"), payloadHash].join("\n");
}

export function scopeText({ date, region, service }: Scope): string {
  return `${date}/${region}/${service}/${TERMINATOR}`;
}

const keys = new WeakMap<Hasher, Map<string, Uint8Array>>();
const MOST_KEYS = 500;

/** The key of one secret for one day, Region and service; kept, since every request of a day needs it. */
function signingKey(hasher: Hasher, secret: string, scope: Scope): Uint8Array {
  const known = keys.get(hasher) ?? new Map<string, Uint8Array>();
  keys.set(hasher, known);
  const word = `${secret} ${scopeText(scope)}`;
  const found = known.get(word);
  if (found) return found;
  let key = utf8(`AWS4${secret}`);
  for (const part of [scope.date, scope.region, scope.service, TERMINATOR]) key = hasher.hmacSha256(key, utf8(part)) as Uint8Array<ArrayBuffer>;
  if (known.size >= MOST_KEYS) known.clear();
  known.set(word, key);
  return key;
}

/** The signature, 64 hexadecimal digits. */
export function signature(hasher: Hasher, secret: string, scope: Scope, date: string, canonical: string): string {
  const toSign = [ALGORITHM, date, scopeText(scope), hex(hasher.sha256(canonical))].join("\n");
  return hex(hasher.hmacSha256(signingKey(hasher, secret, scope), utf8(toSign)));
}
