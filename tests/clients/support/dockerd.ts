/** A Docker engine of our own, with its state in a temporary folder. Needs root. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { need, type Ran, type RunOptions, run } from "./process.ts";
import { temporaryFolder } from "./server.ts";

export interface Dockerd {
  readonly folder: string;
  /** For `DOCKER_HOST`. */
  readonly socket: string;
  /** Runs `docker ARGS` with this engine and a configuration of its own. */
  docker(args: readonly string[], options?: RunOptions): Promise<Ran>;
  stop(): Promise<void>;
}

export const DOCKER = (): string => need("docker", "docker.io", ["/usr/bin/docker"]);

export interface DockerdOptions {
  /** Where its images lie; a folder of its own when left out. */
  readonly data?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export async function startDockerd({ data, env: more = {} }: DockerdOptions = {}): Promise<Dockerd> {
  const dockerd = need("dockerd", "docker.io", ["/usr/sbin/dockerd"]);
  const docker = DOCKER();
  const { path: folder, remove } = temporaryFolder("dockerd");
  writeFileSync(join(folder, "daemon.json"), "{}");
  const socket = `unix://${join(folder, "docker.sock")}`;
  const places = ["--config-file", join(folder, "daemon.json"), "--data-root", data ?? join(folder, "data"), "--exec-root", join(folder, "exec")];
  const network = ["--iptables=false", "--ip6tables=false", "--ip-forward=false", "--ip-masq=false", "--bridge=none"];
  const child = spawn(dockerd, [...places, "--pidfile", join(folder, "pid"), "-H", socket, ...network, "--storage-driver=vfs"], {
    env: { ...process.env, ...more },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    log = (log + text).slice(-20_000);
  });
  const env = { DOCKER_HOST: socket, DOCKER_CONFIG: join(folder, "config"), HOME: folder };
  const call = (args: readonly string[], options: RunOptions = {}) => run(docker, args, { ...options, env: { ...env, ...options.env } });
  await ready(child, call, () => log);
  return {
    folder,
    socket,
    docker: call,
    async stop() {
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      await exited;
      remove();
    },
  };
}

async function ready(child: ChildProcess, call: (args: readonly string[]) => Promise<Ran>, log: () => string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (child.exitCode !== null) throw new Error(`dockerd ended with ${child.exitCode}:\n${log()}`);
    if ((await call(["version"])).status === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`dockerd did not come up:\n${log()}`);
}
