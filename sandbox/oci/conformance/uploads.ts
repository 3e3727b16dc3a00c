/** Uploads that go another way than straight on: chunks again, ranges of parts, SHA-512, mounts that are none. */
import { utf8 } from "../../kernel/bytes.ts";
import { ABSENT, type Case, HELLO, OCTETS, pathOf, range, withDigest } from "./bench.ts";

const CHUNKS = "version 2.8 does not look at Content-Range and appends the bytes";

export const UPLOADS: readonly Case[] = [
  {
    title: "refuses a last chunk out of order",
    section: "pushing-a-blob-in-chunks",
    ask: async ({ send, begin, digest }) => {
      const first = await send("PATCH", await begin(), { headers: range(0, 6), body: HELLO.slice(0, 7) });
      return send("PUT", withDigest(pathOf(first), digest(HELLO)), { headers: range(9, 14), body: HELLO.slice(9) });
    },
    expected: { status: 416, code: "BLOB_UPLOAD_INVALID" },
    distribution: { status: 400, code: "DIGEST_INVALID", why: `${CHUNKS}, which then have another digest` },
  },
  {
    title: "goes on after a refused chunk where the upload says it is",
    section: "pushing-a-blob-in-chunks",
    ask: async ({ send, begin, digest }) => {
      const first = await send("PATCH", await begin(), { headers: range(0, 6), body: HELLO.slice(0, 7) });
      await send("PATCH", pathOf(first), { headers: range(9, 14), body: HELLO.slice(9) });
      const status = await send("GET", pathOf(first));
      const next = Number(/^0-([0-9]+)$/.exec(status.headers.range ?? "")?.[1]) + 1;
      return send("PUT", withDigest(pathOf(first), digest(HELLO)), { headers: range(next, 14), body: HELLO.slice(next) });
    },
    expected: { status: 201 },
    distribution: { status: 404, code: "BLOB_UPLOAD_INVALID", why: `${CHUNKS}, so that the address names another offset than there is` },
  },
  {
    title: "refuses a Content-Range that is none",
    section: "pushing-a-blob-in-chunks",
    ask: async ({ send, begin }) => send("PATCH", await begin(), { headers: { ...OCTETS, "content-range": "all of it" }, body: HELLO }),
    expected: { status: 400, code: "BLOB_UPLOAD_INVALID" },
    distribution: { status: 202, why: "version 2.8 does not look at Content-Range" },
  },
  {
    title: "does not show one repository's upload to another",
    section: "pushing-a-blob-in-chunks",
    ask: async ({ send, name, begin, blob }) => {
      await blob(HELLO, `${name}-other`);
      return send("GET", (await begin()).replace(`/v2/${name}/`, `/v2/${name}-other/`));
    },
    expected: { status: 404, code: "BLOB_UPLOAD_UNKNOWN" },
    distribution: { status: 404, code: "BLOB_UPLOAD_INVALID", why: "its address is signed for one repository" },
  },
  {
    title: "ends an upload with its blob",
    section: "post-then-put",
    ask: async ({ send, begin, digest }) => {
      const path = await begin();
      await send("PUT", withDigest(path, digest(HELLO)), { headers: OCTETS, body: HELLO });
      return send("GET", path);
    },
    expected: { status: 404, code: "BLOB_UPLOAD_UNKNOWN" },
  },
  {
    title: "refuses a single POST whose bytes are not what their digest says",
    section: "single-post",
    ask: ({ send, name }) => send("POST", withDigest(`/v2/${name}/blobs/uploads/`, ABSENT), { headers: OCTETS, body: HELLO }),
    expected: { status: 400, code: "DIGEST_INVALID" },
    distribution: { status: 202, why: "it does not take single POSTs and begins an upload, which the specification allows" },
  },
  {
    title: "gives a blob at the address that its single POST answered",
    section: "single-post",
    ask: async ({ send, name, digest }) =>
      send("GET", pathOf(await send("POST", withDigest(`/v2/${name}/blobs/uploads/`, digest(HELLO)), { headers: OCTETS, body: HELLO }))),
    expected: { status: 200, body: "hello, registry" },
    distribution: { status: 204, why: "it does not take single POSTs and begins an upload, which the specification allows" },
  },
  {
    title: "begins an upload when a mount does not say from where",
    section: "mounting-a-blob-from-another-repository",
    ask: async ({ send, name, blob }) => send("POST", `/v2/${name}/blobs/uploads/?mount=${await blob(HELLO, `${name}-from`)}`),
    expected: { status: 202, headers: { location: /\/blobs\/uploads\// } },
  },
  {
    title: "gives a mounted blob at the address that the mount answered",
    section: "mounting-a-blob-from-another-repository",
    ask: async ({ send, name, blob }) => {
      const digest = await blob(HELLO, `${name}-from`);
      return send("GET", pathOf(await send("POST", `/v2/${name}/blobs/uploads/?mount=${digest}&from=${name}-from`)));
    },
    expected: { status: 200, body: "hello, registry" },
  },
  {
    title: "takes a blob by SHA-512 and gives it under that digest",
    section: "pulling-blobs",
    ask: async ({ send, name, begin, sha512 }) => {
      const digest = await sha512(HELLO);
      await send("PUT", withDigest(await begin(), digest), { headers: OCTETS, body: HELLO });
      return send("GET", `/v2/${name}/blobs/${digest}`);
    },
    expected: { status: 200, body: "hello, registry", headers: { "docker-content-digest": /^sha512:[0-9a-f]{128}$/ } },
    distribution: { status: 200, headers: { "docker-content-digest": /^sha256:/ }, why: "it names its canonical digest, by SHA-256" },
  },
  {
    title: "refuses bytes that are not what their SHA-512 says",
    section: "post-then-put",
    ask: async ({ send, begin, sha512 }) =>
      send("PUT", withDigest(await begin(), await sha512(utf8("something else"))), { headers: OCTETS, body: HELLO }),
    expected: { status: 400, code: "DIGEST_INVALID" },
  },
  {
    title: "refuses a digest by another algorithm",
    section: "post-then-put",
    ask: async ({ send, begin }) => send("PUT", withDigest(await begin(), `md5:${"0".repeat(32)}`), { headers: OCTETS, body: HELLO }),
    expected: { status: 400, code: "DIGEST_INVALID" },
  },
];
