import { describe, expect, it } from "vitest";
import { collect, text, utf8 } from "../kernel/bytes.ts";
import type { HttpBody } from "../kernel/exchange.ts";
import { digestOf } from "../kernel/hash.ts";
import { nodeHasher, sha512OnNode } from "../node/hasher.ts";
import { memoryBlobs } from "../world/memory-blobs.ts";
import { benchFor, codeOf, differences, MANIFEST, type Send } from "./conformance/bench.ts";
import { CASES } from "./conformance/index.ts";
import { PlainBackend } from "./plain-backend.ts";
import { answerRegistry } from "./registry.ts";
import { ROUTES } from "./routes/index.ts";

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes, and TAG_INVALID, which its section on legacy codes allows. */
const SPECIFIED = [
  "BLOB_UNKNOWN",
  "BLOB_UPLOAD_INVALID",
  "BLOB_UPLOAD_UNKNOWN",
  "DIGEST_INVALID",
  "MANIFEST_BLOB_UNKNOWN",
  "MANIFEST_INVALID",
  "MANIFEST_UNKNOWN",
  "NAME_INVALID",
  "NAME_UNKNOWN",
  "SIZE_INVALID",
  "UNAUTHORIZED",
  "DENIED",
  "UNSUPPORTED",
  "TOOMANYREQUESTS",
  "TAG_INVALID",
];

function registry(limit?: number): Send {
  const blobs = memoryBlobs(nodeHasher, limit === undefined ? {} : { limit });
  const backend = new PlainBackend({ hasher: nodeHasher, blobs, sha512: sha512OnNode });
  return async (method, path, { headers = {}, body = new Uint8Array(0) } = {}) => {
    const response = await answerRegistry(
      {
        method,
        url: `http://registry.example${path}`,
        headers: { host: "registry.example", "content-length": String(body.length), ...headers },
        body,
      },
      backend,
    );
    return { status: response.status, headers: response.headers, body: await collect(response.body) };
  };
}

describe("the registry, by the specification", () => {
  it.each(CASES.map((one) => [one.title, one] as const))("%s", async (_, { ask, expected }) => {
    const bench = benchFor(registry(), nodeHasher, "team/app");
    expect(differences(await ask(bench), expected, bench.name)).toEqual([]);
  });
});

describe("the registry's routes", () => {
  it("each name their section of the specification", () => {
    for (const { spec } of ROUTES) expect(spec).toMatch(/^https:\/\/.+#[a-z-]+$/);
  });

  it("answer 10 MB of garbage with a refusal", async () => {
    const garbage = new Uint8Array(10_000_000).map((_, index) => (index * 7919) >> 3);
    const send = registry();
    const bench = benchFor(send, nodeHasher, "a/b");
    await bench.image("1.0");
    const upload = await bench.begin();
    const paths = [
      "/v2/",
      "/v2/_catalog",
      "/v2/a/b/tags/list",
      "/v2/a/b/manifests/2.0",
      "/v2/a/b/blobs/uploads/",
      `${upload}x`,
      "/v2/a/b/referrers/x",
      "/v2/%ff",
      "/",
      "/v2/a/b/blobs/x",
    ];
    for (const path of paths) {
      for (const method of ["GET", "PUT", "POST", "PATCH", "DELETE", "QUERY"]) {
        const answer = await send(method, path, { body: garbage });
        const { status } = answer;
        expect(status, `${method} ${path}`).toBeLessThan(500);
        if (status >= 400) expect(SPECIFIED, `${method} ${path}`).toContain(codeOf(answer));
        if (method === "QUERY" || method === "PATCH") expect(status, `${method} ${path}`).toBeGreaterThanOrEqual(400);
      }
    }
  });

  it("refuse a name of 257 characters and take one of 256", async () => {
    const send = registry();
    expect((await send("POST", `/v2/${"a".repeat(256)}/blobs/uploads/`)).status).toBe(202);
    const refused = await send("POST", `/v2/${"a".repeat(257)}/blobs/uploads/`);
    expect([refused.status, codeOf(refused)]).toEqual([400, "NAME_INVALID"]);
  });

  it("keep what came of a body that breaks off, and say so", async () => {
    const backend = new PlainBackend({ hasher: nodeHasher, blobs: memoryBlobs(nodeHasher) });
    const { id } = await backend.openUpload("a");
    const body = (async function* () {
      yield utf8("half");
      throw new Error("reset");
    })();
    const answer = await answerRegistry({ method: "PATCH", url: `http://r/v2/a/blobs/uploads/${id}`, headers: {}, body }, backend);
    expect(answer.status).toBe(400);
    expect(await backend.upload("a", id)).toEqual({ size: 4 });
  });

  it("refuse a body shorter than its Content-Length", async () => {
    const send = registry();
    const answer = await send("PATCH", await benchFor(send, nodeHasher, "a").begin(), { headers: { "content-length": "99" }, body: utf8("short") });
    expect([answer.status, codeOf(answer)]).toEqual([400, "BLOB_UPLOAD_INVALID"]);
  });

  it("take requests about one upload one after another, however slow the first is", async () => {
    const backend = new PlainBackend({ hasher: nodeHasher, blobs: memoryBlobs(nodeHasher) });
    const begun = async () => {
      const { id } = await backend.openUpload("a");
      const { promise, resolve } = Promise.withResolvers<void>();
      const body = (async function* () {
        yield utf8("slow");
        await promise;
      })();
      const ask = async (method: string, query = "", headers = {}, more: HttpBody = utf8("more")) => {
        const url = `http://r/v2/a/blobs/uploads/${id}${query}`;
        return (await answerRegistry({ method, url, headers, body: more }, backend)).status;
      };
      return { first: ask("PATCH", "", {}, body), end: resolve, ask };
    };

    const chunks = await begun();
    const chunk = () => chunks.ask("PATCH", "", { "content-range": "4-7" });
    const twice = [chunk(), chunk()];
    chunks.end();
    expect(await Promise.all([chunks.first, ...twice])).toEqual([202, 202, 416]);

    const completed = await begun();
    const digest = digestOf(nodeHasher, "slow");
    const last = [completed.ask("PUT", `?digest=${digest}`, {}, utf8("")), completed.ask("PATCH")];
    completed.end();
    expect(await Promise.all([completed.first, ...last])).toEqual([202, 201, 404]);
    const { read } = await backend.readBlob("a", digest);
    expect(text(await collect(read()))).toBe("slow");
  });

  it("forget an upload of which nothing was asked for a day, and list no repository for it", async () => {
    let now = 0;
    const backend = new PlainBackend({ hasher: nodeHasher, blobs: memoryBlobs(nodeHasher, { limit: 4 }), now: () => now });
    const { id } = await backend.openUpload("a");
    await backend.append("a", id, utf8("half"), undefined);
    for (const [passed, known] of [
      [86_400_000, true],
      [86_400_000, true],
      [86_400_001, false],
    ] as const) {
      now += passed;
      await backend.sweep();
      const asked = backend.upload("a", id);
      await (known ? expect(asked).resolves.toEqual({ size: 4 }) : expect(asked).rejects.toMatchObject({ code: "BLOB_UPLOAD_UNKNOWN" }));
    }
    expect(await backend.catalog(undefined, undefined)).toEqual({ repositories: [] });
    const next = await backend.openUpload("a");
    expect(await backend.append("a", next.id, utf8("room"), undefined)).toEqual({ size: 4 });
  });

  it("say plainly that no bytes fit any more", async () => {
    const send = registry(10);
    const answer = await send("PATCH", await benchFor(send, nodeHasher, "a").begin(), { body: utf8("more than ten bytes") });
    expect([answer.status, codeOf(answer)]).toEqual([413, "DENIED"]);
    expect(new TextDecoder().decode(answer.body)).toContain("no space left");
  });

  it("never read the body of a manifest that its sender may not put", async () => {
    const backend = new PlainBackend({ hasher: nodeHasher, blobs: memoryBlobs(nodeHasher) });
    let read = false;
    const strict = Object.assign(Object.create(backend) as PlainBackend, {
      admitManifest: () => Promise.reject(new Error("not you")),
    });
    const body = (async function* () {
      read = true;
      yield utf8("{}");
    })();
    await expect(
      answerRegistry({ method: "PUT", url: "http://r/v2/a/manifests/1", headers: { "content-type": MANIFEST }, body }, strict),
    ).rejects.toThrow("not you");
    expect(read).toBe(false);
  });
});
