/** An HTTPS proxy that leads every name to one port of this machine: real clients meet real host names without a name server. */
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

export interface Tunnel {
  /** For `HTTPS_PROXY`. */
  readonly url: string;
  /** Names and ports that were asked for. */
  readonly asked: ReadonlySet<string>;
  close(): Promise<void>;
}

export async function openTunnel(port: number): Promise<Tunnel> {
  const asked = new Set<string>();
  const open = new Set<Socket>();
  const server = createServer();
  server.on("connect", ({ url = "" }, socket: Socket) => {
    asked.add(url);
    const inner = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      inner.pipe(socket);
      socket.pipe(inner);
    });
    for (const end of [inner, socket]) {
      open.add(end);
      end.on("error", () => end.destroy());
      end.on("close", () => {
        inner.destroy();
        socket.destroy();
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
