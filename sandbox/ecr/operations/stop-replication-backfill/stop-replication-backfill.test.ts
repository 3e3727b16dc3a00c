import { describe, expect, it } from "vitest";
import { ACCOUNT } from "../../../cloud/testing.ts";
import { ecrKit, refusal } from "../../../cloud/testing-ecr.ts";
import { nodeHasher } from "../../../node/hasher.ts";

const { addImage, cloud } = ecrKit(nodeHasher);
const MINUTE = 60_000;
const destination = { region: "us-west-2", registryId: ACCOUNT };

async function started() {
  const test = cloud();
  await test.ecr("CreateRepository", { repositoryName: "web" });
  await addImage(test, "web", "{}", "v1");
  await test.ecr("PutReplicationConfiguration", { replicationConfiguration: { rules: [{ destinations: [destination] }] } });
  const { replicationBackfillId } = (await test.ecr("StartReplicationBackfill", { destination })).json;
  const id = String(replicationBackfillId);
  const stop = async () => (await test.ecr("StopReplicationBackfill", { replicationBackfillId })).json;
  const status = async () => (await test.ecr("DescribeReplicationBackfillResults", { replicationBackfillId })).json.status;
  return { test, id, stop, status };
}

describe("StopReplicationBackfill", () => {
  it("stops a backfill that prepares at once, and nothing is copied", async () => {
    const { test, id, stop, status } = await started();
    expect(await stop()).toMatchObject({ registryId: ACCOUNT, replicationBackfillId: id, destination, status: "STOPPED" });
    test.pass(10 * MINUTE);
    expect(await status()).toBe("STOPPED");
    expect((await test.ecr("ListImages", { repositoryName: "web" }, undefined, "us-west-2")).status).toBe(400);
  });

  it("stops one that copies when the portion at hand is done", async () => {
    const { test, stop, status } = await started();
    test.pass(MINUTE);
    expect((await stop()).status).toBe("STOPPING");
    test.pass(MINUTE);
    expect(await status()).toBe("STOPPED");
  });

  it("refuses one that has ended, and one that never was", async () => {
    const { test, id, stop } = await started();
    test.pass(2 * MINUTE);
    expect(await stop()).toEqual(
      refusal("ReplicationBackfillInvalidStatusException", `The replication backfill with id '${id}' cannot be stopped while its status is COMPLETE`),
    );
    const none = "00000000-0000-4000-8000-000000000000";
    expect((await test.ecr("StopReplicationBackfill", { replicationBackfillId: none })).json).toEqual(
      refusal(
        "ReplicationBackfillNotFoundException",
        `The replication backfill with id '${none}' does not exist in the registry with id '111122223333'`,
      ),
    );
  });
});

describe("ListReplicationBackfills", () => {
  it("has every backfill of the registry, in pages", async () => {
    const { test, id } = await started();
    test.pass(5 * MINUTE);
    await test.ecr("StartReplicationBackfill", { destination });
    const first = (await test.ecr("ListReplicationBackfills", { maxResults: 1 })).json;
    expect(first).toMatchObject({ registryId: ACCOUNT, backfills: [{ replicationBackfillId: id, destination, status: "COMPLETE" }] });
    const second = (await test.ecr("ListReplicationBackfills", { maxResults: 1, nextToken: first.nextToken })).json;
    expect(second.backfills).toMatchObject([{ status: "PREPARING" }]);
    expect(second.nextToken).toBeUndefined();
    expect((await test.ecr("ListReplicationBackfills", {}, undefined, "us-west-2")).json.backfills).toEqual([]);
  });
});
