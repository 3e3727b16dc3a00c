/** Running real programs: their whole output and exit status, and a plain failure when one is missing. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly cwd?: string;
}

/** What every program gets: enough to run, nothing of the machine's own AWS or Docker settings. */
const BASE = { PATH: process.env.PATH ?? "", LANG: "C.UTF-8", TZ: "UTC" };

export function run(program: string, args: readonly string[], { env = {}, input, cwd }: RunOptions = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...BASE, ...env }, stdio: ["pipe", "pipe", "pipe"], ...(cwd === undefined ? {} : { cwd }) });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ status: code ?? (signal ? 128 : 255), stdout, stderr }));
    child.stdin.on("error", () => undefined);
    child.stdin.end(input ?? "");
  });
}

/** Runs and insists on success. */
export async function must(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const ran = await run(program, args, options);
  if (ran.status !== 0)
    throw new Error(
      `${program} ${args.map((arg) => (arg.length > 200 ? `${arg.slice(0, 20)}…` : arg)).join(" ")} ended with ${ran.status}\n${ran.stdout}${ran.stderr}`,
    );
  return ran;
}

/** Path of a real program. A missing one is a failed test: `npm test` installs them where it can. */
export function need(name: string, packageName: string, preferred: readonly string[] = []): string {
  for (const path of preferred) if (existsSync(path)) return path;
  const found = spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).stdout.trim();
  if (found === "") throw new Error(`the real client ${name} is missing: on Debian, as root, apt-get install ${packageName}`);
  return found;
}

/** First line that a program says about its version. */
export function versionOf(path: string, args: readonly string[] = ["--version"]): string {
  const { stdout, stderr } = spawnSync(path, args, { encoding: "utf8" });
  return (stdout || stderr).split("\n")[0]?.trim() ?? "";
}
