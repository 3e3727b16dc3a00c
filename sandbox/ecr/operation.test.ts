import { existsSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createCloud } from "../cloud/index.ts";
import type { Crash } from "../cloud/service.ts";
import { testCloud } from "../cloud/testing.ts";
import { registryClient } from "../cloud/testing-registry.ts";
import { nodeHasher } from "../node/hasher.ts";
import { operation } from "./operation.ts";
import { OPERATIONS } from "./operations/index.ts";

describe("an operation", () => {
  it("cannot refuse with an error that the model does not declare, nor answer with a promise", () => {
    operation("GetAuthorizationToken", (_, { refuse }) => {
      // @ts-expect-error GetAuthorizationToken declares no RepositoryNotFoundException
      throw refuse("RepositoryNotFoundException", { repository: "x", account: "y" });
    });
    // @ts-expect-error a handler gives its answer, not a promise of it
    operation("DescribeRegistry", async () => ({ registryId: "x" }));
  });

  it("has a folder of its own and a line in the index", () => {
    const folder = new URL("./operations/", import.meta.url);
    const folders = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
    const names = folders.map((name) => name.replace(/(^|-)(.)/g, (_match, _dash, letter: string) => letter.toUpperCase()));
    expect(Object.keys(OPERATIONS)).toEqual(names);
    for (const [name, one] of Object.entries(OPERATIONS)) expect(one.name).toBe(name);
    for (const name of folders) expect(existsSync(new URL(`${name}/${name}.ts`, folder)), name).toBe(true);
  });

  it("waits for a flush when it brings or takes an image, but not for each step of a layer", async () => {
    const { options, ...rest } = testCloud(nodeHasher);
    const waits: Crash[] = [];
    const handle = createCloud({ ...options, settled: async (crash = "machine") => void waits.push(crash) });
    const cloud = { ...rest, options, handle };
    await rest.ecr("CreateRepository", { repositoryName: "web" });
    const client = await registryClient(cloud);
    await client.blob("web", "a layer");
    expect(waits).toEqual(["process", "process", "process"]);
    const { digest } = await client.image("web", "1.0");
    expect(waits.at(-1)).toBe("machine");
    waits.length = 0;
    expect((await client.send("DELETE", `/v2/web/manifests/${digest}`)).status).toBe(202);
    expect(waits).toContain("machine");
  });
});
