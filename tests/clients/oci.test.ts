import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeHasher } from "../../sandbox/node/hasher.ts";
import { benchFor, differences, type Send } from "../../sandbox/oci/conformance/bench.ts";
import { CASES } from "../../sandbox/oci/conformance/index.ts";
import { blobsOf, busyboxImage, type OciLayout, writeLayout } from "./support/image.ts";
import { must, need, run, versionOf } from "./support/process.ts";
import { startServer, type TestServer, temporaryFolder } from "./support/server.ts";

const skopeo = need("skopeo", "skopeo");
const folder = temporaryFolder("oci");
let server: TestServer;
let image: OciLayout;

beforeAll(async () => {
  server = await startServer("--oci");
  image = await busyboxImage(folder.path);
});
afterAll(async () => {
  await server?.stop();
  folder.remove();
});

const sendTo =
  (origin: () => string): Send =>
  async (method, path, { headers = {}, body } = {}) => {
    const answer = await fetch(origin() + path, {
      method,
      headers,
      redirect: "manual",
      ...(body && body.length > 0 ? { body: new Uint8Array(body) } : {}),
    });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: new Uint8Array(await answer.arrayBuffer()) };
  };

/** Pushes a layout. */
const push = (host: string, source: string, name: string) =>
  run(skopeo, ["--insecure-policy", "copy", "--dest-tls-verify=false", source, `docker://${host}/${name}`]);

describe("the server with --oci", () => {
  const send = sendTo(() => `http://${server.host}`);

  it.each(CASES.map((one, index) => [one.title, one, index] as const))("%s", async (_, { ask, expected }, index) => {
    const bench = benchFor(send, nodeHasher, `case-${index}/app`);
    expect(differences(await ask(bench), expected, bench.name)).toEqual([]);
  });

  it("knows no AWS", async () => {
    expect((await send("GET", "/")).status).toBe(404);
    expect(server.said).not.toContain("AWS_ACCESS_KEY_ID");
  });
});

describe(`${versionOf(skopeo)} against the server with --oci`, () => {
  it("pushes without a login into a repository that was not there, and pulls it back byte for byte", async () => {
    expect(await push(server.host, image.source, "new/busybox:1.0")).toMatchObject({ status: 0 });
    const back = join(folder.path, "back");
    await must(skopeo, ["--insecure-policy", "copy", "--src-tls-verify=false", `docker://${server.host}/new/busybox:1.0`, `oci:${back}:x`]);
    expect(blobsOf(back)).toEqual(blobsOf(image.folder));
  });

  it("copies between its repositories, lists tags, inspects and deletes", async () => {
    const name = `docker://${server.host}/other/busybox`;
    await must(skopeo, [
      "--insecure-policy",
      "copy",
      "--src-tls-verify=false",
      "--dest-tls-verify=false",
      `docker://${server.host}/new/busybox:1.0`,
      `${name}:2.0`,
    ]);
    expect(JSON.parse((await must(skopeo, ["list-tags", "--tls-verify=false", name])).stdout)).toMatchObject({ Tags: ["2.0"] });
    expect(JSON.parse((await must(skopeo, ["inspect", "--tls-verify=false", `${name}:2.0`])).stdout)).toMatchObject({ Digest: image.digest });
    await must(skopeo, ["delete", "--tls-verify=false", `${name}:2.0`]);
    expect(JSON.parse((await must(skopeo, ["list-tags", "--tls-verify=false", name])).stdout)).toMatchObject({ Tags: [] });
  });
});

describe("a registry with --oci and --data", () => {
  let kept: TestServer;
  afterAll(() => kept?.stop());

  it("keeps every acknowledged push through SIGKILL, and frees what was deleted", async () => {
    const data = join(folder.path, "data");
    const images = Array.from({ length: 8 }, (_, index) => writeLayout(join(folder.path, `in-${index}`), "x", randomBytes(300_000)));
    kept = await startServer("--oci", "--data", data);
    const pushed: number[] = [];
    await Promise.all(
      images.map(async ({ source }, index) => {
        const { status } = await push(kept.host, source, `kept/app:${index}`);
        if (status === 0) pushed.push(index);
        if (pushed.length === 3) await kept.kill();
      }),
    );
    expect(pushed.length).toBeGreaterThanOrEqual(3);
    kept = await startServer("--oci", "--data", data);
    for (const index of pushed) {
      const back = join(folder.path, `out-${index}`);
      await must(skopeo, ["--insecure-policy", "copy", "--src-tls-verify=false", `docker://${kept.host}/kept/app:${index}`, `oci:${back}:x`]);
      expect(blobsOf(back)).toEqual(blobsOf(images[index]?.folder ?? ""));
    }
    const send = sendTo(() => `http://${kept.host}`);
    for (const index of pushed) {
      expect((await send("DELETE", `/v2/kept/app/manifests/${images[index]?.digest}`)).status).toBe(202);
      for (const name of blobsOf(images[index]?.folder ?? "")) await send("DELETE", `/v2/kept/app/blobs/sha256:${name}`);
    }
    await kept.kill();
    const before = readdirSync(join(data, "oci", "blobs")).length;
    kept = await startServer("--oci", "--data", data);
    expect((await send("GET", "/v2/kept/app/tags/list")).body.length).toBeGreaterThan(0);
    expect(readdirSync(join(data, "oci", "blobs")).length).toBeLessThan(before);
  });
});
