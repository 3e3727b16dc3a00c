/** Unusual and large manifests, artifacts, indexes of indexes, and what refers to what. */
import { text, utf8 } from "../../kernel/bytes.ts";
import { ABSENT, type Bench, type Case, DIGEST, described, INDEX, MANIFEST } from "./bench.ts";

const EMPTY = "application/vnd.oci.empty.v1+json";
const NOTE = "application/x-note";
const PREDATES = "referrers and subjects came with specification 1.1; it predates them";

/** Pushes an artifact about a manifest; gives its digest. */
async function note(bench: Bench, subject: { readonly digest: string; readonly bytes: Uint8Array }, more: Readonly<Record<string, unknown>> = {}) {
  const empty = utf8("{}");
  const part = described(EMPTY, await bench.blob(empty), empty);
  const members = {
    mediaType: MANIFEST,
    artifactType: NOTE,
    config: part,
    layers: [part],
    subject: described(MANIFEST, subject.digest, subject.bytes),
  };
  const bytes = utf8(JSON.stringify({ schemaVersion: 2, ...members, ...more }));
  await bench.send("PUT", `/v2/${bench.name}/manifests/${bench.digest(bytes)}`, { headers: { "content-type": MANIFEST }, body: bytes });
  return { digest: bench.digest(bytes), bytes };
}

/** Pushes an index of these children; gives the answer's digest and bytes. */
async function index(bench: Bench, children: readonly unknown[]) {
  const bytes = utf8(JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: children }));
  const answer = await bench.send("PUT", `/v2/${bench.name}/manifests/${bench.digest(bytes)}`, { headers: { "content-type": INDEX }, body: bytes });
  return { answer, digest: bench.digest(bytes), bytes };
}

export const ARTIFACTS: readonly Case[] = [
  {
    title: "takes an index of indexes",
    section: "pushing-manifests",
    ask: async (bench) => {
      const child = await bench.image("");
      const inner = await index(bench, [described(MANIFEST, child.digest, child.bytes)]);
      return (await index(bench, [described(INDEX, inner.digest, inner.bytes)])).answer;
    },
    expected: { status: 201, headers: { "docker-content-digest": DIGEST } },
  },
  {
    title: "takes an index of nothing",
    section: "pushing-manifests",
    ask: async (bench) => (await index(bench, [])).answer,
    expected: { status: 201 },
  },
  {
    title: "refuses an index that names a missing manifest",
    section: "pushing-manifests",
    ask: async (bench) => (await index(bench, [{ mediaType: MANIFEST, digest: ABSENT, size: 1 }])).answer,
    expected: { status: 404, code: "MANIFEST_BLOB_UNKNOWN" },
    distribution: {
      status: 400,
      code: "MANIFEST_BLOB_UNKNOWN",
      why: "the specification lists 404 for the endpoint; its error table gives this code 400",
    },
  },
  {
    title: "takes a manifest of almost 4 MiB and gives it back whole",
    section: "pushing-manifests",
    ask: async ({ send, name, image }) => {
      const { digest } = await image("", { annotations: { filler: "x".repeat(4 * 1024 * 1024 - 2000) } });
      return send("HEAD", `/v2/${name}/manifests/${digest}`, { headers: { accept: MANIFEST } });
    },
    expected: { status: 200, headers: { "content-length": /^419[0-9]{4}$/ } },
  },
  {
    title: "takes an image whose layer is kept elsewhere",
    section: "pushing-manifests",
    ask: async ({ name: _, manifest, blob }) => {
      const config = utf8("{}");
      const layer = {
        mediaType: "application/vnd.oci.image.layer.nondistributable.v1.tar",
        digest: ABSENT,
        size: 1,
        urls: ["https://layers.example/1"],
      };
      return manifest("1.0", {
        mediaType: MANIFEST,
        config: described("application/vnd.oci.image.config.v1+json", await blob(config), config),
        layers: [layer],
      });
    },
    expected: { status: 201 },
    distribution: { status: 500, code: "UNKNOWN", why: "it asks its storage for the layer unless its configuration lists the address" },
  },
  {
    title: "refuses a manifest whose mediaType is another than the Content-Type",
    section: "pushing-manifests",
    ask: async ({ send, name, image }) =>
      send("PUT", `/v2/${name}/manifests/1.0`, { headers: { "content-type": INDEX }, body: (await image("")).bytes }),
    expected: { status: 400, code: "MANIFEST_INVALID" },
  },
  {
    title: "takes a manifest under its SHA-512 and gives it under that",
    section: "pushing-manifests",
    ask: async ({ send, name, image, sha512 }) => {
      const { bytes } = await image("1.0");
      const digest = await sha512(bytes);
      await send("PUT", `/v2/${name}/manifests/${digest}`, { headers: { "content-type": MANIFEST }, body: bytes });
      return send("GET", `/v2/${name}/manifests/${digest}`, { headers: { accept: MANIFEST } });
    },
    expected: { status: 200, headers: { "docker-content-digest": /^sha512:[0-9a-f]{128}$/ } },
    distribution: { status: 404, code: "MANIFEST_UNKNOWN", why: "it keeps manifests by SHA-256 alone" },
  },
  {
    title: "lists an artifact with its type and its annotations",
    section: "listing-referrers",
    ask: async (bench) => {
      const subject = await bench.image("1.0");
      await note(bench, subject, { annotations: { by: "somebody" } });
      const { status, headers, body } = await bench.send("GET", `/v2/${bench.name}/referrers/${subject.digest}`);
      if (status !== 200) return { status, headers, body };
      const { manifests } = JSON.parse(new TextDecoder().decode(body)) as { manifests?: Record<string, unknown>[] };
      const [{ digest = "", ...first } = {}, ...others] = manifests ?? [];
      const size = first.size as number;
      return {
        status,
        headers,
        body: utf8(`${others.length} ${DIGEST.test(String(digest))} ${size > 300} ${JSON.stringify({ ...first, size: 0 })}`),
      };
    },
    expected: {
      status: 200,
      headers: { "content-type": INDEX, "oci-filters-applied": null },
      body: `0 true true {"mediaType":"${MANIFEST}","size":0,"artifactType":"${NOTE}","annotations":{"by":"somebody"}}`,
    },
    distribution: { status: 404, why: PREDATES },
  },
  {
    title: "takes the type of a referrer without one from its configuration",
    section: "listing-referrers",
    ask: async (bench) => {
      const subject = await bench.image("1.0");
      await note(bench, subject, { artifactType: undefined });
      return bench.send("GET", `/v2/${bench.name}/referrers/${subject.digest}?artifactType=${encodeURIComponent(EMPTY)}`);
    },
    expected: { status: 200, headers: { "oci-filters-applied": "artifactType", "content-length": /^2[0-9]{2}$/ } },
    distribution: { status: 404, why: PREDATES },
  },
  {
    title: "lists only referrers of the asked type",
    section: "listing-referrers",
    ask: async (bench) => {
      const subject = await bench.image("1.0");
      await note(bench, subject);
      return bench.send("GET", `/v2/${bench.name}/referrers/${subject.digest}?artifactType=text%2Fplain`);
    },
    expected: {
      status: 200,
      headers: { "oci-filters-applied": "artifactType" },
      body: `{"schemaVersion":2,"mediaType":"${INDEX}","manifests":[]}`,
    },
    distribution: { status: 404, why: PREDATES },
  },
  {
    title: "takes an artifact about a manifest that is not there, and lists it",
    section: "pushing-manifests-with-subject",
    ask: async (bench) => {
      const { bytes } = await bench.image("");
      const absent = { digest: bench.digest(utf8("not there")), bytes };
      await note(bench, absent);
      return bench.send("GET", `/v2/${bench.name}/referrers/${absent.digest}`);
    },
    expected: { status: 200, headers: { "content-length": /^2[0-9]{2}$/ } },
    distribution: { status: 404, why: PREDATES },
  },
  {
    title: "names the subject of an index that has one",
    section: "pushing-manifests-with-subject",
    ask: async (bench) => {
      const subject = await bench.image("1.0");
      return bench.manifest("about", { mediaType: INDEX, manifests: [], subject: described(MANIFEST, subject.digest, subject.bytes) });
    },
    expected: { status: 201, headers: { "oci-subject": DIGEST } },
    distribution: { status: 201, headers: { "oci-subject": null }, why: PREDATES },
  },
  {
    title: "lists an index that refers to a manifest, without a type when it has none",
    section: "listing-referrers",
    ask: async (bench) => {
      const subject = await bench.image("1.0");
      await bench.manifest("about", {
        mediaType: INDEX,
        manifests: [],
        subject: described(MANIFEST, subject.digest, subject.bytes),
        annotations: { by: "somebody" },
      });
      const answer = await bench.send("GET", `/v2/${bench.name}/referrers/${subject.digest}`);
      return { ...answer, body: utf8(text(answer.body).replace(/sha256:[0-9a-f]{64}/, "sha256:…")) };
    },
    expected: {
      status: 200,
      body: `{"schemaVersion":2,"mediaType":"${INDEX}","manifests":[{"mediaType":"${INDEX}","digest":"sha256:…","size":283,"annotations":{"by":"somebody"}}]}`,
    },
    distribution: { status: 404, why: PREDATES },
  },
  {
    title: "lists no referrers in a repository that is not there",
    section: "listing-referrers",
    ask: ({ send, name }) => send("GET", `/v2/${name}-nowhere/referrers/${ABSENT}`),
    expected: { status: 200, body: `{"schemaVersion":2,"mediaType":"${INDEX}","manifests":[]}` },
    distribution: { status: 404, why: PREDATES },
  },
  {
    title: "lists a deleted artifact no more",
    section: "listing-referrers",
    ask: async (bench) => {
      const subject = await bench.image("1.0");
      const { digest } = await note(bench, subject);
      await bench.send("DELETE", `/v2/${bench.name}/manifests/${digest}`);
      return bench.send("GET", `/v2/${bench.name}/referrers/${subject.digest}`);
    },
    expected: { status: 200, body: `{"schemaVersion":2,"mediaType":"${INDEX}","manifests":[]}` },
    distribution: { status: 404, why: PREDATES },
  },
  {
    title: "refuses to list the referrers of what is no digest",
    section: "listing-referrers",
    ask: ({ send, name }) => send("GET", `/v2/${name}/referrers/1.0`),
    expected: { status: 400, code: "DIGEST_INVALID" },
    distribution: { status: 404, code: null, why: PREDATES },
  },
];
