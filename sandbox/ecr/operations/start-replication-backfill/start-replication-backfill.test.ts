import { describe, expect, it } from "vitest";
import { ACCOUNT, OTHER_ACCOUNT, START, type TestCloud } from "../../../cloud/testing.ts";
import { ecrKit, invalid, refusal } from "../../../cloud/testing-ecr.ts";
import { REGIONS } from "../../../http/sigv4/regions.ts";
import { nodeHasher } from "../../../node/hasher.ts";
import { memberKey, repositoryKey } from "../../../world/keys.ts";
import type { Image } from "../../../world/tables.ts";

const { addImage, cloud, digest } = ecrKit(nodeHasher);
const MINUTE = 60_000;
const destination = { region: "us-west-2", registryId: ACCOUNT };
const abroad = { region: "eu-west-1", registryId: OTHER_ACCOUNT };
const startedAt = START / 1000;

/** Images from before the rules: two tags of one in `web`, an untagged one in `api`. */
async function filled(...destinations: object[]) {
  const test = cloud();
  await test.ecr("CreateRepository", { repositoryName: "web" });
  await test.ecr("CreateRepository", { repositoryName: "api" });
  const web = digest(await addImage(test, "web", "{}", "v1", "v2"));
  const api = digest(await addImage(test, "api", "{}"));
  await test.ecr("PutReplicationConfiguration", { replicationConfiguration: { rules: [{ destinations }] } });
  return { test, web, api };
}

const start = async ({ ecr }: TestCloud, to: object = destination) => (await ecr("StartReplicationBackfill", { destination: to })).json;
const results = async ({ ecr }: TestCloud, replicationBackfillId: unknown, more: object = {}) =>
  (await ecr("DescribeReplicationBackfillResults", { replicationBackfillId, ...more })).json;

describe("a backfill", () => {
  it("copies every image and tag that was there before, and says how far it is", async () => {
    const { test, web, api } = await filled(destination);
    const begun = await start(test);
    const { replicationBackfillId } = begun;
    const registryId = ACCOUNT;
    expect(begun).toEqual({
      replicationBackfillId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      registryId,
      destination,
      status: "PREPARING",
      startedAt,
    });
    expect(await results(test, replicationBackfillId)).toEqual({ registryId, replicationBackfillId, destination, status: "PREPARING", startedAt });
    test.pass(MINUTE);
    const progress = { totalReplicationCount: 3, completedReplicationCount: 0, failedReplicationCount: 0, failureCodes: [] };
    expect(await results(test, replicationBackfillId)).toMatchObject({ status: "IN_PROGRESS", progress });
    test.pass(MINUTE);
    expect(await results(test, replicationBackfillId)).toEqual({
      registryId,
      replicationBackfillId,
      destination,
      status: "COMPLETE",
      progress: { ...progress, completedReplicationCount: 3 },
      results: [
        { repositoryName: "api", imageId: { imageDigest: api }, status: "COMPLETE" },
        { repositoryName: "web", imageId: { imageDigest: web, imageTag: "v1" }, status: "COMPLETE" },
        { repositoryName: "web", imageId: { imageDigest: web, imageTag: "v2" }, status: "COMPLETE" },
      ],
      startedAt,
      endedAt: startedAt + 120,
    });
    const { json } = await test.ecr("ListImages", { repositoryName: "web" }, undefined, "us-west-2");
    expect(json.imageIds).toEqual([
      { imageDigest: web, imageTag: "v1" },
      { imageDigest: web, imageTag: "v2" },
    ]);
    const status = await test.ecr("DescribeImageReplicationStatus", { repositoryName: "web", imageId: { imageTag: "v1" } });
    expect(status.json.replicationStatuses).toEqual([{ ...destination, status: "COMPLETE" }]);
  });

  it("gives its results in pages, and by status", async () => {
    const { test } = await filled(destination);
    const { replicationBackfillId } = await start(test);
    test.pass(2 * MINUTE);
    const first = await results(test, replicationBackfillId, { maxResults: 2 });
    const second = await results(test, replicationBackfillId, { maxResults: 2, nextToken: first.nextToken });
    expect([first.results, second.results].map((list) => (list as unknown[]).length)).toEqual([2, 1]);
    expect(second.nextToken).toBeUndefined();
    expect((await results(test, replicationBackfillId, { resultStatusFilter: "FAILED" })).results).toEqual([]);
    expect(await results(test, replicationBackfillId, { nextToken: "bm9uZQ==" })).toEqual(invalid("nextToken", "Invalid pagination token provided"));
  });

  it("ends with its failures when fewer than 100 were tried", async () => {
    const { test } = await filled(abroad);
    const { replicationBackfillId } = await start(test, abroad);
    test.pass(2 * MINUTE);
    expect(await results(test, replicationBackfillId, { resultStatusFilter: "FAILED" })).toMatchObject({
      status: "COMPLETE",
      progress: { completedReplicationCount: 0, failedReplicationCount: 3, failureCodes: ["AccessDenied"] },
      results: [{ failureCode: "AccessDenied" }, { failureCode: "AccessDenied" }, { failureCode: "AccessDenied" }],
    });
  });

  it("fails when half of its first hundred do", async () => {
    const { test, web } = await filled(abroad);
    test.store.change(({ tx }) => {
      const key = memberKey(repositoryKey({ account: ACCOUNT, region: "us-east-1" }, "web"), web);
      const tags = Array.from({ length: 150 }, (_, at) => `t${at}`);
      tx.set("images", key, { ...(tx.get("images", key) as Image), tags });
    });
    const { replicationBackfillId } = await start(test, abroad);
    test.pass(10 * MINUTE);
    expect(await results(test, replicationBackfillId, { maxResults: 1 })).toMatchObject({ status: "FAILED", failureCode: "TooManyFailures" });
  });

  it("is one at a time for a Region, and needs a destination of the rules", async () => {
    const { test } = await filled(destination);
    await start(test);
    expect(await start(test)).toEqual(
      refusal(
        "ReplicationBackfillInProgressException",
        "A replication backfill to the Region 'us-west-2' is already in progress in the registry with id '111122223333'",
      ),
    );
    expect(await start(test, abroad)).toEqual(invalid("destination", "must be a destination of the replication configuration"));
    test.pass(2 * MINUTE);
    expect((await start(test)).status).toBe("PREPARING");
  });

  it("is one of at most ten", async () => {
    const many = REGIONS.slice(0, 11).map((region) => ({ region, registryId: ACCOUNT }));
    const { test } = await filled(...many);
    for (const one of many.slice(0, 10)) expect((await start(test, one)).status).toBe("PREPARING");
    expect(await start(test, many[10])).toEqual(refusal("LimitExceededException", "At most 10 replication backfills can run at the same time"));
  });
});
