/** Whatever is sent to the door: no fault of the simulator, no change of the world by what was refused, and the same bytes back. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { REGION, type TestCloud, testCloud } from "../../sandbox/cloud/testing.ts";
import { HOST, MANIFEST, registryClient } from "../../sandbox/cloud/testing-registry.ts";
import { MODEL } from "../../sandbox/ecr/model/index.ts";
import { collect } from "../../sandbox/kernel/bytes.ts";
import type { HttpRequest } from "../../sandbox/kernel/exchange.ts";
import { nodeHasher } from "../../sandbox/node/hasher.ts";
import { snapshot } from "../../sandbox/world/snapshot.ts";
import type { World } from "../../sandbox/world/world.ts";
import { sha256 } from "./support.ts";

const WEB = `111122223333/${REGION}/web`;
const DIGEST = `sha256:${"ab".repeat(32)}`;
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"];
const PATHS = [
  "/",
  "/v2",
  "/v2/",
  "/v2/_catalog",
  "/v2/_catalog?n=-1",
  "/v2/web/tags/list",
  "/v2/web/tags/list?n=x&last=%zz",
  "/v2/web/manifests/v1",
  `/v2/web/manifests/${DIGEST}`,
  "/v2/web/manifests/sha256:xyz",
  `/v2/web/manifests/${"t".repeat(200)}`,
  `/v2/${"a/".repeat(200)}b/manifests/v1`,
  "/v2/UPPER/manifests/v1",
  "/v2/../../etc/passwd",
  "/v2/%00/manifests/%ff",
  "/v2/web/blobs/x",
  `/v2/web/blobs/${DIGEST}`,
  "/v2/web/blobs/uploads",
  "/v2/web/blobs/uploads/",
  "/v2/web/blobs/uploads/00000000-0000-4000-8000-000000000000",
  `/v2/web/blobs/uploads/?digest=${DIGEST}`,
  "/v2/web/blobs/uploads/?mount=sha256:00&from=other",
  `/v2/web/referrers/${DIGEST}`,
  "/v2/nowhere/blobs/uploads/",
  `/prod-${REGION}-starport-layer-bucket/x?X-Amz-Signature=y`,
  "/nowhere",
];
const HOSTS = [
  HOST,
  `api.ecr.${REGION}.amazonaws.com`,
  `ecr.${REGION}.api.aws`,
  "sts.amazonaws.com",
  `prod-${REGION}-starport-layer-bucket.s3.${REGION}.amazonaws.com`,
  "registry-1.docker.io",
  "auth.docker.io",
];

interface Opened {
  readonly cloud: TestCloud;
  readonly basic: string;
}

async function opened(): Promise<Opened> {
  const cloud = testCloud(nodeHasher);
  await cloud.ecr("CreateRepository", { repositoryName: "web" });
  await (await registryClient(cloud)).image("web", "v1");
  const { json } = await cloud.ecr("GetAuthorizationToken");
  return { cloud, basic: `Basic ${(json.authorizationData as { authorizationToken: string }[])[0]?.authorizationToken}` };
}

/** All rows but the counters. */
function rows(world: World): unknown {
  const { meta: _, ...tables } = snapshot(world).tables;
  return tables;
}

function same(one: World, other: World): boolean {
  return one === other || JSON.stringify(rows(one)) === JSON.stringify(rows(other));
}

/** Sends; says what is wrong with how the door took it. `testCloud` throws faults of the simulator. */
async function judged({ cloud }: Opened, request: HttpRequest): Promise<string | undefined> {
  const before = cloud.store.world;
  const { status, body } = await cloud.handle(request);
  await collect(body);
  if (status >= 500) return `${status}`;
  if (status >= 400 && !same(cloud.store.world, before)) return `${status}, and the world has changed`;
  return undefined;
}

describe("the door", () => {
  test("takes 10 MB of garbage at every route and operation, signed in or not, and nothing changes", async () => {
    const open = await opened();
    const garbage = new Uint8Array(10_000_000);
    for (let at = 0; at < garbage.length; at++) garbage[at] = (at * 2_654_435_761) >>> 24;
    const wrong: string[] = [];
    const send = async (request: HttpRequest, what: string) => {
      const found = await judged(open, request);
      if (found !== undefined) wrong.push(`${what}: ${found}`);
    };
    for (const path of PATHS) {
      for (const method of ["POST", "PUT", "PATCH"]) {
        for (const authorization of [open.basic, "Basic !!!", ""]) {
          const headers = { host: HOST, "content-type": MANIFEST, "content-length": "10000000", ...(authorization ? { authorization } : {}) };
          await send({ method, url: `https://${HOST}${path}`, headers, body: garbage }, `${method} ${path} ${authorization.slice(0, 9)}`);
        }
      }
    }
    // Nothing is required of this one, so the unknown name is ignored and the default put: let it be there before.
    await open.cloud.ecr("PutRegistryScanningConfiguration", {});
    const junk = `{"repositoryName":"${"x".repeat(10_000_000)}"}`;
    for (const operation of Object.keys(MODEL.operations)) {
      const before = open.cloud.store.world;
      const { status } = await open.cloud.ecr(operation, junk);
      if (status !== 400 && !(status === 200 && same(open.cloud.store.world, before))) wrong.push(`${operation}: ${status}`);
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  test("never fails and never changes the world by a request it refuses", async () => {
    const open = await opened();
    const header = fc.constantFrom(
      "authorization",
      "content-type",
      "content-range",
      "content-length",
      "range",
      "accept",
      "x-amz-target",
      "x-amz-date",
      "host",
    );
    const value = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.constantFrom(
        open.basic,
        MANIFEST,
        "application/x-www-form-urlencoded",
        "0-5",
        "bytes 0-5/*",
        "bytes=-1",
        "99999999999999999999",
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261123/us-east-1/ecr/aws4_request, SignedHeaders=host, Signature=00",
        `${MODEL.targetPrefix}.PutImage`,
        "__proto__",
      ),
    );
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.json().map((json) => new TextEncoder().encode(json)),
      fc
        .constantFrom('{"schemaVersion":2}', "[]", "null", '{"schemaVersion":2,"layers":[{}],"config":null}', "Action=GetCallerIdentity")
        .map((json) => new TextEncoder().encode(json)),
    );
    const request = fc.record({
      method: fc.constantFrom(...METHODS),
      host: fc.oneof({ weight: 4, arbitrary: fc.constant(HOST) }, { weight: 2, arbitrary: fc.constantFrom(...HOSTS) }),
      path: fc.oneof(
        fc.constantFrom(...PATHS),
        fc.webPath(),
        fc.string({ maxLength: 60 }).map((text) => `/v2/${text}`),
      ),
      signedIn: fc.boolean(),
      headers: fc.dictionary(header, value, { maxKeys: 4 }),
      body,
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ method, host, path, signedIn, headers, body: sent }) => {
        const all = { host, ...(signedIn ? { authorization: open.basic } : {}), ...headers };
        expect(await judged(open, { method, url: `https://${host}${path}`, headers: all, body: sent })).toBeUndefined();
      }),
      { numRuns: 1_500 },
    );
  }, 60_000);
});

/** Cuts bytes at the given fractions. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...new Set([...places.map((place) => Math.floor(place * bytes.length)), bytes.length])].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(index === 0 ? 0 : (ends[index - 1] as number), end));
}

async function* pieces(bytes: Uint8Array, places: readonly number[]): AsyncIterable<Uint8Array> {
  yield* cut(bytes, places);
}

/** An image that names a blob as its configuration: without one nobody may download it. */
async function nameIt({ ecr }: TestCloud, digest: string, size: number): Promise<void> {
  const config = { mediaType: "application/vnd.oci.image.config.v1+json", digest, size };
  const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, config, layers: [] });
  expect(await ecr("PutImage", { repositoryName: "web", imageManifest })).toMatchObject({ status: 200 });
}

test("what is pushed in any pieces is pulled byte for byte, in any pieces", async () => {
  const { cloud, basic } = await opened();
  const send = (method: string, url: string, body: HttpRequest["body"] = new Uint8Array(), headers: Record<string, string> = {}) =>
    cloud.handle({
      method,
      url: url.startsWith("/") ? `https://${HOST}${url}` : url,
      headers: { host: HOST, authorization: basic, ...headers },
      body,
    });
  /** One request, one chunk in a stream of pieces, or a chunk for each piece with the range it stands for. */
  const upload = async (bytes: Uint8Array, streamed: readonly number[], way: string, digest: string) => {
    const whole = () => pieces(bytes, streamed);
    const started = await send("POST", `/v2/web/blobs/uploads/${way === "post" ? `?digest=${digest}` : ""}`, way === "post" ? whole() : undefined);
    if (started.status === 201) return;
    let location = started.headers.location ?? "";
    let at = 0;
    for (const chunk of way === "put" ? [] : way === "patch" ? [bytes] : cut(bytes, streamed).filter(({ length }) => length > 0)) {
      const range: Record<string, string> = way === "chunks" ? { "content-range": `${at}-${at + chunk.length - 1}` } : {};
      const appended = await send("PATCH", location, way === "patch" ? whole() : chunk, range);
      expect(appended.status).toBeLessThan(300);
      location = appended.headers.location ?? "";
      at += chunk.length;
    }
    expect((await send("PUT", `${location}?digest=${digest}`, way === "put" ? whole() : new Uint8Array())).status).toBe(201);
  };
  const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 });
  const blob = fc.record({
    bytes: fc.uint8Array({ minLength: 1, maxLength: 5_000 }),
    streamed: places,
    part: fc.nat(),
    way: fc.constantFrom("post", "put", "patch", "chunks"),
  });
  await fc.assert(
    fc.asyncProperty(blob, async ({ bytes, streamed, part, way }) => {
      const digest = sha256(bytes);
      const known = cloud.store.world.layers.get(`${WEB} ${digest}`) !== undefined;
      await upload(bytes, streamed, way, digest);
      if (!known) await nameIt(cloud, digest, bytes.length);
      const redirect = await send("GET", `/v2/web/blobs/${digest}`);
      const link = redirect.headers.location ?? "";
      const get = async (headers: Record<string, string> = {}) =>
        collect((await cloud.handle({ method: "GET", url: link, headers: { host: new URL(link).host, ...headers }, body: new Uint8Array() })).body);
      expect(sha256(await get())).toBe(digest);
      const [start, end] = [part % bytes.length, Math.min(bytes.length - 1, (part % bytes.length) + 9)];
      expect([...(await get({ range: `bytes=${start}-${end}` }))]).toEqual([...bytes.subarray(start, end + 1)]);
    }),
    { numRuns: 150 },
  );
  expect(cloud.store.world.uploads.size).toBe(0);
});

/** An upload by the API: a part for each piece. */
async function uploadParts({ ecr }: TestCloud, parts: readonly Uint8Array[], digest: string): Promise<void> {
  const repositoryName = "web";
  const { uploadId } = (await ecr("InitiateLayerUpload", { repositoryName })).json;
  let partFirstByte = 0;
  for (const part of parts.filter(({ length }) => length > 0)) {
    const partLastByte = partFirstByte + part.length - 1;
    const layerPartBlob = Buffer.from(part).toString("base64");
    expect(await ecr("UploadLayerPart", { repositoryName, uploadId, partFirstByte, partLastByte, layerPartBlob })).toMatchObject({ status: 200 });
    partFirstByte += part.length;
  }
  expect(await ecr("CompleteLayerUpload", { repositoryName, uploadId, layerDigests: [digest] })).toMatchObject({ status: 200 });
}

test("what is uploaded by the API in parts of any size that it takes is pulled byte for byte", async () => {
  const least = 5 * 1024 * 1024;
  const sizes = fc.tuple(fc.nat(300_000), fc.nat(300_000), fc.integer({ min: 1, max: 300_000 }), fc.nat(255));
  await fc.assert(
    fc.asyncProperty(sizes, async ([first, second, last, seed]) => {
      const { cloud } = await opened();
      const bytes = new Uint8Array(2 * least + first + second + last).map((_, at) => (at * 31 + (at >> 8) + seed) & 255);
      const ends = [least + first, 2 * least + first + second];
      const digest = sha256(bytes);
      await uploadParts(cloud, [bytes.subarray(0, ends[0]), bytes.subarray(ends[0], ends[1]), bytes.subarray(ends[1])], digest);
      await nameIt(cloud, digest, bytes.length);
      const { json } = await cloud.ecr("GetDownloadUrlForLayer", { repositoryName: "web", layerDigest: digest });
      const url = String(json.downloadUrl);
      const pulled = await cloud.handle({ method: "GET", url, headers: { host: new URL(url).host }, body: new Uint8Array() });
      expect(sha256(await collect(pulled.body))).toBe(digest);
    }),
    { numRuns: 2 },
  );
});
