/** The simulated Docker Hub as a client meets it. */
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { CloudContext, Report } from "../cloud/service.ts";
import { collect, text } from "../kernel/bytes.ts";
import { digestOf } from "../kernel/hash.ts";
import { KnownBytes } from "../kernel/known-bytes.ts";
import { nodeHasher as hasher } from "../node/hasher.ts";
import { dockerHub, isDockerHubHost } from "./index.ts";

let now = 0;
const context = { hasher, store: { now: () => now, meta: { sealingKey: "00" } } } as unknown as CloudContext;

async function ask(method: string, url: string, headers: Record<string, string> = {}) {
  const report: Report = { service: "" };
  const response = await dockerHub.handle({ method, url, headers, body: new Uint8Array(0) }, context, report);
  return { ...response, report, json: async () => JSON.parse(text(await collect(response.body))) as Record<string, never> };
}

async function token(scope: string): Promise<Record<string, string>> {
  const answer = await ask("GET", `https://auth.docker.io/token?service=registry.docker.io&scope=${encodeURIComponent(scope)}`);
  return { authorization: `Bearer ${(await answer.json()).token}` };
}

test("a client without a token is sent to the token server", async () => {
  const answer = await ask("GET", "https://registry-1.docker.io/v2/");
  expect(answer.status).toBe(401);
  expect(answer.headers["www-authenticate"]).toBe('Bearer realm="https://auth.docker.io/token",service="registry.docker.io"');
});

test("an anonymous token pulls an image whose bytes are what its manifest says", async () => {
  const headers = await token("repository:library/alpine:pull");
  const manifest = await ask("GET", "https://registry-1.docker.io/v2/library/alpine/manifests/3.22", headers);
  expect(manifest.status).toBe(200);
  const { layers, config } = (await manifest.json()) as unknown as { layers: { digest: string; size: number }[]; config: { digest: string } };
  const layer = await ask("GET", `https://registry-1.docker.io/v2/library/alpine/blobs/${layers[0]?.digest}`, headers);
  expect(layer.body).toBeInstanceOf(KnownBytes);
  const bytes = await collect(layer.body);
  expect(digestOf(hasher, bytes)).toBe(layers[0]?.digest);
  expect(bytes.length).toBe(layers[0]?.size);
  const settings = await ask("GET", `https://registry-1.docker.io/v2/library/alpine/blobs/${config.digest}`, headers);
  expect(await settings.json()).toMatchObject({ rootfs: { diff_ids: [digestOf(hasher, gunzipSync(bytes))] } });
});

test("a token is good for its own repository, and for five minutes", async () => {
  const headers = await token("repository:library/alpine:pull");
  expect((await ask("GET", "https://registry-1.docker.io/v2/library/node/manifests/alpine", headers)).status).toBe(401);
  now += 301_000;
  expect((await ask("GET", "https://registry-1.docker.io/v2/library/alpine/manifests/3.22", headers)).status).toBe(401);
});

test("pushing is refused as the hub refuses it", async () => {
  const headers = await token("repository:library/alpine:pull,push");
  const answer = await ask("POST", "https://registry-1.docker.io/v2/library/alpine/blobs/uploads/", headers);
  expect(answer.headers["www-authenticate"]).toContain('error="insufficient_scope"');
  expect(answer.report).toMatchObject({ service: "hub", outcome: "refused", error: { code: "UNAUTHORIZED" } });
});

test("a user name and password are refused", async () => {
  expect((await ask("GET", "https://auth.docker.io/token?service=registry.docker.io", { authorization: "Basic eDp5" })).status).toBe(401);
});

test("the hub's hosts are its own", () => {
  expect(["registry-1.docker.io", "auth.docker.io", "example.com"].map(isDockerHubHost)).toEqual([true, true, false]);
});
