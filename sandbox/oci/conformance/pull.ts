/** Pulling: blobs, manifests, and what is not there. */
import { utf8 } from "../../kernel/bytes.ts";
import { ABSENT, type Case, DIGEST, HELLO, MANIFEST } from "./bench.ts";

export const PULL: readonly Case[] = [
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
    expected: { status: 200, body: "", headers: { "content-length": "15", "docker-content-digest": DIGEST } },
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
    title: "gives the whole blob for a range that runs backwards",
    section: "pulling-blobs",
    ask: async ({ send, name, blob }) => send("GET", `/v2/${name}/blobs/${await blob(HELLO)}`, { headers: { range: "bytes=9-7" } }),
    expected: { status: 200, body: "hello, registry" },
    distribution: { status: 416, why: "RFC 9110 §14.2 lets a server ignore an invalid range or refuse it; it refuses" },
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
    title: "names the type of a manifest without parameters, also when it was pushed with some",
    section: "pulling-manifests",
    ask: async ({ send, name, image }) => {
      const { bytes } = await image("");
      await send("PUT", `/v2/${name}/manifests/1.0`, { headers: { "content-type": `${MANIFEST}; charset=utf-8` }, body: bytes });
      return send("GET", `/v2/${name}/manifests/1.0`, { headers: { accept: MANIFEST } });
    },
    expected: { status: 200, headers: { "content-type": MANIFEST } },
  },
  {
    title: "does not know a missing digest",
    section: "pulling-manifests",
    ask: async ({ send, name, image }) => {
      await image("1.0");
      return send("GET", `/v2/${name}/manifests/${ABSENT}`);
    },
    expected: { status: 404, code: "MANIFEST_UNKNOWN" },
  },
  {
    title: "answers HEAD for a missing manifest without a body",
    section: "checking-if-content-exists-in-the-registry",
    ask: async ({ send, name, image }) => {
      await image("1.0");
      return send("HEAD", `/v2/${name}/manifests/${ABSENT}`);
    },
    expected: { status: 404, body: "" },
  },
  {
    title: "does not know a manifest of an unknown repository",
    section: "pushing-manifests",
    ask: ({ send, name }) => send("GET", `/v2/${name}-nowhere/manifests/1.0`),
    expected: { status: 404, code: "NAME_UNKNOWN" },
    distribution: { status: 404, code: "MANIFEST_UNKNOWN", why: "the specification asks for 404 and leaves open which of the two codes" },
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
    title: "takes every form of repository name that the specification allows",
    section: "pulling-manifests",
    ask: ({ send, name }) => send("POST", `/v2/${name}/0/a.b_c__d---e9/${"long".repeat(20)}/blobs/uploads/`),
    expected: { status: 202 },
  },
  {
    title: "does not know an unknown repository",
    section: "pulling-manifests",
    ask: ({ send, name }) => send("GET", `/v2/${name}-nowhere/tags/list`),
    expected: { status: 404, code: "NAME_UNKNOWN" },
  },
];
