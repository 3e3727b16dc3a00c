/** One server per data folder: a file with the holder's process id, taken over when that process is gone. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export class FolderInUse extends Error {}

/** Takes the folder; gives the function that lets it go. Throws `FolderInUse`. */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "lock");
  for (;;) {
    try {
      writeFileSync(path, `${process.pid}\n`, { flag: "wx" });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = Number(readFileSync(path, "utf8"));
    if (holder > 0 && isRunning(holder))
      throw new FolderInUse(`${folder} is in use by process ${holder}; delete ${path} if that is no Gantry server`);
    rmSync(path, { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return pid !== process.pid && !hasEnded(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** A process that was killed keeps its number until its parent asks after it: up to a second, and for ever in a container whose first process never asks. */
function hasEnded(pid: number): boolean {
  const path = `/proc/${pid}/stat`;
  // The name in parentheses may hold anything; the state follows the last of them (proc(5)).
  return existsSync(path) && /^[ZX]/.test(readFileSync(path, "latin1").replace(/^.*\) /s, ""));
}
