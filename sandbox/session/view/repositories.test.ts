import { expect, test } from "vitest";
import { awsAddresses } from "../../cloud/addresses.ts";
import { nodeHasher } from "../../node/hasher.ts";
import { memoryBlobs } from "../../world/memory-blobs.ts";
import { Store } from "../../world/store.ts";
import { buildWorld, worldNamed } from "../presets/build.ts";
import { RepositoryMap } from "./repositories.ts";

const host = (account: string, region: string) => `${account}.${region}`;

test("a map that followed every change is the map made afresh", async () => {
  const world = await buildWorld(worldNamed("pushed"), { hasher: nodeHasher, blobs: memoryBlobs(nodeHasher) });
  const store = new Store(world, { hasher: nodeHasher });
  const map = new RepositoryMap(host);
  const fresh = () => new RepositoryMap(host).of(store.world);
  expect(map.of(store.world)).toEqual(fresh());
  const key = "111122223333/us-east-1/web/storefront";
  const rows = [...store.world.images.entries(key)].filter(([row]) => row.startsWith(`${key} `));
  const layers = [...store.world.layers.entries(key)].filter(([row]) => row.startsWith(`${key} `));
  const changes = [
    () => store.change(({ tx }) => tx.delete("images", rows[0]?.[0] ?? "")),
    () => store.change(({ tx }) => tx.set("uploads", "u1", { id: "u1", repository: key, startedAt: 0, size: 5, parts: 1, smallPart: true })),
    () => store.change(({ tx }) => tx.update("images", rows[1]?.[0] ?? "", { tags: [], pushedAt: 1 })),
    () => store.change(({ tx }) => tx.delete("layers", layers[0]?.[0] ?? "")),
    () => store.change(({ tx }) => tx.delete("uploads", "u1")),
    () => store.replace(world),
    () => store.change(({ tx }) => tx.delete("repositories", key)),
  ];
  for (const change of changes) {
    change();
    const [followed, made] = [map.of(store.world), fresh()];
    const plain = (views: typeof made) =>
      views.map((view) => ({ ...view, arriving: [...view.arriving].sort((a, b) => (a.digest < b.digest ? -1 : 1)) }));
    expect(plain(followed)).toEqual(plain(made));
  }
});

test("what no image uses is arriving", async () => {
  const world = await buildWorld(worldNamed("pushed"), { hasher: nodeHasher, blobs: memoryBlobs(nodeHasher) });
  const store = new Store(world, { hasher: nodeHasher });
  const key = "111122223333/us-east-1/web/api";
  store.change(({ tx }) => {
    tx.set("layers", `${key} sha256:aa`, { digest: "sha256:aa", size: 7, addedAt: 0 });
    tx.set("uploads", "u1", { id: "u1", repository: key, startedAt: 0, size: 5, parts: 1, smallPart: true });
  });
  const view = new RepositoryMap(host).of(store.world).find(({ name }) => name === "web/api");
  expect(view).toMatchObject({ layersStored: 3, layerUses: 3, uri: "111122223333.us-east-1/web/api" });
  expect(view?.arriving).toEqual([
    { digest: "sha256:aa", size: 7 },
    { digest: "upload:u1", size: 5 },
  ]);
});

test("a public repository is shown where anybody pulls it", async () => {
  const world = await buildWorld(worldNamed("pushed"), { hasher: nodeHasher, blobs: memoryBlobs(nodeHasher) });
  const store = new Store(world, { hasher: nodeHasher });
  store.change(({ tx }) => {
    const before = tx.get("repositories", "111122223333/us-east-1/web/api");
    if (before) tx.set("repositories", "111122223333/public/shop", { ...before, region: "public", name: "shop" });
    tx.set("publicRegistries", "111122223333", { account: "111122223333", alias: "p8v8e7e5", createdAt: 0 });
  });
  const view = new RepositoryMap(awsAddresses().registryHost).of(store.world).find(({ name }) => name === "shop");
  expect(view?.uri).toBe("public.ecr.aws/p8v8e7e5/shop");
});
