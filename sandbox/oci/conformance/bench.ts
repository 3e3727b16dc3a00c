/** What the cases of the table work with: requests, a repository of their own, and the comparison of an answer with what is expected. */

import { hex, text, utf8 } from "../../kernel/bytes.ts";
import { digestOf, type Hasher } from "../../kernel/hash.ts";

export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface Sending {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** Sends one request; `path` begins with a slash. Redirects are not followed. */
export type Send = (method: string, path: string, sending?: Sending) => Promise<Answer>;

/** What a case works with. */
export interface Bench {
  readonly send: Send;
  /** Name of the case's own repository. */
  readonly name: string;
  digest(bytes: Uint8Array): string;
  /** The same by SHA-512. */
  sha512(bytes: Uint8Array): Promise<string>;
  /** Pushes a manifest of these members without checking; gives the answer. */
  manifest(reference: string, members: Readonly<Record<string, unknown>>): Promise<Answer>;
  /** Pushes a blob; gives its digest. */
  blob(bytes: Uint8Array, name?: string): Promise<string>;
  /** Pushes config, one layer and a manifest that names them. */
  image(tag: string, more?: Readonly<Record<string, unknown>>): Promise<{ readonly digest: string; readonly bytes: Uint8Array }>;
  /** Begins an upload; gives the path to go on at. */
  begin(name?: string): Promise<string>;
}

export interface Expected {
  readonly status: number;
  /** Of the first error; null for an answer that is no error list. */
  readonly code?: string | null;
  /** A text, a pattern, or null for a header that must be missing. */
  readonly headers?: Readonly<Record<string, string | RegExp | null>>;
  readonly body?: string;
}

export interface Case {
  readonly title: string;
  /** Section of spec.md, as in its links; `docker` for the older Docker registry protocol. */
  readonly section: string;
  readonly ask: (bench: Bench) => Promise<Answer>;
  readonly expected: Expected;
  /** How docker-registry 2.8.2 answers, where it differs, and why that is. */
  readonly distribution?: Expected & { readonly why: string };
}

export const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
export const INDEX = "application/vnd.oci.image.index.v1+json";
export const OCTETS = { "content-type": "application/octet-stream" };
export const ABSENT = `sha256:${"0".repeat(64)}`;
export const DIGEST = /^sha256:[0-9a-f]{64}$/;
export const HELLO = utf8("hello, registry");

export function benchFor(send: Send, hasher: Hasher, name: string): Bench {
  const digest = (bytes: Uint8Array) => digestOf(hasher, bytes);
  const begin = async (repository = name) => pathOf(await send("POST", `/v2/${repository}/blobs/uploads/`));
  const blob = async (bytes: Uint8Array, repository = name) => {
    const path = await begin(repository);
    await send("PUT", withDigest(path, digest(bytes)), { headers: OCTETS, body: bytes });
    return digest(bytes);
  };
  return {
    send,
    name,
    digest,
    async sha512(bytes) {
      return `sha512:${hex(new Uint8Array(await crypto.subtle.digest("SHA-512", new Uint8Array(bytes))))}`;
    },
    manifest: (reference, members) =>
      send("PUT", `/v2/${name}/manifests/${reference}`, {
        headers: { "content-type": String(members.mediaType) },
        body: utf8(JSON.stringify({ schemaVersion: 2, ...members })),
      }),
    blob,
    begin,
    async image(tag, more = {}) {
      const [config, layer] = [utf8(`{"os":"linux","of":"${name}"}`), utf8(`layer of ${name}`)];
      const described = async (bytes: Uint8Array, mediaType: string) => ({ mediaType, digest: await blob(bytes), size: bytes.length });
      const manifest = {
        schemaVersion: 2,
        mediaType: MANIFEST,
        config: await described(config, "application/vnd.oci.image.config.v1+json"),
        layers: [await described(layer, "application/vnd.oci.image.layer.v1.tar")],
        ...more,
      };
      const bytes = utf8(JSON.stringify(manifest));
      const reference = tag === "" ? digest(bytes) : tag;
      await send("PUT", `/v2/${name}/manifests/${reference}`, { headers: { "content-type": MANIFEST }, body: bytes });
      return { digest: digest(bytes), bytes };
    },
  };
}

/** Path and query of an answer's `Location`. */
export function pathOf({ headers }: Answer): string {
  return (headers.location ?? "").replace(/^https?:\/\/[^/]+/, "");
}

export function withDigest(path: string, digest: string): string {
  return `${path}${path.includes("?") ? "&" : "?"}digest=${encodeURIComponent(digest)}`;
}

/** Code of an error answer's first error. */
export function codeOf({ body }: Answer): string | undefined {
  try {
    return (JSON.parse(text(body)) as { errors?: { code?: string }[] }).errors?.[0]?.code;
  } catch {
    return undefined;
  }
}

export const range = (first: number, last: number) => ({ ...OCTETS, "content-range": `${first}-${last}` });

/** Every way in which an answer is not what was expected; empty when it is. */
export function differences(answer: Answer, expected: Expected, name: string): string[] {
  const found: string[] = [];
  if (answer.status !== expected.status) found.push(`status ${answer.status}, not ${expected.status}`);
  if (expected.code !== undefined && (codeOf(answer) ?? null) !== expected.code) found.push(`code ${codeOf(answer)}, not ${expected.code}`);
  for (const [header, wanted] of Object.entries(expected.headers ?? {})) {
    const value = answer.headers[header];
    const fits = wanted === null ? value === undefined : typeof wanted === "string" ? value === wanted : wanted.test(value ?? "");
    if (!fits) found.push(`${header} is ${value}, not ${wanted}`);
  }
  if (expected.body !== undefined && text(answer.body).trim() !== expected.body.replace("NAME", name))
    found.push(`body ${text(answer.body).slice(0, 200)}`);
  return found;
}

/** A descriptor of bytes, with further members. */
export function described(mediaType: string, digest: string, bytes: Uint8Array, more: Readonly<Record<string, unknown>> = {}) {
  return { mediaType, digest, size: bytes.length, ...more };
}
