import { existsSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
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
});
