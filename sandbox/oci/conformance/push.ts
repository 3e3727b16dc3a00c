/** Pushing blobs: uploads in every form, mounts. */
import { utf8 } from "../../kernel/bytes.ts";
import { ABSENT, type Case, DIGEST, HELLO, OCTETS, pathOf, range, withDigest } from "./bench.ts";

export const PUSH: readonly Case[] = [
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
    title: "gives a blob at the address that its push answered",
    section: "post-then-put",
    ask: async ({ send, begin, digest }) =>
      send("GET", pathOf(await send("PUT", withDigest(await begin(), digest(HELLO)), { headers: OCTETS, body: HELLO }))),
    expected: { status: 200, body: "hello, registry" },
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
    title: "gives the blob that came in chunks at the address that their end answered",
    section: "pushing-a-blob-in-chunks",
    ask: async ({ send, begin, digest }) => {
      const first = await send("PATCH", await begin(), { headers: range(0, 6), body: HELLO.slice(0, 7) });
      const second = await send("PATCH", pathOf(first), { headers: range(7, 14), body: HELLO.slice(7) });
      return send("GET", pathOf(await send("PUT", withDigest(pathOf(second), digest(HELLO)))));
    },
    expected: { status: 200, body: "hello, registry" },
  },
  {
    title: "refuses a first chunk that does not begin at 0",
    section: "pushing-a-blob-in-chunks",
    ask: async ({ send, begin }) => send("PATCH", await begin(), { headers: range(7, 14), body: HELLO.slice(7) }),
    expected: { status: 416, code: "BLOB_UPLOAD_INVALID" },
    distribution: { status: 202, why: "version 2.8 does not look at Content-Range and appends the bytes" },
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
