import { beforeEach, describe, expect, it } from "vitest";
import { testCloud } from "../../cloud/testing.ts";
import { HOST, type RegistryClient, registryClient } from "../../cloud/testing-registry.ts";
import { utf8 } from "../../kernel/bytes.ts";
import { digestOf } from "../../kernel/hash.ts";
import { nodeHasher } from "../../node/hasher.ts";
import { BACKEND_DEPARTURES, DEPARTURES } from "./index.ts";

let client: RegistryClient;
beforeEach(async () => {
  const cloud = testCloud(nodeHasher);
  await cloud.ecr("CreateRepository", { repositoryName: "app" });
  client = await registryClient(cloud);
});

const begin = async () => (await client.send("POST", "/v2/app/blobs/uploads/")).headers.location ?? "";

/** One test for each row of the lists, by its id. */
const PROOFS: Readonly<Record<string, () => Promise<void>>> = {
  "patch-created": async () => {
    expect((await client.send("PATCH", await begin(), { body: utf8("part") })).status).toBe(201);
  },
  "no-upload-uuid": async () => {
    const begun = await client.send("POST", "/v2/app/blobs/uploads/");
    expect([begun.status, begun.headers["docker-upload-uuid"]]).toEqual([202, undefined]);
  },
  "no-manifest-location": async () => {
    const { digest } = await client.image("app", "1.0");
    const manifest = await client.send("GET", "/v2/app/manifests/1.0");
    const again = await client.send("PUT", "/v2/app/manifests/2.0", {
      headers: { "content-type": manifest.headers["content-type"] ?? "" },
      body: utf8(manifest.text),
    });
    expect([again.status, again.headers.location, again.headers["docker-content-digest"]]).toEqual([201, undefined, digest]);
  },
  "digest-at-head-only": async () => {
    const { digest } = await client.image("app", "1.0");
    const asked = (method: string, reference: string) => client.send(method, `/v2/app/manifests/${reference}`);
    for (const reference of ["1.0", digest]) {
      expect(await asked("HEAD", reference)).toMatchObject({ status: 200, headers: { "docker-content-digest": digest } });
      const { status, headers } = await asked("GET", reference);
      expect([status, headers["docker-content-digest"]]).toEqual([200, undefined]);
    }
  },
  "absolute-locations": async () => {
    expect(await begin()).toMatch(new RegExp(`^https://${HOST}/v2/app/blobs/uploads/[0-9a-f-]{36}$`));
    for (const tag of ["a", "b", "c"]) await client.image("app", tag);
    const page = await client.send("GET", "/v2/app/tags/list?n=2");
    expect(page.headers.link).toMatch(new RegExp(`^<https://${HOST}/v2/app/tags/list\\?last=[^>]+>; rel="next"$`));
    const next = /<([^>]+)>/.exec(page.headers.link ?? "")?.[1] ?? "";
    expect((await client.send("GET", next)).text).toBe('{"name":"app","tags":["c"]}');
  },
  "tag-list-text": async () => {
    await client.image("app", "1.0");
    const list = await client.send("GET", "/v2/app/tags/list");
    expect([list.headers["content-type"], list.text]).toEqual(["text/plain; charset=utf-8", '{"name":"app","tags":["1.0"]}']);
  },
  "name-parameter": async () => {
    const { status, error } = await client.send("GET", "/v2/Bad/tags/list");
    expect([status, error?.code]).toEqual([405, "UNSUPPORTED"]);
    expect(error?.message).toMatch(/^Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression /);
  },
  "parameter-errors-405": async () => {
    const { status, error } = await client.send("GET", "/v2/app/tags/list?n=1001");
    expect([status, error]).toEqual([
      405,
      {
        code: "UNSUPPORTED",
        message: "Invalid parameter at 'maxResults' failed to satisfy constraint: 'Member must have value less than or equal to 1000'",
      },
    ]);
    const manifest = await client.send("PUT", "/v2/app/manifests/1.0", { headers: { "content-type": "application/json" }, body: utf8("not json") });
    expect([manifest.status, manifest.error?.message]).toEqual([
      405,
      "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'",
    ]);
  },
  "layer-redirect": async () => {
    const { layer } = await client.image("app", "1.0", "bytes of the layer");
    const redirect = await client.send("GET", `/v2/app/blobs/${layer}`);
    expect(redirect.status).toBe(307);
    expect(redirect.headers.location).toMatch(/^https:\/\/prod-us-east-1-starport-layer-bucket\.s3\.us-east-1\.amazonaws\.com\/.*X-Amz-Expires=3600/);
    const link = redirect.headers.location ?? "";
    expect(await client.send("GET", link)).toMatchObject({ status: 200, text: "bytes of the layer" });
    expect(await client.send("GET", link, { headers: { range: "bytes=9-11" } })).toMatchObject({ status: 206, text: "the" });
    expect(await client.send("GET", `${link.slice(0, -1)}${link.endsWith("0") ? "1" : "0"}`)).toMatchObject({ status: 403 });
  },
  "named-blobs": async () => {
    const content = utf8("nobody names it");
    const digest = digestOf(nodeHasher, content);
    expect((await client.send("PUT", `${await begin()}?digest=${digest}`, { body: content })).status).toBe(201);
    expect((await client.send("HEAD", `/v2/app/blobs/${digest}`)).status).toBe(200);
    const refused = await client.send("GET", `/v2/app/blobs/${digest}`);
    expect([refused.status, refused.error?.code]).toEqual([404, "BLOB_UNKNOWN"]);
  },
  "no-blob-deletion": async () => {
    const { layer } = await client.image("app", "1.0");
    expect((await client.send("DELETE", `/v2/app/blobs/${layer}`)).error?.code).toBe("UNSUPPORTED");
  },
  "no-empty-blobs": async () => {
    const done = await client.send("PUT", `${await begin()}?digest=${digestOf(nodeHasher, "")}`);
    expect(done.status).toBe(400);
    expect(done.error?.message).toMatch(/^The upload with id '[0-9a-f-]{36}' in the repository with name 'app' .* does not have any parts$/);
  },
  "opaque-last": async () => {
    expect((await client.send("GET", "/v2/_catalog?last=app")).status).toBe(405);
    expect((await client.send("GET", "/v2/_catalog")).text).toBe('{"repositories":["app"]}');
  },
};

describe("ECR's dialect", () => {
  it.each([...DEPARTURES, ...BACKEND_DEPARTURES].map((row) => [row.what, row] as const))("%s", async (_, { id, source }) => {
    expect(source).not.toBe("");
    await PROOFS[id]?.();
    expect(Object.keys(PROOFS)).toContain(id);
  });
});
