import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRepository, passwordOf } from "./support/api.ts";
import { startServer, type TestServer } from "./support/server.ts";

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;

let server: TestServer;
let authorization = "";
beforeAll(async () => {
  server = await startServer();
  await createRepository(server, "big/layer");
  authorization = `Basic ${Buffer.from(`AWS:${await passwordOf(server)}`).toString("base64")}`;
});
afterAll(() => server?.stop());

/** Megabyte number `index` of the layer: no two are the same. */
function megabyte(index: number): Buffer {
  const bytes = Buffer.alloc(MIB, "gantry streams ");
  bytes.writeUInt32LE(index, 0);
  return bytes;
}

function digestOfLayer(megabytes: number): string {
  const hash = createHash("sha256");
  for (let index = 0; index < megabytes; index++) hash.update(megabyte(index));
  return `sha256:${hash.digest("hex")}`;
}

interface Sent {
  readonly status: number;
  readonly location: string;
  readonly text: string;
}

/** Sends a body of megabytes as fast as the server takes it. */
function send(method: string, url: string, megabytes: number, headers: Record<string, string> = {}): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const length = megabytes * MIB;
    const outgoing = request(url, { method, headers: { authorization, "content-length": String(length), ...headers } }, (incoming) => {
      let text = "";
      incoming.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, location: String(incoming.headers.location ?? ""), text }));
    });
    outgoing.on("error", reject);
    let index = 0;
    const more = () => {
      while (index < megabytes) if (!outgoing.write(megabyte(index++))) return void outgoing.once("drain", more);
      outgoing.end();
    };
    more();
  });
}

function get(url: string, headers: Record<string, string>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, resolve).on("error", reject).end();
  });
}

/** Resident memory of the server, bytes: now, or its peak since the last reset. */
function memory(field: "VmRSS" | "VmHWM"): number {
  return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))?.[1]) * 1024;
}

describe("large layers", () => {
  it("passes a layer of 1 GiB up and down without raising the server's memory by 100 MB", async () => {
    await pushAndPull(64);
    const before = memory("VmRSS");
    writeFileSync(`/proc/${server.pid}/clear_refs`, "5");
    const { up, down } = await pushAndPull(GIB / MIB);
    const rise = (memory("VmHWM") - before) / 1e6;
    console.log(
      `1 GiB up at ${up.toFixed(0)} MB/s, down at ${down.toFixed(0)} MB/s; peak memory rose by ${rise.toFixed(0)} MB from ${(before / 1e6).toFixed(0)} MB`,
    );
    expect(rise).toBeLessThan(100);
  });

  async function pushAndPull(megabytes: number): Promise<{ up: number; down: number }> {
    const digest = digestOfLayer(megabytes);
    const base = `http://${server.host}/v2/big/layer/blobs`;
    const begun = await send("POST", `${base}/uploads/`, 0);
    const started = performance.now();
    const streamed = await send("PATCH", begun.location, megabytes);
    expect(streamed.status).toBe(201);
    expect(await send("PUT", `${streamed.location}?digest=${digest}`, 0)).toMatchObject({ status: 201 });
    const pushed = performance.now();
    await putManifest(digest, megabytes * MIB);
    const redirect = await get(`${base}/${digest}`, { authorization });
    expect(redirect.statusCode).toBe(307);
    redirect.resume();
    const asked = performance.now();
    const hash = createHash("sha256");
    for await (const chunk of await get(String(redirect.headers.location), {})) hash.update(chunk as Buffer);
    expect(`sha256:${hash.digest("hex")}`).toBe(digest);
    const speed = (milliseconds: number) => (megabytes * MIB) / 1e3 / milliseconds;
    return { up: speed(pushed - started), down: speed(performance.now() - asked) };
  }

  async function putManifest(digest: string, size: number): Promise<void> {
    const config = Buffer.from("{}");
    const configDigest = `sha256:${createHash("sha256").update(config).digest("hex")}`;
    const base = `http://${server.host}/v2/big/layer`;
    await fetch(`${base}/blobs/uploads/?digest=${configDigest}`, { method: "POST", headers: { authorization }, body: config });
    const mediaType = "application/vnd.oci.image.manifest.v1+json";
    const layer = { mediaType: "application/vnd.oci.image.layer.v1.tar", digest, size };
    const body = JSON.stringify({
      schemaVersion: 2,
      mediaType,
      config: { mediaType: "application/vnd.oci.image.config.v1+json", digest: configDigest, size: 2 },
      layers: [layer],
    });
    const put = await fetch(`${base}/manifests/big-${size}`, { method: "PUT", headers: { authorization, "content-type": mediaType }, body });
    expect(put.status).toBe(201);
  }

  it("gives part of a layer by its link", async () => {
    const digest = digestOfLayer(64);
    const redirect = await get(`http://${server.host}/v2/big/layer/blobs/${digest}`, { authorization });
    redirect.resume();
    const part = await get(String(redirect.headers.location), { range: `bytes=${5 * MIB}-${5 * MIB + 3}` });
    expect(part.statusCode).toBe(206);
    const chunks: Buffer[] = [];
    for await (const chunk of part) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).readUInt32LE(0)).toBe(5);
  });

  it("keeps what had arrived when the connection breaks, and goes on from there", async () => {
    const begun = await send("POST", `http://${server.host}/v2/big/layer/blobs/uploads/`, 0);
    const { hostname, port, pathname } = new URL(begun.location);
    const socket = connect(Number(port), hostname);
    socket.write(`PATCH ${pathname} HTTP/1.1\r\nHost: ${server.host}\r\nAuthorization: ${authorization}\r\nContent-Length: 10000000\r\n\r\n`);
    socket.write(Buffer.alloc(1000, 1));
    await new Promise((resolve) => setTimeout(resolve, 300));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const status = await get(begun.location, { authorization });
    status.resume();
    expect([status.statusCode, status.headers.range]).toEqual([204, "0-999"]);
  });

  it("answers a refused upload before its body comes", async () => {
    const { id, secret } = server.keys("puller");
    const puller = Buffer.from(`AWS:${await passwordOf(server, { id, secret })}`).toString("base64");
    const begun = await send("POST", `http://${server.host}/v2/big/layer/blobs/uploads/`, 0);
    const answer = await new Promise<string>((resolve, reject) => {
      const headers = { authorization: `Basic ${puller}`, "content-length": String(GIB), expect: "100-continue" };
      const outgoing = request(begun.location, { method: "PATCH", headers }, (incoming) => {
        incoming.setEncoding("utf8").on("data", (chunk: string) => resolve(`${incoming.statusCode} ${chunk}`));
      });
      outgoing.on("continue", () => reject(new Error("the server asked for the body")));
      outgoing.on("error", reject);
      outgoing.flushHeaders();
    });
    expect(answer).toContain('403 {"errors":[{"code":"DENIED"');
    expect(answer).toContain("ecr:UploadLayerPart");
  });

  it("takes 10 MB of garbage at any route with a refusal", async () => {
    for (const path of ["/", "/v2/", "/v2/big/layer/manifests/1", "/v2/big/layer/tags/list", "/v2/_catalog", "/v2/big/layer/blobs/x", "/nowhere"]) {
      for (const method of ["POST", "PUT", "PATCH"]) {
        const { status } = await send(method, `http://${server.host}${path}`, 10, { "content-type": "application/x-amz-json-1.1" });
        expect(status, `${method} ${path}`).toBeGreaterThanOrEqual(400);
        expect(status, `${method} ${path}`).toBeLessThan(500);
      }
    }
  });
});
