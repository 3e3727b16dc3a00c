import fs, { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { StorageFull } from "../world/blobs.ts";
import { META } from "../world/keys.ts";
import { snapshot } from "../world/snapshot.ts";
import { Store } from "../world/store.ts";
import type { Meta } from "../world/tables.ts";
import { applyWrites, emptyWorld } from "../world/world.ts";
import { removeFolder } from "./disk-blobs.ts";
import { nodeHasher } from "./hasher.ts";
import { DamagedFolder, keepLog, recover } from "./log.ts";

const meta: Meta = {
  schema: 1,
  now: 0,
  offset: 0,
  seed: "test",
  counter: 0,
  command: 0,
  sealingKey: "00".repeat(32),
  account: "111122223333",
  region: "us-east-1",
  cli: 2,
  preset: "blank",
};
const start = applyWrites(emptyWorld(), [{ table: "meta", key: META, row: meta }]);

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gantry-log-"));
});
afterEach(() => removeFolder(folder));

function account(store: Store, id: string): void {
  store.change(({ tx }) => tx.set("accounts", id, { id, settings: {} }));
}

async function opened(long?: number) {
  const { world, generation } = recover(folder);
  const store = new Store(world ?? start, { hasher: nodeHasher });
  return { store, log: await keepLog(folder, store, generation, long) };
}

describe("the log", () => {
  it("brings back every settled commit, removals included", async () => {
    const { store, log } = await opened();
    account(store, "1");
    account(store, "2");
    store.change(({ tx }) => tx.delete("accounts", "1"));
    await log.settled();
    expect(snapshot(recover(folder).world ?? emptyWorld())).toEqual(snapshot(store.world));
  });

  it("has written what must only survive the process, before and after a new world is in place", async () => {
    const { store, log } = await opened();
    account(store, "1");
    await log.settled("process");
    expect(recover(folder).world?.accounts.size).toBe(1);
    store.replace(start);
    account(store, "2");
    account(store, "3");
    await log.settled("process");
    expect(snapshot(recover(folder).world ?? emptyWorld())).toEqual(snapshot(store.world));
  });

  it("ignores a torn last line and keeps it beside the log", async () => {
    const { store, log } = await opened();
    account(store, "1");
    await log.settled();
    appendFileSync(join(folder, "log-1.jsonl"), '12345678 {"writes":[{"table":"acc');
    const { world, torn } = recover(folder);
    expect(torn).toBe(33);
    expect(world?.accounts.get("1")).toEqual({ id: "1", settings: {} });
    expect(readFileSync(join(folder, "log-1.jsonl.torn"), "utf8")).toContain("12345678");
    expect(recover(folder).torn).toBe(0);
    await opened();
    expect(readdirSync(folder).sort()).toEqual(["log-1.jsonl.torn", "log-2.jsonl", "world-2.json"]);
  });

  it("begins nothing over a world that is damaged, or over changes to one that is not there", async () => {
    const { store, log } = await opened();
    account(store, "1");
    await log.close();
    const world = join(folder, "world-1.json");
    for (const written of [readFileSync(world, "utf8").slice(0, 100), "", "{}", "null"]) {
      writeFileSync(world, written);
      expect(() => recover(folder)).toThrow(new DamagedFolder(`${world} is damaged`));
    }
    rmSync(world);
    expect(() => recover(folder)).toThrow(DamagedFolder);
  });

  it("begins where a crash came between the first log and its world", async () => {
    await opened();
    rmSync(join(folder, "world-1.json"));
    expect(recover(folder)).toEqual({ world: undefined, generation: 0, torn: 0 });
  });

  it("ends at a line that was changed", async () => {
    const { store, log } = await opened();
    account(store, "1");
    account(store, "2");
    await log.settled();
    const path = join(folder, "log-1.jsonl");
    writeFileSync(path, readFileSync(path, "utf8").replace('"accounts","key":"2"', '"accounts","key":"3"'));
    expect([...(recover(folder).world ?? emptyWorld()).accounts.keys()]).toEqual(["1"]);
  });

  it("begins a new snapshot when the log is long, and loses nothing at the seam", async () => {
    const { store, log } = await opened(500);
    for (let i = 0; i < 40; i++) {
      account(store, `a${i}`);
      if (i % 3 === 0) await log.settled();
    }
    await log.settled();
    expect(recover(folder).generation).toBeGreaterThan(3);
    expect(readdirSync(folder).length).toBe(2);
    expect(snapshot(recover(folder).world ?? emptyWorld())).toEqual(snapshot(store.world));
  });

  it("goes on where it was when the disk, full for a while, has room again", async () => {
    for (const long of [undefined, 500]) {
      const { store, log } = await opened(long);
      for (let i = 0; i < 10; i++) account(store, `${long} before ${i}`);
      await log.settled();
      account(store, `${long} during`);
      const append = vi.spyOn(fs, "appendFileSync").mockImplementation((file) => {
        fs.writeSync(Number(file), "half a li");
        throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
      });
      syncBuiltinESMExports();
      for (const crash of ["process", "machine"] as const) await expect(log.settled(crash)).rejects.toThrow(StorageFull);
      append.mockRestore();
      syncBuiltinESMExports();
      account(store, `${long} after`);
      await log.settled();
      const { world, torn } = recover(folder);
      expect([snapshot(world ?? emptyWorld()), torn]).toEqual([snapshot(store.world), 0]);
      await log.close();
    }
  });

  it("follows a world that is replaced", async () => {
    const { store, log } = await opened();
    account(store, "1");
    const kept = store.world;
    account(store, "2");
    await log.settled();
    store.replace(kept);
    account(store, "3");
    await log.settled();
    expect([...(recover(folder).world ?? emptyWorld()).accounts.keys()]).toEqual(["1", "3"]);
  });

  it("goes on after a restart", async () => {
    const first = await opened();
    account(first.store, "1");
    await first.log.close();
    const second = await opened();
    account(second.store, "2");
    await second.log.close();
    expect([...(recover(folder).world ?? emptyWorld()).accounts.keys()]).toEqual(["1", "2"]);
  });
});
