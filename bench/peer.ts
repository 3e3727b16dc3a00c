/** Servers beside ours, as processes of their own. A peer that is not installed is undefined: its rows then say "not measured". */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { cpuOf } from "./measure.ts";

export interface Peer {
  readonly host: string;
  readonly pid: number;
  /** From the start of the process to its first answer: milliseconds of the wall clock, and of its CPU. */
  readonly start: { readonly wall: number; readonly cpu: number };
  stop(): Promise<void>;
}

/** Milliseconds that a server may take to answer. */
const PATIENCE = 30_000;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

/** Starts a server and waits for its first answer, whatever that is; undefined when there is no such program. */
async function started(program: string, args: (port: number) => readonly string[]): Promise<Peer | undefined> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(program, args(port), { stdio: "ignore" });
  let gone = false;
  const ended = Promise.race([once(child, "exit"), once(child, "error")]).then(() => {
    gone = true;
  });
  const killIt = () => child.kill("SIGKILL");
  process.once("exit", killIt);
  const stop = async () => {
    process.off("exit", killIt);
    killIt();
    await ended;
  };
  const host = `127.0.0.1:${port}`;
  while (!gone && performance.now() - began < PATIENCE) {
    const up = await fetch(`http://${host}/v2/`).then(
      () => true,
      () => false,
    );
    const pid = child.pid ?? 0;
    if (up) return { host, pid, start: { wall: performance.now() - began, cpu: cpuOf(pid) / 1000 }, stop };
    await setTimeout(3);
  }
  await stop();
  return undefined;
}

/** Debian's `docker-registry` on its file system driver. */
export async function startRegistryPeer(): Promise<Peer | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "gantry-peer-"));
  const config = join(folder, "config.yml");
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const peer = await started("docker-registry", (port) => {
    writeFileSync(
      config,
      `version: 0.1\nlog: {accesslog: {disabled: true}, level: error}\nstorage: {filesystem: {rootdirectory: ${folder}/data}}\nhttp: {addr: "127.0.0.1:${port}"}\n`,
    );
    return ["serve", config];
  });
  if (!peer) remove();
  return peer && { ...peer, stop: () => peer.stop().then(remove) };
}

/** `moto_server`, a simulated AWS in Python. */
export function startMoto(program: string): Promise<Peer | undefined> {
  return started(program, (port) => ["-p", String(port)]);
}

/** Our server as its first answer is timed: with all that belongs to a start. */
export function startOurs(): Promise<Peer | undefined> {
  const door = new URL("../sandbox/node.js", import.meta.url).pathname;
  return started(process.execPath, (port) => ["--disable-warning=ExperimentalWarning", door, "registry", "--port", String(port)]);
}
