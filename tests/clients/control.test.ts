import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { passwordOf } from "./support/api.ts";
import { must, need, run } from "./support/process.ts";
import { startServer, type TestServer, temporaryFolder } from "./support/server.ts";

const curl = need("curl", "curl");
const DOOR = fileURLToPath(new URL("../../sandbox/node.js", import.meta.url));
const folder = temporaryFolder("control");
const path = join(folder.path, "control");
const data = join(folder.path, "data");
let server: TestServer;

beforeAll(async () => {
  server = await startServer("--control", path, "--data", data, "--account", "123456789012", "--account", "999900001111");
});
afterAll(async () => {
  await server?.stop();
  folder.remove();
});

const tell = (...words: string[]) => run(process.execPath, ["--disable-warning=ExperimentalWarning", DOOR, "control", path, ...words]);

/** Status of a registry request with this password. */
async function ask(password: string): Promise<string> {
  return (await must(curl, ["-sS", "-o", "/dev/null", "-w", "%{http_code}", "-u", `AWS:${password}`, `http://${server.host}/v2/`])).stdout;
}

describe("a server with --control", () => {
  it("says how to use it, and gives each account an address and somebody to be", () => {
    expect(server.said).toContain(`control ${path} help`);
    expect(server.said).toContain("registry of account 123456789012 in us-east-1");
    expect(server.said).toContain("Further registry: account 999900001111 in us-east-1 at http://127.0.0.1:");
    expect(server.said).toMatch(/arn:aws:iam::999900001111:user\/admin {2}AWS_ACCESS_KEY_ID=AKIA/);
  });

  it("lets a real client's password expire, also after a kill, and takes the time back", async () => {
    const password = await passwordOf(server);
    expect(await ask(password)).toBe("200");
    expect(await tell("clock", "+13h")).toMatchObject({ status: 0 });
    expect(await ask(password)).toBe("403");
    await server.kill();
    server = await startServer("--control", path, "--data", data);
    expect(await ask(password)).toBe("403");
    expect(await tell("clock", "0")).toMatchObject({ status: 0 });
    expect(await ask(password)).toBe("200");
  });

  it("throttles a real client until it is told otherwise", async () => {
    const password = await passwordOf(server);
    await tell("fault", "throttle");
    expect(await ask(password)).toBe("429");
    await tell("fault", "clear");
    expect(await ask(password)).toBe("200");
  });

  it("refuses what it does not understand with a sentence and a status", async () => {
    const { status, stderr } = await tell("dance");
    expect([status, stderr.startsWith("there is no command dance")]).toEqual([1, true]);
  });
});
