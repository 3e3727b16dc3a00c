/** The peer: Debian's `docker-registry` on its file system driver. Undefined when it is not installed: then a row says "not measured". */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Peer {
  readonly host: string;
  readonly pid: number;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

export async function startPeer(): Promise<Peer | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "gantry-peer-"));
  const host = `127.0.0.1:${await freePort()}`;
  const config = join(folder, "config.yml");
  writeFileSync(
    config,
    `version: 0.1\nlog: {accesslog: {disabled: true}, level: error}\nstorage: {filesystem: {rootdirectory: ${folder}/data}}\nhttp: {addr: "${host}"}\n`,
  );
  const child: ChildProcess = spawn("docker-registry", ["serve", config], { stdio: "ignore" });
  const failed = once(child, "error").then(() => true);
  const stop = async () => {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  for (let attempt = 0; attempt < 100; attempt++) {
    const up = await Promise.race([
      fetch(`http://${host}/v2/`).then(
        (response) => response.ok,
        () => false,
      ),
      failed.then(() => undefined),
    ]);
    if (up) return { host, pid: child.pid ?? 0, stop };
    if (up === undefined) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await stop();
  return undefined;
}
