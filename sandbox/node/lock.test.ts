import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { removeFolder } from "./disk-blobs.ts";
import { FolderInUse, lockFolder } from "./lock.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gantry-lock-"));
});
afterEach(() => removeFolder(folder));

const held = (pid: number) => writeFileSync(join(folder, "lock"), `${pid}\n`);

describe("the lock of a data folder", () => {
  it("goes with whoever took it", () => {
    lockFolder(folder)();
    expect(existsSync(join(folder, "lock"))).toBe(false);
  });

  it("is another process's as long as that runs", async () => {
    const other = spawn("sleep", ["60"]);
    await once(other, "spawn");
    held(other.pid as number);
    expect(() => lockFolder(folder)).toThrow(FolderInUse);
    other.kill("SIGKILL");
    await once(other, "exit");
    lockFolder(folder)();
  });

  it.runIf(existsSync("/proc/self/stat"))("is free when its holder was killed and nobody has asked after it yet", async () => {
    // `sleep` has a child that it does not know of.
    const parent = spawn("sh", ["-c", "sleep 60 & echo $!; exec sleep 60"]);
    const [printed] = (await once(parent.stdout, "data")) as [Buffer];
    const child = Number(printed.toString());
    held(child);
    expect(() => lockFolder(folder)).toThrow(FolderInUse);
    // Not before the shell has become `sleep`: it would ask after its child.
    await expect.poll(() => readComm(parent.pid as number)).toBe("sleep");
    process.kill(child, "SIGKILL");
    await expect.poll(() => tries()).toBe("taken");
    expect(() => process.kill(child, 0)).not.toThrow();
    parent.kill("SIGKILL");
  });
});

function readComm(pid: number): string {
  return readFileSync(`/proc/${pid}/comm`, "utf8").trim();
}

function tries(): string {
  try {
    lockFolder(folder)();
    return "taken";
  } catch (error) {
    return String(error);
  }
}
