/** `npm run registry` as a process of its own, the way real clients meet it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const DOOR = fileURLToPath(new URL("../../../sandbox/node.js", import.meta.url));

export interface Keys {
  readonly id: string;
  readonly secret: string;
}

export interface TestServer {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  /** The variables of the printed `export` lines. */
  readonly env: Readonly<Record<string, string>>;
  /** Everything it printed. */
  readonly said: string;
  readonly pid: number;
  /** Keys of another person, by user name. */
  keys(user: string): Keys;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export function temporaryFolder(name: string): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `gantry-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export async function startServer(...args: string[]): Promise<TestServer> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", DOOR, "registry", "--port", "0", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  // Whatever becomes of the test, its servers end with it.
  const killIt = () => child.kill("SIGKILL");
  process.once("exit", killIt);
  child.once("exit", () => process.off("exit", killIt));
  const said = await greeting(child);
  const env = Object.fromEntries([...said.matchAll(/^export (.+)$/gm)].flatMap(([, line]) => (line as string).split(" ").map((pair) => split(pair))));
  const end = async (signal: "SIGKILL" | "SIGTERM") => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
  };
  return {
    host: env.ECR ?? / is at https?:\/\/(\S+)/.exec(said)?.[1] ?? "",
    env,
    said,
    pid: child.pid ?? 0,
    keys(user) {
      const [, id, secret] = new RegExp(`user/${user} +AWS_ACCESS_KEY_ID=(\\S+) AWS_SECRET_ACCESS_KEY=(\\S+)`).exec(said) ?? [];
      if (!id || !secret) throw new Error(`the server prints no keys of ${user}`);
      return { id, secret };
    },
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
  };
}

function split(pair: string): [string, string] {
  const equals = pair.indexOf("=");
  return [pair.slice(0, equals), pair.slice(equals + 1)];
}

function greeting(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (/^aws ecr get-login-password|asks nobody who they are/m.test(said)) setTimeout(() => resolve(said), 30);
    });
    child.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
}
