/** One bash for a whole transcript: variables, directories and files last from command to command, as at a prompt. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";

export interface RealShell {
  /** What the command printed, both streams in one file. */
  run(command: string): Promise<{ readonly status: number; readonly output: string }>;
  close(): void;
}

/** Milliseconds that one command may take before its programs are ended: few for those that wait for what never comes. */
const patience = (command: string): number => (/ --follow\b|Content-Length: 999/.test(command) ? 10_000 : 120_000);
/** What is written below the output of a command that was ended. */
const ENDED = "(nothing more came, and it was ended)\n";

export function openShell(cwd: string, env: Readonly<Record<string, string>>): RealShell {
  const folder = mkdtempSync(join(tmpdir(), "gantry-shell-"));
  const [script, printed] = [join(folder, "command"), join(folder, "printed")];
  const bash = spawn("/bin/bash", ["--norc", "--noprofile"], { cwd, env, stdio: ["pipe", "ignore", "ignore", "pipe"] });
  let told = "";
  let ended: ((status: number) => void) | undefined;
  (bash.stdio[3] as Readable).setEncoding("utf8").on("data", (text: string) => {
    told += text;
    const [, status] = /^(\d+)\n/.exec(told) ?? [];
    if (status === undefined) return;
    told = "";
    ended?.(Number(status));
  });
  return {
    async run(command) {
      writeFileSync(script, `${command}\n`);
      let late = false;
      const status = await new Promise<number>((resolve, reject) => {
        const timer = setTimeout(() => {
          late = true;
          spawnSync("pkill", ["-P", String(bash.pid)]);
        }, patience(command));
        ended = (left) => {
          clearTimeout(timer);
          resolve(left);
        };
        bash.once("exit", (code) => reject(new Error(`bash ended with ${code} at: ${command}`)));
        bash.stdin?.write(`. ${script} > ${printed} 2>&1 < /dev/null 3>&-; echo $? >&3\n`);
      });
      bash.removeAllListeners("exit");
      return { status, output: readFileSync(printed, "utf8") + (late ? ENDED : "") };
    },
    close() {
      bash.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
