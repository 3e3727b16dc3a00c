/** Pushing manifests. */
import { utf8 } from "../../kernel/bytes.ts";
import { ABSENT, type Case, DIGEST, INDEX, MANIFEST } from "./bench.ts";

export const MANIFESTS: readonly Case[] = [
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
