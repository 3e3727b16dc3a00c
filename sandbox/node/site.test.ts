import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { answerFromSite } from "./site.ts";

const home = mkdtempSync(join(tmpdir(), "gantry-site-"));
const folder = join(home, "dist");
const server = createServer((request, response) => {
  const [, given = "", base = "/"] = /^\/(slash|plain)(\/a%20b\/)?/.exec(request.url ?? "") ?? [];
  request.url = (request.url ?? "").slice(given.length + 1);
  if (!answerFromSite(given === "slash" ? `${folder}/` : folder, request, response, decodeURI(base))) response.writeHead(404).end();
});
const ask = async (path: string) => {
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { redirect: "manual" });
  return [answer.status, await answer.text()];
};

beforeAll(async () => {
  mkdirSync(join(folder, "lessons"), { recursive: true });
  writeFileSync(join(folder, "lessons/index.html"), "lessons");
  writeFileSync(join(home, "secret.txt"), "secret");
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.close();
  rmSync(home, { recursive: true, force: true });
});

it.each(["plain", "slash"])("gives pages of a folder, below a base too; its name may end in a slash (%s)", async (given) => {
  expect(await ask(`/${given}/lessons/`)).toEqual([200, "lessons"]);
  expect(await ask(`/${given}/a%20b/lessons/`)).toEqual([200, "lessons"]);
  expect(await ask(`/${given}/lessons`)).toEqual([308, ""]);
});

it.each(["plain", "slash"])("gives nothing that lies outside of the folder (%s)", async (given) => {
  for (const path of ["%2e%2e/secret.txt", "..%2fsecret.txt", "lessons/..%2f..%2fsecret.txt", "%00", "%"])
    expect(await ask(`/${given}/${path}`)).toEqual([404, ""]);
});
