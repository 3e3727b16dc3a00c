import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeHasher } from "../../sandbox/node/hasher.ts";
import { benchFor, differences, type Send } from "../../sandbox/oci/conformance/bench.ts";
import { CASES } from "../../sandbox/oci/conformance/index.ts";
import { need, versionOf } from "./support/process.ts";
import { temporaryFolder } from "./support/server.ts";

const registry = need("docker-registry", "docker-registry");
const folder = temporaryFolder("distribution");
let origin = "";
let stop: () => Promise<void>;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

beforeAll(async () => {
  const port = await freePort();
  const config = join(folder.path, "config.yml");
  mkdirSync(join(folder.path, "data"));
  writeFileSync(
    config,
    `version: 0.1\nlog: {level: error, accesslog: {disabled: true}}\nstorage: {filesystem: {rootdirectory: ${join(folder.path, "data")}}, delete: {enabled: true}}\nhttp: {addr: "127.0.0.1:${port}"}\n`,
  );
  const child = spawn(registry, ["serve", config], { stdio: "ignore" });
  process.once("exit", () => child.kill("SIGKILL"));
  stop = async () => {
    const exited = once(child, "exit");
    child.kill("SIGTERM");
    await exited;
  };
  origin = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries++) {
    const up = await fetch(`${origin}/v2/`).then(
      ({ status }) => status === 200,
      () => false,
    );
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("docker-registry did not come up");
});
afterAll(async () => {
  await stop?.();
  folder.remove();
});

const send: Send = async (method, path, { headers = {}, body } = {}) => {
  const answer = await fetch(origin + path, {
    method,
    headers,
    redirect: "manual",
    ...(body && body.length > 0 ? { body: new Uint8Array(body) } : {}),
  });
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await bodyOf(answer) };
};

/** docker-registry cuts off the body of some refusals. */
async function bodyOf(answer: Response): Promise<Uint8Array> {
  return answer.arrayBuffer().then(
    (bytes) => new Uint8Array(bytes),
    () => new Uint8Array(0),
  );
}

/** The same requests that our routes answer, to the registry that others measure themselves by; every difference is explained in the table. */
describe(`${versionOf(registry)}`, () => {
  it.each(CASES.map((one, index) => [one.title, one, index] as const))(
    "%s, or differs as the table says",
    async (_, { ask, expected, distribution }, index) => {
      const bench = benchFor(send, nodeHasher, `case-${index}/app`);
      expect(differences(await ask(bench), distribution ?? expected, bench.name)).toEqual([]);
    },
  );

  it.each(CASES.filter(({ distribution }) => distribution).map((one, index) => [one.title, one, index] as const))(
    "still differs in: %s",
    async (_, { ask, expected, ...rest }, index) => {
      const bench = benchFor(send, nodeHasher, `again-${index}/app`);
      const found = differences(await ask(bench), expected, bench.name);
      // Tags may happen to lie in order.
      if (!rest.title.startsWith("lists the tags")) expect(found).not.toEqual([]);
      expect(rest.distribution?.why.length).toBeGreaterThan(10);
    },
  );
});
