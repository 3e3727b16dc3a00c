/** Pushing manifests. */
import { hex, text, utf8 } from "../../kernel/bytes.ts";
import { ABSENT, type Case, DIGEST, described, INDEX, MANIFEST, pathOf } from "./bench.ts";

export const MANIFESTS: readonly Case[] = [
  {
    title: "takes a manifest under a tag",
    section: "pushing-manifests",
    ask: async ({ send, name, image }) =>
      send("PUT", `/v2/${name}/manifests/again`, { headers: { "content-type": MANIFEST }, body: (await image("1.0")).bytes }),
    expected: { status: 201, headers: { location: /\/manifests\/sha256:/, "docker-content-digest": DIGEST } },
  },
  {
    title: "keeps every byte of a manifest, and gives it at the address that its push answered",
    section: "pushing-manifests",
    ask: async ({ send, name, image }) => {
      const compact = text((await image("")).bytes);
      // Spaces, ends of lines, a member twice, another with letters and escapes: all of which a parser would lose.
      const spaced = utf8(`\n\t${compact.replaceAll(",", " ,\r\n\t").replace("{", '{"schemaVersion":1, "ünused\\u0000":[ ],')}\n\n`);
      const pushed = await send("PUT", `/v2/${name}/manifests/spaced`, { headers: { "content-type": MANIFEST }, body: spaced });
      const back = await send("GET", pathOf(pushed), { headers: { accept: MANIFEST } });
      return { ...back, body: utf8(`${pushed.status} ${hex(back.body) === hex(spaced)}`) };
    },
    expected: { status: 200, body: "201 true" },
  },
  {
    title: "takes a manifest without layers",
    section: "pushing-manifests",
    ask: async ({ manifest, blob }) => {
      const config = utf8("{}");
      return manifest("1.0", {
        mediaType: MANIFEST,
        config: described("application/vnd.oci.image.config.v1+json", await blob(config), config),
        layers: [],
      });
    },
    expected: { status: 201 },
  },
  {
    title: "takes a manifest under a tag of 128 characters",
    section: "pulling-manifests",
    ask: async ({ send, name, image }) => {
      const { bytes } = await image("");
      return send("PUT", `/v2/${name}/manifests/${"_A9.z-".repeat(21)}zz`, { headers: { "content-type": MANIFEST }, body: bytes });
    },
    expected: { status: 201 },
  },
  {
    title: "refuses a manifest under a tag of 129 characters",
    section: "pulling-manifests",
    ask: async ({ send, name, image }) => {
      const { bytes } = await image("");
      return send("PUT", `/v2/${name}/manifests/${"_A9.z-".repeat(21)}zzz`, { headers: { "content-type": MANIFEST }, body: bytes });
    },
    expected: { status: 400, code: "TAG_INVALID" },
    distribution: { status: 404, code: null, why: "its router knows no such path and answers with plain text" },
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
