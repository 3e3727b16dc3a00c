import { describe, expect, it } from "vitest";
import { ecrKit } from "../../cloud/testing-ecr.ts";
import { nodeHasher } from "../../node/hasher.ts";
import { repositoryKey } from "../../world/keys.ts";
import { Transaction } from "../../world/world.ts";
import { isNamed } from "./layer-use.ts";

const { addImage, cloud, digest } = ecrKit(nodeHasher);
const repositoryName = "web";
const key = repositoryKey({ account: "111122223333", region: "us-east-1" }, repositoryName);

async function pushed(...configs: string[]) {
  const test = cloud();
  await test.ecr("CreateRepository", { repositoryName });
  for (const config of configs) await addImage(test, repositoryName, config, `tag-${config}`);
  let reads = 0;
  /** Whether a layer is named, and how many images were looked at. */
  const ask = (config: string) => {
    reads = 0;
    const tx = new Transaction(test.store.world);
    const counted = Object.assign(Object.create(tx) as Transaction, {
      get: ((table, row) => {
        reads++;
        return tx.get(table, row);
      }) as Transaction["get"],
      *range(table: "images", prefix: string, after?: string) {
        for (const entry of tx.range(table, prefix, after)) {
          reads++;
          yield entry;
        }
      },
    });
    return [isNamed(counted, key, digest(config)), reads];
  };
  return { test, ask };
}

const many = Array.from({ length: 60 }, (_, index) => `image-${index}`);

describe("isNamed", () => {
  it("looks through the images once for a layer, and not at all after its image was read", async () => {
    const { test, ask } = await pushed(...many);
    for (const config of many.slice(0, 20)) {
      expect(ask(config)[0]).toBe(true);
      expect(ask(config)).toEqual([true, 1]);
    }
    await test.ecr("BatchGetImage", { repositoryName, imageIds: [{ imageTag: "tag-image-40" }, { imageTag: "tag-image-41" }] });
    expect(ask("image-41")).toEqual([true, 1]);
    expect(ask("image-40")).toEqual([true, 2]);
  });

  it("is not misled by what it remembers", async () => {
    const { test, ask } = await pushed("one", "two");
    await test.ecr("BatchGetImage", { repositoryName, imageIds: [{ imageTag: "tag-one" }] });
    expect(ask("one")[0]).toBe(true);
    expect(ask("two")[0]).toBe(true);
    await test.ecr("BatchDeleteImage", { repositoryName, imageIds: [{ imageTag: "tag-one" }, { imageTag: "tag-two" }] });
    expect(ask("one")[0]).toBe(false);
    expect(ask("two")[0]).toBe(false);
  });
});
