/**
 * What a registry owes by the OCI distribution specification, as one table of cases (decision 38). Each case makes requests in a
 * repository of its own and says what the last answer must be. The same table goes to Debian's `docker-registry`; where that differs,
 * the case says how and why.
 */

import { text, utf8 } from "../kernel/bytes.ts";
import { digestOf, type Hasher } from "../kernel/hash.ts";

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
const OCTETS = { "content-type": "application/octet-stream" };
const ABSENT = `sha256:${"0".repeat(64)}`;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const HELLO = utf8("hello, registry");

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

const range = (first: number, last: number) => ({ ...OCTETS, "content-range": `${first}-${last}` });

const PULL: readonly Case[] = [
  {
    title: "says that it speaks the protocol",
    section: "determining-support",
    ask: ({ send }) => send("GET", "/v2/"),
    expected: { status: 200, headers: { "docker-distribution-api-version": "registry/2.0" } },
  },
  {
    title: "gives a blob byte for byte",
    section: "pulling-blobs",
    ask: async ({ send, name, blob }) => send("GET", `/v2/${name}/blobs/${await blob(HELLO)}`),
    expected: { status: 200, body: "hello, registry", headers: { "content-length": "15", "docker-content-digest": DIGEST } },
  },
  {
    title: "describes a blob without sending it",
    section: "checking-if-content-exists-in-the-registry",
    ask: async ({ send, name, blob }) => send("HEAD", `/v2/${name}/blobs/${await blob(HELLO)}`),
    expected: { status: 200, body: "", headers: { "content-length": "15" } },
  },
  {
    title: "gives part of a blob",
    section: "pulling-blobs",
    ask: async ({ send, name, blob }) => send("GET", `/v2/${name}/blobs/${await blob(HELLO)}`, { headers: { range: "bytes=7-9" } }),
    expected: { status: 206, body: "reg", headers: { "content-range": "bytes 7-9/15" } },
  },
  {
    title: "gives the end of a blob",
    section: "pulling-blobs",
    ask: async ({ send, name, blob }) => send("GET", `/v2/${name}/blobs/${await blob(HELLO)}`, { headers: { range: "bytes=-5" } }),
    expected: { status: 206, body: "istry" },
  },
  {
    title: "refuses a part beyond the end",
    section: "pulling-blobs",
    ask: async ({ send, name, blob }) => send("GET", `/v2/${name}/blobs/${await blob(HELLO)}`, { headers: { range: "bytes=99-" } }),
    expected: { status: 416, headers: { "content-range": "bytes */15" } },
  },
  {
    title: "does not know a blob of another repository",
    section: "pulling-blobs",
    ask: async ({ send, name, blob }) => {
      const digest = await blob(HELLO, `${name}-other`);
      await blob(utf8("something"));
      return send("GET", `/v2/${name}/blobs/${digest}`);
    },
    expected: { status: 404, code: "BLOB_UNKNOWN" },
  },
  {
    title: "answers HEAD for a missing blob without a body",
    section: "checking-if-content-exists-in-the-registry",
    ask: async ({ send, name, blob }) => {
      await blob(HELLO);
      return send("HEAD", `/v2/${name}/blobs/${ABSENT}`);
    },
    expected: { status: 404, body: "" },
  },
  {
    title: "refuses a digest that is none",
    section: "pulling-blobs",
    ask: async ({ send, name }) => send("GET", `/v2/${name}/blobs/sha256:abc`),
    expected: { status: 400, code: "DIGEST_INVALID" },
  },
  {
    title: "gives a manifest by tag, byte for byte",
    section: "pulling-manifests",
    ask: async ({ send, name, image }) => {
      await image("1.0");
      return send("GET", `/v2/${name}/manifests/1.0`, { headers: { accept: MANIFEST } });
    },
    expected: { status: 200, headers: { "content-type": MANIFEST, "docker-content-digest": DIGEST, "content-length": /^[0-9]+$/ } },
  },
  {
    title: "gives a manifest by digest",
    section: "pulling-manifests",
    ask: async ({ send, name, image }) => send("GET", `/v2/${name}/manifests/${(await image("")).digest}`, { headers: { accept: MANIFEST } }),
    expected: { status: 200, headers: { "content-type": MANIFEST } },
  },
  {
    title: "describes a manifest without sending it",
    section: "checking-if-content-exists-in-the-registry",
    ask: async ({ send, name, image }) => {
      await image("1.0");
      return send("HEAD", `/v2/${name}/manifests/1.0`, { headers: { accept: MANIFEST } });
    },
    expected: { status: 200, body: "", headers: { "content-length": /^[1-9][0-9]*$/, "docker-content-digest": DIGEST } },
  },
  {
    title: "does not know a missing tag",
    section: "pulling-manifests",
    ask: async ({ send, name, image }) => {
      await image("1.0");
      return send("GET", `/v2/${name}/manifests/2.0`);
    },
    expected: { status: 404, code: "MANIFEST_UNKNOWN" },
  },
  {
    title: "does not know a reference that no manifest can have",
    section: "pulling-manifests",
    ask: ({ send, name }) => send("GET", `/v2/${name}/manifests/.INVALID_MANIFEST_NAME`),
    expected: { status: 404, code: "MANIFEST_UNKNOWN" },
    distribution: { status: 404, code: null, why: "its router knows no such path and answers with plain text" },
  },
  {
    title: "refuses an invalid repository name",
    section: "pulling-manifests",
    ask: ({ send }) => send("GET", "/v2/Bad_Name/manifests/1.0"),
    expected: { status: 400, code: "NAME_INVALID" },
    distribution: { status: 404, code: null, why: "its router matches valid names only and answers with plain text" },
  },
  {
    title: "does not know an unknown repository",
    section: "pulling-manifests",
    ask: ({ send, name }) => send("GET", `/v2/${name}-nowhere/tags/list`),
    expected: { status: 404, code: "NAME_UNKNOWN" },
  },
];

const PUSH: readonly Case[] = [
  {
    title: "begins an upload",
    section: "post-then-put",
    ask: ({ send, name }) => send("POST", `/v2/${name}/blobs/uploads/`),
    expected: { status: 202, headers: { location: /\/blobs\/uploads\//, "docker-upload-uuid": /^[0-9a-f-]{36}$/, range: "0-0" } },
  },
  {
    title: "takes a blob as POST and PUT",
    section: "post-then-put",
    ask: async ({ send, begin, digest }) => send("PUT", withDigest(await begin(), digest(HELLO)), { headers: OCTETS, body: HELLO }),
    expected: { status: 201, headers: { location: /\/blobs\/sha256:/, "docker-content-digest": DIGEST } },
  },
  {
    title: "takes a blob as a single POST",
    section: "single-post",
    ask: ({ send, name, digest }) => send("POST", withDigest(`/v2/${name}/blobs/uploads/`, digest(HELLO)), { headers: OCTETS, body: HELLO }),
    expected: { status: 201, headers: { location: /\/blobs\/sha256:/ } },
    distribution: {
      status: 202,
      headers: { location: /\/blobs\/uploads\// },
      why: "it does not take single POSTs and begins an upload, which the specification allows",
    },
  },
  {
    title: "takes a blob as one stream",
    section: "pushing-a-blob-in-chunks",
    ask: async ({ send, begin, digest }) => {
      const streamed = await send("PATCH", await begin(), { headers: OCTETS, body: HELLO });
      return send("PUT", withDigest(pathOf(streamed), digest(HELLO)));
    },
    expected: { status: 201 },
  },
  {
    title: "takes a blob in chunks and says how far it is",
    section: "pushing-a-blob-in-chunks",
    ask: async ({ send, begin }) => {
      const first = await send("PATCH", await begin(), { headers: range(0, 6), body: HELLO.slice(0, 7) });
      return send("PATCH", pathOf(first), { headers: range(7, 14), body: HELLO.slice(7) });
    },
    expected: { status: 202, headers: { range: "0-14", location: /\/blobs\/uploads\// } },
  },
  {
    title: "takes the last chunk with the end of the upload",
    section: "pushing-a-blob-in-chunks",
    ask: async ({ send, begin, digest }) => {
      const first = await send("PATCH", await begin(), { headers: range(0, 6), body: HELLO.slice(0, 7) });
      return send("PUT", withDigest(pathOf(first), digest(HELLO)), { headers: range(7, 14), body: HELLO.slice(7) });
    },
    expected: { status: 201, headers: { "docker-content-digest": DIGEST } },
  },
  {
    title: "refuses a chunk out of order",
    section: "pushing-a-blob-in-chunks",
    ask: async ({ send, begin }) => {
      const first = await send("PATCH", await begin(), { headers: range(0, 6), body: HELLO.slice(0, 7) });
      return send("PATCH", pathOf(first), { headers: range(9, 14), body: HELLO.slice(9) });
    },
    expected: { status: 416, code: "BLOB_UPLOAD_INVALID" },
    distribution: { status: 202, why: "version 2.8 does not look at Content-Range and appends the bytes" },
  },
  {
    title: "refuses a chunk that is sent twice",
    section: "pushing-a-blob-in-chunks",
    ask: async ({ send, begin }) => {
      const first = await send("PATCH", await begin(), { headers: range(0, 6), body: HELLO.slice(0, 7) });
      return send("PATCH", pathOf(first), { headers: range(0, 6), body: HELLO.slice(0, 7) });
    },
    expected: { status: 416, code: "BLOB_UPLOAD_INVALID" },
    distribution: { status: 202, why: "version 2.8 does not look at Content-Range and appends the bytes" },
  },
  {
    title: "refuses a Content-Range that does not fit the Content-Length",
    section: "pushing-a-blob-in-chunks",
    ask: async ({ send, begin }) => send("PATCH", await begin(), { headers: range(0, 99), body: HELLO }),
    expected: { status: 400, code: "BLOB_UPLOAD_INVALID" },
    distribution: { status: 202, why: "version 2.8 does not look at Content-Range" },
  },
  {
    title: "tells how much of an upload has come",
    section: "pushing-a-blob-in-chunks",
    ask: async ({ send, begin }) => send("GET", pathOf(await send("PATCH", await begin(), { headers: range(0, 6), body: HELLO.slice(0, 7) }))),
    expected: { status: 204, headers: { range: "0-6", location: /\/blobs\/uploads\// } },
  },
  {
    title: "refuses bytes that are not what their digest says",
    section: "post-then-put",
    ask: async ({ send, begin, digest }) => send("PUT", withDigest(await begin(), digest(utf8("something else"))), { headers: OCTETS, body: HELLO }),
    expected: { status: 400, code: "DIGEST_INVALID" },
  },
  {
    title: "keeps nothing of a blob with the wrong digest",
    section: "post-then-put",
    ask: async ({ send, name, begin, digest }) => {
      await send("PUT", withDigest(await begin(), ABSENT), { headers: OCTETS, body: HELLO });
      return send("HEAD", `/v2/${name}/blobs/${digest(HELLO)}`);
    },
    expected: { status: 404 },
  },
  {
    title: "refuses the end of an upload without a digest",
    section: "post-then-put",
    ask: async ({ send, begin }) => send("PUT", await begin(), { headers: OCTETS, body: HELLO }),
    expected: { status: 400, code: "DIGEST_INVALID" },
  },
  {
    title: "does not know an upload that nobody began",
    section: "pushing-a-blob-in-chunks",
    ask: async ({ send, name, blob }) => {
      await blob(HELLO);
      return send("PATCH", `/v2/${name}/blobs/uploads/00000000-0000-4000-8000-000000000000`, { headers: OCTETS, body: HELLO });
    },
    expected: { status: 404, code: "BLOB_UPLOAD_UNKNOWN" },
    distribution: { status: 404, code: "BLOB_UPLOAD_INVALID", why: "it keeps the state of an upload in its address, and a bare id has none" },
  },
  {
    title: "gives an upload up",
    section: "docker",
    ask: async ({ send, begin }) => {
      const path = await begin();
      await send("DELETE", path);
      return send("GET", path);
    },
    expected: { status: 404, code: "BLOB_UPLOAD_UNKNOWN" },
  },
  {
    title: "mounts a blob of another repository",
    section: "mounting-a-blob-from-another-repository",
    ask: async ({ send, name, blob }) => send("POST", `/v2/${name}/blobs/uploads/?mount=${await blob(HELLO, `${name}-from`)}&from=${name}-from`),
    expected: { status: 201, headers: { location: /\/blobs\/sha256:/ } },
  },
  {
    title: "begins an upload instead of mounting what is not there",
    section: "mounting-a-blob-from-another-repository",
    ask: ({ send, name }) => send("POST", `/v2/${name}/blobs/uploads/?mount=${ABSENT}&from=${name}-from`),
    expected: { status: 202, headers: { location: /\/blobs\/uploads\// } },
  },
  {
    title: "takes an empty blob",
    section: "post-then-put",
    ask: async ({ send, begin, digest }) => send("PUT", withDigest(await begin(), digest(new Uint8Array(0)))),
    expected: { status: 201 },
  },
];

const MANIFESTS: readonly Case[] = [
  {
    title: "takes a manifest under a tag",
    section: "pushing-manifests",
    ask: async ({ send, name, image }) =>
      send("PUT", `/v2/${name}/manifests/again`, { headers: { "content-type": MANIFEST }, body: (await image("1.0")).bytes }),
    expected: { status: 201, headers: { location: /\/manifests\/sha256:/, "docker-content-digest": DIGEST } },
  },
  {
    title: "takes an index of manifests that are there",
    section: "pushing-manifests",
    ask: async ({ send, name, image }) => {
      const child = await image("");
      const manifests = [{ mediaType: MANIFEST, digest: child.digest, size: child.bytes.length, platform: { architecture: "amd64", os: "linux" } }];
      const body = utf8(JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests }));
      return send("PUT", `/v2/${name}/manifests/multi`, { headers: { "content-type": INDEX }, body });
    },
    expected: { status: 201 },
  },
  {
    title: "refuses a manifest that names a missing layer",
    section: "pushing-manifests",
    ask: async ({ send, name, blob }) => {
      const config = utf8("{}");
      const manifest = {
        schemaVersion: 2,
        mediaType: MANIFEST,
        config: { mediaType: "application/vnd.oci.image.config.v1+json", digest: await blob(config), size: 2 },
        layers: [{ mediaType: "application/vnd.oci.image.layer.v1.tar", digest: ABSENT, size: 1 }],
      };
      return send("PUT", `/v2/${name}/manifests/1.0`, { headers: { "content-type": MANIFEST }, body: utf8(JSON.stringify(manifest)) });
    },
    expected: { status: 404, code: "MANIFEST_BLOB_UNKNOWN" },
    distribution: {
      status: 400,
      code: "MANIFEST_BLOB_UNKNOWN",
      why: "the specification lists 404 for the endpoint; its error table gives this code 400",
    },
  },
  {
    title: "refuses a manifest whose digest is another than its address says",
    section: "pushing-manifests",
    ask: async ({ send, name, image }) =>
      send("PUT", `/v2/${name}/manifests/${ABSENT}`, { headers: { "content-type": MANIFEST }, body: (await image("1.0")).bytes }),
    expected: { status: 400, code: "DIGEST_INVALID" },
  },
  {
    title: "refuses a manifest that is not JSON",
    section: "pushing-manifests",
    ask: ({ send, name }) => send("PUT", `/v2/${name}/manifests/1.0`, { headers: { "content-type": MANIFEST }, body: utf8("{ not json") }),
    expected: { status: 400, code: "MANIFEST_INVALID" },
  },
  {
    title: "refuses a manifest under an invalid tag",
    section: "pushing-manifests",
    ask: async ({ send, name, image }) =>
      send("PUT", `/v2/${name}/manifests/-bad`, { headers: { "content-type": MANIFEST }, body: (await image("1.0")).bytes }),
    expected: { status: 400, code: "TAG_INVALID" },
    distribution: { status: 404, code: null, why: "its router knows no such path and answers with plain text" },
  },
  {
    title: "refuses a manifest of more than 4 MiB",
    section: "pushing-manifests",
    ask: ({ send, name }) =>
      send("PUT", `/v2/${name}/manifests/1.0`, { headers: { "content-type": MANIFEST }, body: new Uint8Array(4 * 1024 * 1024 + 1).fill(32) }),
    expected: { status: 413, code: "SIZE_INVALID" },
    distribution: { status: 400, code: "MANIFEST_INVALID", why: "the specification asks for 413 since 1.1; it predates that" },
  },
  {
    title: "names the subject of a manifest that has one",
    section: "pushing-manifests-with-subject",
    ask: async ({ send, name, image }) => {
      const subject = await image("1.0");
      const described = { mediaType: MANIFEST, digest: subject.digest, size: subject.bytes.length };
      const { bytes } = await image("", { subject: described });
      return send("PUT", `/v2/${name}/manifests/signature`, { headers: { "content-type": MANIFEST }, body: bytes });
    },
    expected: { status: 201, headers: { "oci-subject": DIGEST } },
    distribution: { status: 201, headers: { "oci-subject": null }, why: "subjects came with specification 1.1; it predates them" },
  },
];

const LISTS: readonly Case[] = [
  {
    title: "lists the tags of a repository in order",
    section: "listing-tags",
    ask: async ({ send, name, image }) => {
      for (const tag of ["b", "a", "c"]) await image(tag);
      return send("GET", `/v2/${name}/tags/list`);
    },
    expected: { status: 200, body: '{"name":"NAME","tags":["a","b","c"]}' },
    distribution: { status: 200, why: "version 2.8 lists tags as the file system does, in any order" },
  },
  {
    title: "lists one page and links to the next",
    section: "listing-tags",
    ask: async ({ send, name, image }) => {
      for (const tag of ["b", "a", "c"]) await image(tag);
      return send("GET", `/v2/${name}/tags/list?n=2`);
    },
    expected: { status: 200, body: '{"name":"NAME","tags":["a","b"]}', headers: { link: /last=b.*rel="next"/ } },
    distribution: { status: 200, headers: { link: null }, why: "version 2.8 does not page tags" },
  },
  {
    title: "goes on after the last tag of a page",
    section: "listing-tags",
    ask: async ({ send, name, image }) => {
      for (const tag of ["b", "a", "c"]) await image(tag);
      return send("GET", `/v2/${name}/tags/list?n=2&last=b`);
    },
    expected: { status: 200, body: '{"name":"NAME","tags":["c"]}', headers: { link: null } },
    distribution: { status: 200, why: "version 2.8 does not page tags" },
  },
  {
    title: "lists nothing when nothing is asked for",
    section: "listing-tags",
    ask: async ({ send, name, image }) => {
      await image("a");
      return send("GET", `/v2/${name}/tags/list?n=0`);
    },
    expected: { status: 200, body: '{"name":"NAME","tags":[]}', headers: { link: null } },
    distribution: { status: 200, body: '{"name":"NAME","tags":["a"]}', why: "version 2.8 does not page tags" },
  },
  {
    title: "lists what refers to a manifest",
    section: "listing-referrers",
    ask: async ({ send, name, image }) => {
      const subject = await image("1.0");
      await image("", { subject: { mediaType: MANIFEST, digest: subject.digest, size: subject.bytes.length }, artifactType: "application/x-note" });
      return send("GET", `/v2/${name}/referrers/${subject.digest}?artifactType=${encodeURIComponent("application/x-note")}`);
    },
    expected: { status: 200, headers: { "content-type": INDEX, "oci-filters-applied": "artifactType" } },
    distribution: { status: 404, headers: {}, why: "referrers came with specification 1.1; it predates them" },
  },
  {
    title: "lists no referrers of a manifest that nobody refers to",
    section: "listing-referrers",
    ask: async ({ send, name, image }) => {
      await image("1.0");
      return send("GET", `/v2/${name}/referrers/${ABSENT}`);
    },
    expected: { status: 200, headers: { "content-type": INDEX } },
    distribution: { status: 404, headers: {}, why: "referrers came with specification 1.1; it predates them" },
  },
  {
    title: "lists its repositories",
    section: "docker",
    ask: async ({ send, image }) => {
      await image("1.0");
      return send("GET", "/v2/_catalog?n=1");
    },
    expected: { status: 200, headers: { "content-type": /^application\/json/ } },
  },
];

const DELETE: readonly Case[] = [
  {
    title: "deletes a manifest by its digest, and its tags with it",
    section: "deleting-manifests",
    ask: async ({ send, name, image }) => {
      await send("DELETE", `/v2/${name}/manifests/${(await image("1.0")).digest}`);
      return send("GET", `/v2/${name}/manifests/1.0`);
    },
    expected: { status: 404, code: "MANIFEST_UNKNOWN" },
  },
  {
    title: "deletes a blob",
    section: "deleting-blobs",
    ask: async ({ send, name, blob }) => send("DELETE", `/v2/${name}/blobs/${await blob(HELLO)}`),
    expected: { status: 202 },
  },
  {
    title: "refuses a method that a path does not have",
    section: "endpoints",
    ask: ({ send, name }) => send("POST", `/v2/${name}/tags/list`),
    expected: { status: 405, headers: { allow: /GET/ } },
  },
];

export const CASES: readonly Case[] = [...PULL, ...PUSH, ...MANIFESTS, ...LISTS, ...DELETE];

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
