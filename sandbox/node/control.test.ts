import { existsSync, mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sendControl } from "./control.ts";
import { ControlError } from "./control-error.ts";
import { removeFolder } from "./disk-blobs.ts";
import { offsetOf, type RegistryServer, type ServerOptions, startRegistry } from "./registry-server.ts";
import { keysOf } from "./server-world.ts";

let folder = "";
let path = "";
const running: RegistryServer[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gantry-control-"));
  path = join(folder, "control");
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
  removeFolder(folder);
});

async function start(options: Partial<ServerOptions> = {}): Promise<RegistryServer> {
  const server = await startRegistry({ host: "127.0.0.1", port: 0, control: path, ...options });
  running.push(server);
  return server;
}

async function tell(...words: string[]): Promise<Record<string, unknown>> {
  return JSON.parse(await sendControl(path, words)) as Record<string, unknown>;
}

const HOUR = 3_600_000;

describe("the control socket", () => {
  it("is its owner's alone, and gone with its server", async () => {
    const server = await start();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    running.splice(0);
    await server.close();
    expect(existsSync(path)).toBe(false);
  });

  it("tells the world, the time and where the registries are", async () => {
    const { registries } = await start({ preset: "two-accounts" });
    const told = await tell("status");
    expect(told).toMatchObject({ ok: true, preset: "two-accounts", ahead: "0", fault: null });
    expect(told.registries).toHaveLength(5);
    expect(told.registries).toContainEqual({
      account: "111122223333",
      region: "us-east-1",
      address: `http://127.0.0.1:${registries[0]?.port}`,
    });
  });

  it("turns the clock on, back, and to this machine's; a kept world keeps it", async () => {
    const data = join(folder, "data");
    const server = await start({ data });
    expect(await tell("clock", "+13h")).toMatchObject({ ok: true, ahead: "+13h" });
    expect(await tell("clock", "+1h")).toMatchObject({ ahead: "+14h" });
    expect(await tell("clock", "-2h")).toMatchObject({ ahead: "+12h" });
    running.splice(0);
    await server.close();
    const again = await start({ data });
    expect(offsetOf(again.store)).toBe(12 * HOUR);
    expect(await tell("clock", "0")).toMatchObject({ ahead: "0" });
    expect(offsetOf(again.store)).toBe(0);
  });

  it("carries out what became due when the clock jumps", async () => {
    const { store } = await start({ preset: "blank" });
    const key = "0000-test";
    store.change(({ tx, now }) => {
      tx.set("jobs", key, { due: now + HOUR, work: { kind: "lifecycle", repository: "nowhere" } });
    });
    await tell("clock", "+2h");
    expect(store.world.jobs.get(key)).toBeUndefined();
  });

  it("begins the world anew, and another one", async () => {
    const { store } = await start({ preset: "repo" });
    const [key] = keysOf(store.world);
    store.change(({ tx }) => tx.set("accounts", "999900001111", { id: "999900001111", settings: {} }));
    const told = await tell("reset");
    expect(told).toMatchObject({ ok: true, preset: "repo" });
    expect(store.world.accounts.get("999900001111")).toBeUndefined();
    expect((told.keys as { id: string; secret: string }[])[0]).toMatchObject({ id: key?.id, secret: key?.secret });
    expect(await tell("preset", "two-accounts")).toMatchObject({ preset: "two-accounts" });
    expect((await tell("status")).registries).toHaveLength(5);
    expect(await tell("reset")).toMatchObject({ preset: "two-accounts" });
  });

  it("keeps another world over a restart", async () => {
    const data = join(folder, "data");
    const server = await start({ data, preset: "blank" });
    await tell("preset", "pushed");
    const images = server.store.world.images.size;
    running.splice(0);
    await server.close();
    expect((await start({ data })).store.world.images.size).toBe(images);
    expect(images).toBeGreaterThan(0);
  });

  it("lets every request be refused, until the fault is cleared", async () => {
    const { registries } = await start();
    const base = `http://127.0.0.1:${registries[0]?.port}`;
    await tell("fault", "throttle");
    const registry = await fetch(`${base}/v2/`);
    expect([registry.status, await registry.json()]).toEqual([429, { errors: [{ code: "TOOMANYREQUESTS", message: "Rate exceeded" }] }]);
    const api = await fetch(base, { method: "POST", headers: { "x-amz-target": "AmazonEC2ContainerRegistry_V20150921.DescribeRegistry" } });
    expect([api.status, await api.json()]).toEqual([400, { __type: "ThrottlingException", message: "Rate exceeded" }]);
    expect(await tell("fault", "unavailable")).toEqual({ ok: true, fault: "unavailable" });
    expect((await fetch(`${base}/v2/`)).status).toBe(503);
    await tell("fault", "clear");
    expect((await fetch(`${base}/v2/`)).status).toBe(401);
  });

  it("answers what it does not understand with a sentence", async () => {
    await start();
    for (const [words, sentence] of [
      [["dance"], /^there is no command dance; there are status, /],
      [["clock", "soon"], /^clock takes a length of time such as \+13h/],
      [["clock", "+99999999999d"], /^the clock stays within 36500d of this machine's$/],
      [["fault", "rain"], /^there is no fault rain; there are throttle, /],
      [["preset", "moon"], /moon/],
      [["preset"], /takes the name of a world/],
      [["clock", "+1h", "+2h"], /too many words/],
      [["reset", "team"], /^too many words after reset$/],
    ] as const) {
      const told = await tell(...words);
      expect(told.ok, words.join(" ")).toBe(false);
      expect(told.error).toMatch(sentence);
    }
    expect(await tell("status")).toMatchObject({ ok: true });
  });

  it("replaces what a killed server left, and nothing else", async () => {
    writeFileSync(path, "mine");
    await expect(start()).rejects.toBeInstanceOf(ControlError);
    path = join(folder, "other");
    await start();
    await expect(startRegistry({ host: "127.0.0.1", port: 0, control: path })).rejects.toThrow("somebody answers");
  });
});
