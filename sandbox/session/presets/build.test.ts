import { describe, expect, test } from "vitest";
import { nodeHasher } from "../../node/hasher.ts";
import { memoryBlobs } from "../../world/memory-blobs.ts";
import { snapshot } from "../../world/snapshot.ts";
import { Store } from "../../world/store.ts";
import { range } from "../../world/world.ts";
import { applyGiven, buildWorld, worldNamed } from "./build.ts";
import { parseDuration } from "./durations.ts";
import { mergePatch } from "./merge-patch.ts";
import { WORLDS } from "./worlds.gen.ts";

const ports = () => ({ hasher: nodeHasher, blobs: memoryBlobs(nodeHasher) });

describe("a merge patch (RFC 7386)", () => {
  test.each([
    [{ a: "b" }, { a: "c" }, { a: "c" }],
    [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
    [{ a: "b" }, { a: null }, {}],
    [{ a: ["b"] }, { a: "c" }, { a: "c" }],
    [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
    [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
    [
      ["a", "b"],
      ["c", "d"],
      ["c", "d"],
    ],
    [{ a: "foo" }, null, null],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: "b", c: null }, { a: "b" }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])("%j with %j is %j", (target, patch, merged) => {
    expect(mergePatch(target, patch)).toEqual(merged);
  });
});

test("durations are sums of numbers with units", () => {
  expect(["30m", "+13h", "11h 48m", "1d2h", "soon"].map(parseDuration)).toEqual([1_800_000, 46_800_000, 42_480_000, 93_600_000, undefined]);
});

describe("a world from a patch", () => {
  test.each(Object.keys(WORLDS))("the named world %s is the same each time", async (name) => {
    const first = await buildWorld(worldNamed(name), ports(), { name });
    const second = await buildWorld(worldNamed(name), ports(), { name });
    expect(snapshot(first)).toEqual(snapshot(second));
  });

  test("an unknown key is an error that names it", async () => {
    await expect(buildWorld({ repositories: { web: { imagez: {} } }, colour: "red" }, ports())).rejects.toThrow(
      'a world has no key "repositories.web.imagez", "colour"',
    );
    await expect(buildWorld({ repositories: { web: { settings: { speed: 1 } } } }, ports())).rejects.toThrow('a repository has no setting "speed"');
  });

  test("profiles become the files of aws configure, env that of a login shell", async () => {
    const world = await buildWorld(worldNamed("repo"), ports(), { name: "repo" });
    const text = (path: string) => {
      const node = world.files.get(path);
      return node?.kind === "file" && "text" in node.content ? node.content.text : undefined;
    };
    expect(text("/home/learner/.aws/config")).toContain("[default]\nregion = us-east-1\n\n[profile puller]\nregion = us-east-1\n");
    expect(text("/home/learner/.aws/credentials")).toMatch(/^\[default\]\naws_access_key_id = AKIA[A-Z2-7]{16}\naws_secret_access_key = \S{40}\n/);
    expect(text("/etc/environment")).toContain('ECR="111122223333.dkr.ecr.us-east-1.amazonaws.com"\n');
    expect(text("/home/learner/.docker/config.json")).toContain('"111122223333.dkr.ecr.us-east-1.amazonaws.com"');
  });

  test("images have the age, the tags and the layers that the patch says", async () => {
    const world = await buildWorld(worldNamed("pushed"), ports(), { name: "pushed" });
    const images = [...range(world, "images", "111122223333/us-east-1/web/storefront ")].map(([, image]) => image);
    const day = 86_400_000;
    const now = Date.UTC(2026, 10, 23, 9);
    expect(images.map(({ pushedAt, tags }) => [(now - pushedAt) / day, tags]).sort((a, b) => Number(b[0]) - Number(a[0]))).toEqual([
      [30, ["0.9"]],
      [20, ["1.0", "stable"]],
      [6, ["1.1"]],
      [2, ["1.2-clean"]],
    ]);
    expect([...range(world, "tags", "111122223333/us-east-1/web/storefront ")]).toHaveLength(5);
  });

  test("an image may have no tag, and is then named for authors alone", async () => {
    const world = await buildWorld(
      { ...worldNamed("repo"), repositories: { "web/app": { images: { kept: { build: "etl:1.0", untagged: true } } } } },
      ports(),
    );
    expect([...range(world, "images", "111122223333/us-east-1/web/app ")].map(([, { tags }]) => tags)).toEqual([[]]);
    expect([...range(world, "tags", "111122223333/us-east-1/web/app ")]).toEqual([]);
  });

  test("variables stand wherever the patch writes them", async () => {
    const world = await buildWorld(worldNamed("repo"), ports(), { name: "repo", variables: { app: "checkout" } });
    expect([...world.repositories.keys()]).toEqual(["111122223333/us-east-1/data/etl", "111122223333/us-east-1/web/checkout"]);
  });

  test("given changes a living world, and null removes", async () => {
    const shared = ports();
    const origin = worldNamed("repo");
    const store = new Store(await buildWorld(origin, shared, { name: "repo" }), { hasher: nodeHasher });
    await applyGiven(
      store,
      {
        cli: 1,
        docker: { logins: null, images: ["etl:1.0"] },
        principals: { "user/intern": { tags: { Team: "data" }, policies: { "token-only": null } } },
        repositories: { "data/etl": null },
      },
      origin,
      shared,
    );
    expect(store.meta.cli).toBe(1);
    expect(store.world.files.get("/home/learner/.docker/config.json")).toMatchObject({ content: { text: "{}" } });
    expect(store.world.principals.get("111122223333/user/intern")).toMatchObject({ tags: { Team: "data" }, policies: {} });
    expect([...range(store.world, "images", "111122223333/us-east-1/data/etl ")]).toEqual([]);
    expect(store.world.files.get("/var/lib/docker/index.json")).toBeDefined();
  });
});
