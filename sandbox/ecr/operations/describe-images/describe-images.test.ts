import { describe, expect, it } from "vitest";
import { ecrKit, noRepository, refusal } from "../../../cloud/testing-ecr.ts";
import { nodeHasher } from "../../../node/hasher.ts";
import { memberKey } from "../../../world/keys.ts";
import type { Image } from "../../../world/tables.ts";

const { addImage, cloud, digest } = ecrKit(nodeHasher);

const repositoryName = "web";

describe("DescribeImages", () => {
  it("leaves out imageTags for untagged images, and filters by tag status", async () => {
    const test = cloud();
    await test.ecr("CreateRepository", { repositoryName });
    const tagged = digest(await addImage(test, repositoryName, "{}", "v1"));
    const untagged = digest(await addImage(test, repositoryName, "{ }"));
    const ask = async (filter: object) =>
      ((await test.ecr("DescribeImages", { repositoryName, filter })).json.imageDetails as { imageDigest: string; imageTags?: string[] }[]).map(
        (one) => [one.imageDigest, one.imageTags],
      );
    expect(await ask({ tagStatus: "TAGGED" })).toEqual([[tagged, ["v1"]]]);
    expect(await ask({ tagStatus: "UNTAGGED" })).toEqual([[untagged, undefined]]);
    expect((await ask({ tagStatus: "ANY" })).length).toBe(2);
    expect(await ask({ imageStatus: "ARCHIVED" })).toEqual([]);
  });

  it("refuses images that are not there, spelling the missing half null", async () => {
    const test = cloud();
    await test.ecr("CreateRepository", { repositoryName });
    expect((await test.ecr("DescribeImages", { repositoryName, imageIds: [{ imageTag: "nope" }] })).json).toEqual(
      refusal(
        "ImageNotFoundException",
        "The image with imageId {imageDigest:'null', imageTag:'nope'} does not exist within the repository with name 'web' in the registry with id '111122223333'",
      ),
    );
    expect((await test.ecr("DescribeImages", { repositoryName: "nope" })).json).toEqual(noRepository("nope"));
  });

  it("records the first pull, and again only after a day", async () => {
    const test = cloud();
    await test.ecr("CreateRepository", { repositoryName });
    await addImage(test, repositoryName, "{}", "v1");
    const pulled = async () =>
      ((await test.ecr("DescribeImages", { repositoryName })).json.imageDetails as { lastRecordedPullTime?: number }[])[0]?.lastRecordedPullTime;
    const pull = () => test.ecr("BatchGetImage", { repositoryName, imageIds: [{ imageTag: "v1" }] });
    expect(await pulled()).toBeUndefined();
    test.pass(500);
    await pull();
    expect(await pulled()).toBe(1795420800.5);
    test.pass(3_600_000);
    await pull();
    expect(await pulled()).toBe(1795420800.5);
    test.pass(86_400_000);
    await pull();
    expect(await pulled()).toBe(1795510800.5);
  });

  it("gives pages that joined are the whole", async () => {
    const test = cloud();
    await test.ecr("CreateRepository", { repositoryName });
    const repository = "111122223333/us-east-1/web";
    test.store.change(({ tx }) => {
      for (let i = 0; i < 3_000; i++) {
        const image: Image = { digest: digest(String(i)), manifest: "{}", mediaType: "x", size: i, pushedAt: 0, tags: i % 2 ? [`t${i}`] : [] };
        tx.set("images", memberKey(repository, image.digest), image);
        if (i % 2) tx.set("tags", memberKey(repository, `t${i}`), { digest: image.digest, setAt: 0 });
      }
    });
    for (const [operation, key] of [
      ["DescribeImages", "imageDetails"],
      ["ListImages", "imageIds"],
    ] as const) {
      const joined: { imageDigest: string }[] = [];
      let nextToken: unknown;
      let pages = 0;
      do {
        const { json } = await test.ecr(operation, { repositoryName, maxResults: 299, ...(nextToken ? { nextToken } : {}) });
        joined.push(...(json[key] as typeof joined));
        nextToken = json.nextToken;
        pages++;
      } while (nextToken);
      expect([pages, joined.length, new Set(joined.map(({ imageDigest }) => imageDigest)).size]).toEqual([11, 3_000, 3_000]);
    }
  });
});
