import { createHash } from "node:crypto";
import { request } from "node:http";
import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { collect, NO_BYTES, text, utf8 } from "../kernel/bytes.ts";
import type { Handle, HttpRequest } from "../kernel/exchange.ts";
import { type Listening, listen } from "./http-server.ts";

const open: Listening[] = [];
const faults: unknown[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
  faults.length = 0;
});

async function server(handle: Handle): Promise<number> {
  const listening = await listen({ host: "127.0.0.1", port: 0, handle, onFault: (error) => faults.push(error) });
  open.push(listening);
  return listening.port;
}

const ok: Handle = async () => ({ status: 200, headers: { "content-length": "2" }, body: utf8("ok") });

/** Sends bytes and gives everything that comes back until the other side closes or `until` appears. */
async function raw(port: number, bytes: string | Buffer, until = "\0"): Promise<string> {
  const socket: Socket = connect(port, "127.0.0.1");
  let got = "";
  return new Promise((resolve) => {
    const end = () => {
      socket.destroy();
      resolve(got);
    };
    socket.on("data", (chunk: Buffer) => {
      got += chunk.toString("latin1");
      if (got.includes(until)) end();
    });
    socket.on("error", end);
    socket.on("close", end);
    socket.write(bytes);
  });
}

describe("the HTTP server", () => {
  it("hands on the method, the whole URL as written, the headers and the body", async () => {
    let seen: HttpRequest | undefined;
    let body = "";
    const port = await server(async (asked) => {
      seen = asked;
      body = text(await collect(asked.body));
      return { status: 201, headers: { "docker-upload-uuid": "x" }, body: NO_BYTES };
    });
    const answer = await raw(
      port,
      "PUT /v2/a%2Fb?x=1&y= HTTP/1.1\r\nHost: 127.0.0.1:99\r\nX-A: 1\r\nx-a: 2\r\nContent-Length: 5\r\n\r\nhello",
      "\r\n\r\n",
    );
    expect(answer).toMatch(/^HTTP\/1.1 201 Created\r\nDocker-Upload-Uuid: x\r\n/);
    expect(seen?.method).toBe("PUT");
    expect(seen?.url).toBe("http://127.0.0.1:99/v2/a%2Fb?x=1&y=");
    expect(seen?.headers["x-a"]).toBe("1, 2");
    expect(body).toBe("hello");
  });

  it("answers a TLS greeting with 400 and closes", async () => {
    const port = await server(ok);
    expect(await raw(port, Buffer.from("16030100fa010000f60303", "hex"))).toMatch(/^HTTP\/1.1 400 Bad Request/);
    expect(await raw(port, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "ok")).toContain("200 OK");
  });

  it("answers 1 MB of headers with 431", async () => {
    const port = await server(ok);
    expect(await raw(port, `GET / HTTP/1.1\r\nHost: a\r\nX: ${"y".repeat(1_000_000)}\r\n\r\n`)).toMatch(/^HTTP\/1.1 431 /);
  });

  it("asks for the body of a waiting client only when somebody reads it", async () => {
    const port = await server(async ({ body, url }) => {
      if (url.endsWith("/refused")) return { status: 403, headers: { "content-length": "0" }, body: NO_BYTES };
      let size = 0;
      if (!(body instanceof Uint8Array)) for await (const chunk of body) size += chunk.length;
      return { status: 200, headers: { "content-length": "1" }, body: utf8(String(size)) };
    });
    const head = (path: string) => `PUT ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n`;
    const refused = await raw(port, head("/refused"));
    expect(refused).toMatch(/^HTTP\/1.1 403 /);
    expect(refused).toContain("Connection: close");
    expect(await raw(port, head("/taken"), "\r\n\r\n")).toMatch(/^HTTP\/1.1 100 Continue/);
  });

  it("tells the door that a body broke off, and lives on", async () => {
    const broken = new Promise<unknown>((resolve) => {
      server(async ({ body }) => {
        try {
          if (!(body instanceof Uint8Array)) for await (const _ of body);
        } catch (error) {
          resolve(error);
        }
        return { status: 400, headers: {}, body: NO_BYTES };
      }).then((port) => {
        const socket = connect(port, "127.0.0.1");
        socket.write("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf");
        setTimeout(() => socket.destroy(), 50);
      });
    });
    expect(await broken).toBeInstanceOf(Error);
    expect(faults).toEqual([]);
  });

  it("lets a client read a refusal although its body was not read", async () => {
    const port = await server(async () => ({ status: 403, headers: { "content-length": "6" }, body: utf8("denied") }));
    const answer = await new Promise<string>((resolve, reject) => {
      const outgoing = request({ port, host: "127.0.0.1", method: "PUT", headers: { "content-length": 20_000_000 } }, (incoming) => {
        incoming.setEncoding("utf8").on("data", (chunk: string) => resolve(`${incoming.statusCode} ${chunk}`));
      });
      outgoing.on("error", reject);
      outgoing.end(Buffer.alloc(20_000_000));
    });
    expect(answer).toBe("403 denied");
  });

  it("streams a body with as many bytes as the client takes, and stops when it goes", async () => {
    let made = 0;
    let stopped = false;
    const port = await server(async () => ({
      status: 200,
      headers: {},
      body: (async function* () {
        try {
          for (;;) {
            made += 65_536;
            yield new Uint8Array(65_536);
          }
        } finally {
          stopped = true;
        }
      })(),
    }));
    const socket = connect(port, "127.0.0.1");
    socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    socket.pause();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(made).toBeLessThan(20_000_000);
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(stopped).toBe(true);
  });

  it("cuts the connection when the bytes of an answer fail, since the status is gone", async () => {
    const port = await server(async () => ({
      status: 200,
      headers: { "content-length": "10" },
      body: (async function* () {
        yield utf8("half");
        throw new Error("disk");
      })(),
    }));
    await expect(fetch(`http://127.0.0.1:${port}/`).then((answer) => answer.text())).rejects.toThrow();
    expect(String(faults[0])).toContain("disk");
  });

  it("answers a fault of the simulator with 500 and reports it", async () => {
    const port = await server(() => Promise.reject(new Error("bug")));
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(500);
    expect(String(faults[0])).toContain("bug");
  });

  it("passes 256 MiB through with little memory", async () => {
    const total = 256 * 1024 * 1024;
    const port = await server(async ({ body }) => {
      const hash = createHash("sha256");
      if (!(body instanceof Uint8Array)) for await (const chunk of body) hash.update(chunk);
      const sum = utf8(hash.digest("hex"));
      return { status: 200, headers: { "content-length": String(sum.length) }, body: sum };
    });
    const chunk = Buffer.alloc(1024 * 1024, 7);
    const expected = createHash("sha256");
    const got = await new Promise<string>((resolve, reject) => {
      const outgoing = request({ port, host: "127.0.0.1", method: "PUT", headers: { "content-length": total } }, (incoming) => {
        incoming.setEncoding("utf8").on("data", resolve);
      });
      outgoing.on("error", reject);
      let sent = 0;
      const more = () => {
        while (sent < total) {
          sent += chunk.length;
          expected.update(chunk);
          if (!outgoing.write(chunk)) return outgoing.once("drain", more);
        }
        return outgoing.end();
      };
      more();
    });
    expect(got).toBe(expected.digest("hex"));
  });
});
