import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DeleteRepositoryCommand } from "@aws-sdk/client-ecr";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { createRepository, ecrOf, passwordOf } from "./support/api.ts";
import { writeLayout } from "./support/image.ts";
import { must, need, run } from "./support/process.ts";
import { damage, type Pushed, pushRandomImage, type Registry } from "./support/pusher.ts";
import { startServer, type TestServer, temporaryFolder } from "./support/server.ts";

/** `npm run compare` asks for ten. */
const ROUNDS = Number(process.env.GANTRY_CRASH_ROUNDS ?? 3);
const AT_ONCE = 50;

const folder = temporaryFolder("crash");
const data = join(folder.path, "data");
afterAll(() => folder.remove());

/** A test that fails leaves no server behind, which would keep the folder from the next one. */
const begun: TestServer[] = [];
afterEach(async () => {
  for (const server of begun.splice(0)) await server.kill();
});

async function begin(...more: string[]): Promise<TestServer> {
  const server = await startServer("--data", data, ...more);
  begun.push(server);
  return server;
}

async function registryOf(server: TestServer): Promise<Registry> {
  return { host: server.host, password: await passwordOf(server), repository: "crash/test" };
}

async function damaged(server: TestServer, pushed: readonly Pushed[]): Promise<string[]> {
  const registry = await registryOf(server);
  return (await Promise.all(pushed.map((one) => damage(registry, one)))).flat();
}

describe("a server that is killed with SIGKILL", () => {
  it(`loses no acknowledged push of ${AT_ONCE} at once, in ${ROUNDS} rounds`, async () => {
    const acknowledged: Pushed[] = [];
    let interrupted = 0;
    // It sweeps all the while: what is being pushed must never look like what nobody names.
    let server = await begin("--sweep", "1s");
    await createRepository(server, "crash/test");
    for (let round = 0; round < ROUNDS; round++) {
      const registry = await registryOf(server);
      const ours: Pushed[] = [];
      // At any moment, and before the last ones are through.
      const enough = Math.floor(Math.random() * AT_ONCE * 0.6);
      const reached = Promise.withResolvers<void>();
      const pushes = Array.from({ length: AT_ONCE }, async (_, push) => {
        try {
          ours.push(await pushRandomImage(registry, `r${round}-${push}`, 20_000 + 12_000 * push));
          if (ours.length > enough) reached.resolve();
        } catch {
          interrupted++;
        }
      });
      await Promise.race([reached.promise, Promise.all(pushes)]);
      await server.kill();
      await Promise.all(pushes);
      acknowledged.push(...ours);
      server = await begin("--sweep", "1s");
      expect(await damaged(server, ours)).toEqual([]);
    }
    expect(await damaged(server, acknowledged)).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(interrupted).toBeGreaterThan(0);
    await server.stop();
    console.log(`${acknowledged.length} pushes were acknowledged and are intact, ${interrupted} were cut off`);
  }, 300_000);

  it("frees the bytes of a repository that was deleted, and no others", async () => {
    const server = await begin("--sweep", "1s");
    const registry = { ...(await registryOf(server)), repository: "crash/gone" };
    const blobs = () => readdirSync(join(data, "blobs"));
    await createRepository(server, "crash/gone");
    const gone = await pushRandomImage(registry, "1.0", 500_000);
    const kept = await pushRandomImage({ ...registry, repository: "crash/test" }, "kept", 500_000);
    // The layer has a file of its own; the configuration, being small, has none.
    expect(blobs()).toContain(gone.blobs[0]?.slice(7));
    await ecrOf(server).send(new DeleteRepositoryCommand({ repositoryName: "crash/gone", force: true }));
    for (let tries = 0; tries < 100 && blobs().includes(gone.blobs[0]?.slice(7) ?? ""); tries++)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(blobs().filter((name) => gone.blobs.includes(`sha256:${name}`))).toEqual([]);
    expect(await damaged(server, [kept])).toEqual([]);
    await server.stop();
  });

  it("takes a push again that was cut off", async () => {
    const server = await begin();
    const registry = await registryOf(server);
    const pushed = await pushRandomImage(registry, "afterwards", 100_000);
    expect(await damage(registry, pushed)).toEqual([]);
    await server.stop();
  });

  it("keeps what real skopeo processes pushed, byte for byte", async () => {
    const skopeo = need("skopeo", "skopeo");
    const images = Array.from({ length: 12 }, (_, image) =>
      writeLayout(join(folder.path, `in-${image}`), "x", Buffer.alloc(200_000, `image ${image} `)),
    );
    let server = await begin();
    const { password } = await registryOf(server);
    const kept: number[] = [];
    const pushes = images.map(async ({ source }, image) => {
      const target = `docker://${server.host}/crash/test:skopeo-${image}`;
      const { status } = await run(skopeo, [
        "--insecure-policy",
        "copy",
        "--dest-tls-verify=false",
        "--dest-creds",
        `AWS:${password}`,
        source,
        target,
      ]);
      if (status === 0) kept.push(image);
      // The fourth success ends the server while others are under way.
      if (kept.length === 4) await server.kill();
    });
    await Promise.all(pushes);
    server = await begin();
    const again = await passwordOf(server);
    expect(kept.length).toBeGreaterThanOrEqual(4);
    for (const image of kept) {
      const back = join(folder.path, `out-${image}`);
      await must(skopeo, [
        "--insecure-policy",
        "copy",
        "--src-tls-verify=false",
        "--src-creds",
        `AWS:${again}`,
        `docker://${server.host}/crash/test:skopeo-${image}`,
        `oci:${back}:x`,
      ]);
      expect(readdirSync(join(back, "blobs", "sha256")).sort()).toEqual(readdirSync(join(folder.path, `in-${image}`, "blobs", "sha256")).sort());
    }
    await server.stop();
  });

  it("refuses a second server for the same folder", async () => {
    const server = await begin();
    await expect(startServer("--data", data)).rejects.toThrow("ended with 1");
    await server.stop();
  });
});
