/** The simulated public registries as a client meets them. */
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { CloudContext, Report } from "../cloud/service.ts";
import { collect, text } from "../kernel/bytes.ts";
import { digestOf } from "../kernel/hash.ts";
import { KnownBytes } from "../kernel/known-bytes.ts";
import { nodeHasher as hasher } from "../node/hasher.ts";
import { publicRegistries } from "./index.ts";

let now = 0;
const context = { hasher, store: { now: () => now, meta: { sealingKey: "00" } } } as unknown as CloudContext;

async function ask(method: string, url: string, headers: Record<string, string> = {}) {
  const report: Report = { service: "" };
  const { host } = new URL(url);
  const registry = publicRegistries.find(({ serves }) => serves(host));
  if (!registry) throw new Error(`no registry ${host}`);
  const response = await registry.handle({ method, url, headers, body: new Uint8Array(0) }, context, report);
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
  const index = await ask("GET", "https://registry-1.docker.io/v2/library/alpine/manifests/3.22", headers);
  const { manifests } = (await index.json()) as unknown as { manifests: { digest: string; platform: object }[] };
  expect(manifests.map(({ platform }) => platform)).toEqual([
    { architecture: "amd64", os: "linux" },
    { architecture: "arm64", os: "linux", variant: "v8" },
  ]);
  const manifest = await ask("GET", `https://registry-1.docker.io/v2/library/alpine/manifests/${manifests[1]?.digest}`, headers);
  const { layers, config } = (await manifest.json()) as unknown as { layers: { digest: string; size: number }[]; config: { digest: string } };
  const layer = await ask("GET", `https://registry-1.docker.io/v2/library/alpine/blobs/${layers[0]?.digest}`, headers);
  expect(layer.body).toBeInstanceOf(KnownBytes);
  const bytes = await collect(layer.body);
  expect(digestOf(hasher, bytes)).toBe(layers[0]?.digest);
  expect(bytes.length).toBe(layers[0]?.size);
  const settings = await ask("GET", `https://registry-1.docker.io/v2/library/alpine/blobs/${config.digest}`, headers);
  expect(await settings.json()).toMatchObject({ architecture: "arm64", rootfs: { diff_ids: [digestOf(hasher, gunzipSync(bytes))] } });
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

test("an access token of the hub's form logs in; there is no list of accounts", async () => {
  const login = (password: string) =>
    ask("GET", "https://auth.docker.io/token?service=registry.docker.io", { authorization: `Basic ${btoa(`me:${password}`)}` });
  expect((await login(`dckr_pat_${"a".repeat(27)}`)).status).toBe(200);
  expect((await login("hunter2")).status).toBe(401);
});

test("every registry has hosts of its own", () => {
  const serving = (host: string) => publicRegistries.filter(({ serves }) => serves(host)).map(({ name }) => name);
  const hosts = ["registry-1.docker.io", "auth.docker.io", "quay.io", "registry.k8s.io", "ghcr.io", "example.com"];
  expect(hosts.map(serving)).toEqual([["hub"], ["hub"], ["quay"], ["k8s"], ["ghcr"], []]);
});

test.each([
  ["quay.io", "libpod/alpine", "latest", 'Bearer realm="https://quay.io/v2/auth",service="quay.io"'],
  ["ghcr.io", "nginxinc/nginx-unprivileged", "1.29-alpine", 'Bearer realm="https://ghcr.io/token",service="ghcr.io"'],
])("%s gives %s:%s to anybody with a token for it", async (host, repository, tag, challenge) => {
  const first = await ask("GET", `https://${host}/v2/`);
  expect([first.status, first.headers["www-authenticate"]]).toEqual([401, challenge]);
  const [, realm, service] = /realm="(.*)",service="(.*)"/.exec(challenge) ?? [];
  const issued = await ask("GET", `${realm}?service=${service}&scope=${encodeURIComponent(`repository:${repository}:pull`)}`);
  const authorization = `Bearer ${(await issued.json()).token}`;
  const manifest = await ask("GET", `https://${host}/v2/${repository}/manifests/${tag}`, { authorization });
  expect([manifest.status, manifest.headers["content-type"]]).toEqual([200, "application/vnd.oci.image.index.v1+json"]);
});

test("the Kubernetes registry asks for no token, and its pause image has two platforms", async () => {
  const index = await ask("GET", "https://registry.k8s.io/v2/pause/manifests/3.10");
  expect(index.headers["content-type"]).toBe("application/vnd.oci.image.index.v1+json");
  const { manifests } = (await index.json()) as unknown as { manifests: { digest: string; platform: object }[] };
  expect(manifests.map(({ platform }) => platform)).toEqual([
    { architecture: "amd64", os: "linux" },
    { architecture: "arm64", os: "linux" },
  ]);
  const child = await ask("GET", `https://registry.k8s.io/v2/pause/manifests/${manifests[1]?.digest}`);
  const { config } = (await child.json()) as unknown as { config: { digest: string } };
  const settings = await ask("GET", `https://registry.k8s.io/v2/pause/blobs/${config.digest}`);
  expect(await settings.json()).toMatchObject({ architecture: "arm64", config: { Entrypoint: ["/pause"] } });
});
