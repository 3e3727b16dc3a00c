import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sign } from "../http/sigv4/index.ts";
import { utf8 } from "../kernel/bytes.ts";
import type { RegistryPort } from "./addresses.ts";
import { removeFolder } from "./disk-blobs.ts";
import { nodeHasher } from "./hasher.ts";
import { FolderInUse } from "./lock.ts";
import { offsetOf, type RegistryServer, type ServerOptions, shownHost, startRegistry } from "./registry-server.ts";
import { keysOf } from "./server-world.ts";

let folder = "";
const running: RegistryServer[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gantry-server-"));
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
  removeFolder(folder);
});

async function start(options: Partial<ServerOptions> = {}): Promise<RegistryServer> {
  const server = await startRegistry({ host: "127.0.0.1", port: 0, ...options });
  running.push(server);
  return server;
}

async function stop(server: RegistryServer): Promise<void> {
  running.splice(running.indexOf(server), 1);
  await server.close();
}

const TARGETS = { ecr: "AmazonEC2ContainerRegistry_V20150921", "ecr-public": "SpencerFrontendService" } as const;

/** Calls an operation of ECR at the first port, as the first person. */
async function ecr(
  { registries, store }: RegistryServer,
  region: string,
  operation: string,
  input: unknown,
  service: keyof typeof TARGETS = "ecr",
): Promise<unknown> {
  const [key] = keysOf(store.world);
  const host = `127.0.0.1:${registries[0]?.port}`;
  const headers = { host, "content-type": "application/x-amz-json-1.1", "x-amz-target": `${TARGETS[service]}.${operation}` };
  const body = utf8(JSON.stringify(input));
  const credentials = { accessKeyId: key?.id ?? "", secretAccessKey: key?.secret ?? "" };
  const question = { method: "POST", url: `http://${host}/`, headers, body };
  const signed = sign(question, { hasher: nodeHasher, credentials, region, service, now: Date.now() });
  return (await fetch(question.url, { method: "POST", headers: signed, body: new Uint8Array(body) })).json();
}

describe("the registry server", () => {
  it("is shown by an address that can be pasted", () => {
    expect(["127.0.0.1", "localhost", "0.0.0.0", "::", "::1"].map(shownHost)).toEqual(["127.0.0.1", "localhost", "127.0.0.1", "127.0.0.1", "[::1]"]);
  });

  it("gives each account and Region of its world a port", async () => {
    const { registries } = await start({ preset: "two-accounts" });
    expect(registries.map(({ account, region }) => `${account}/${region}`)).toEqual([
      "111122223333/us-east-1",
      "444455556666/us-east-1",
      "777788889999/us-east-1",
      "111122223333/eu-west-1",
      "444455556666/eu-west-1",
    ]);
    expect(new Set(registries.map(({ port }) => port)).size).toBe(5);
  });

  it("names an address of its own in every answer, and opens the port it names", async () => {
    const opened: RegistryPort[] = [];
    const server = await start({ preset: "blank", data: folder, onOpened: (registry) => opened.push(registry) });
    const [home] = server.registries;
    const { repository } = (await ecr(server, "eu-west-1", "CreateRepository", { repositoryName: "web" })) as {
      repository: { repositoryUri: string };
    };
    expect(opened).toMatchObject([{ account: "111122223333", region: "eu-west-1" }]);
    expect(repository.repositoryUri).toBe(`127.0.0.1:${opened[0]?.port}/web`);
    expect((await fetch(`http://127.0.0.1:${opened[0]?.port}/v2/`)).headers.get("www-authenticate")).toContain(`127.0.0.1:${opened[0]?.port}/`);
    const strangers = Array.from({ length: 10 }, (_, index) => `${900_000_000_000 + index}`);
    const tokens = await Promise.all([0, 1].map(() => ecr(server, "eu-west-1", "GetAuthorizationToken", { registryIds: strangers })));
    const named = (tokens as { authorizationData: { proxyEndpoint: string }[] }[]).map((token) =>
      token.authorizationData.map((one) => one.proxyEndpoint),
    );
    expect(named[0]).toEqual(named[1]);
    expect(named[0]?.filter((endpoint) => !/^http:\/\/127\.0\.0\.1:[0-9]{4,5}$/.test(endpoint))).toEqual([]);
    expect(server.registries.length).toBe(12);
    const before = server.registries.map(({ account, region }) => `${account}/${region}`);
    await stop(server);
    const again = await start({ data: folder });
    expect(again.registries.map(({ account, region }) => `${account}/${region}`)).toEqual(before);
    expect(home?.region).toBe("us-east-1");
  });

  it("has ECR Public at a port of its own, so that nobody is sent to the real one", async () => {
    const server = await start({ preset: "blank" });
    const { repository } = (await ecr(server, "us-east-1", "CreateRepository", { repositoryName: "web" }, "ecr-public")) as {
      repository: { repositoryUri: string };
    };
    const [host, alias] = repository.repositoryUri.split("/");
    expect(server.registries.find(({ region }) => region === "public")).toMatchObject({ account: "111122223333", port: Number(host?.split(":")[1]) });
    expect((await fetch(`http://${host}/v2/`)).headers.get("www-authenticate")).toBe(
      `Bearer realm="http://${host}/token/",service="public.ecr.aws",scope="aws"`,
    );
    const { token } = (await (await fetch(`http://${host}/token/`)).json()) as { token: string };
    const list = await fetch(`http://${host}/v2/${alias}/web/tags/list`, { headers: { authorization: `Bearer ${token}` } });
    expect(await list.json()).toEqual({ name: `${alias}/web`, tags: [] });
  });

  it("opens a hundred ports at most; further registries get one where nobody listens", async () => {
    const server = await start({ preset: "blank" });
    const tokens: unknown[] = [];
    for (let round = 0; round < 11; round++) {
      const registryIds = Array.from({ length: 10 }, (_, index) => `${900_000_000_000 + round * 10 + index}`);
      tokens.push(await ecr(server, "us-east-1", "GetAuthorizationToken", { registryIds }));
    }
    expect(server.registries.length).toBe(100);
    const { authorizationData } = tokens.at(-1) as { authorizationData: { proxyEndpoint: string }[] };
    expect(authorizationData.at(-1)?.proxyEndpoint).toBe("http://127.0.0.1:1");
  });

  it("refuses a signature for a Region that does not exist", async () => {
    const server = await start({ preset: "blank" });
    expect(await ecr(server, "moon-1", "DescribeRepositories", {})).toEqual({
      __type: "InvalidSignatureException",
      message: "Credential should be scoped to a valid region. ",
    });
  });

  it("keeps its world and the offset of its clock in its folder", async () => {
    const first = await start({ data: folder, offset: 13 * 3_600_000, preset: "blank" });
    first.store.change(({ tx }) => tx.set("accounts", "999900001111", { id: "999900001111", settings: {} }));
    await stop(first);
    const second = await start({ data: folder });
    expect(second.store.world.accounts.get("999900001111")).toBeDefined();
    expect(offsetOf(second.store)).toBe(13 * 3_600_000);
    expect(Math.abs(second.store.now() - Date.now() - 13 * 3_600_000)).toBeLessThan(5_000);
    await stop(second);
    expect(offsetOf((await start({ data: folder, offset: 0 })).store)).toBe(0);
  });

  it("refuses a folder that another server holds", async () => {
    await start({ data: folder });
    // The lock names this very process, which is as good as another one that lives.
    writeFileSync(join(folder, "lock"), `${process.ppid}\n`);
    await expect(startRegistry({ host: "127.0.0.1", port: 0, data: folder })).rejects.toBeInstanceOf(FolderInUse);
  });

  it("takes another account's id for the home account", async () => {
    const { registries, store } = await start({ accounts: ["123456789012"] });
    expect(registries[0]).toMatchObject({ account: "123456789012", region: "us-east-1" });
    expect(keysOf(store.world)[0]?.arn).toBe("arn:aws:iam::123456789012:user/learner");
  });

  it("serves the built site beside the registry, and nothing outside its folder", async () => {
    const site = join(folder, "site");
    mkdirSync(site);
    writeFileSync(join(site, "index.html"), "<title>Gantry</title>");
    writeFileSync(join(folder, "secret.txt"), "secret");
    const server = await start({ site });
    const base = `http://127.0.0.1:${server.registries[0]?.port}`;
    const page = await fetch(`${base}/`);
    expect([page.status, page.headers.get("content-type"), await page.text()]).toEqual([200, "text/html; charset=utf-8", "<title>Gantry</title>"]);
    expect((await fetch(`${base}/v2/`)).status).toBe(401);
    for (const path of ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "//secret.txt"]) {
      expect(await (await fetch(base + path)).text(), path).not.toContain("secret");
    }
  });

  it("names what it was asked as: itself, or the real host behind a proxy", async () => {
    const server = await start();
    const [home] = server.registries;
    const challenge = (host: string) =>
      new Promise<string>((resolve, reject) => {
        request({ host: "127.0.0.1", port: home?.port, path: "/v2/", headers: { host } }, (answer) => {
          answer.resume();
          resolve(String(answer.headers["www-authenticate"]));
        })
          .on("error", reject)
          .end();
      });
    expect(await challenge(`127.0.0.1:${home?.port}`)).toBe(`Basic realm="http://127.0.0.1:${home?.port}/",service="ecr.amazonaws.com"`);
    const real = "111122223333.dkr.ecr.us-east-1.amazonaws.com";
    expect(await challenge(real)).toBe(`Basic realm="https://${real}/",service="ecr.amazonaws.com"`);
    expect(await challenge("public.ecr.aws")).toBe('Bearer realm="https://public.ecr.aws/token/",service="public.ecr.aws",scope="aws"');
  });
});
