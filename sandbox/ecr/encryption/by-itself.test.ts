/** Repositories that ECR makes and fills by itself, under a key of KMS: creation templates, replication, the pull-through cache. */
import { beforeEach, describe, expect, it } from "vitest";
import { ACCOUNT, REGION, type TestCloud, testCloud } from "../../cloud/testing.ts";
import { ecrKit } from "../../cloud/testing-ecr.ts";
import { registryClient } from "../../cloud/testing-registry.ts";
import { nodeHasher } from "../../node/hasher.ts";
import { principalKey, repositoryKey } from "../../world/keys.ts";
import { defaultKeyPolicy, keyArn } from "../../world/kms.ts";
import type { KmsKey } from "../../world/tables.ts";

const kit = ecrKit(nodeHasher);
const ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/templates`;
const WEST = { account: ACCOUNT, region: "us-west-2" };
const HOME = { account: ACCOUNT, region: REGION };
const MINUTE = 60_000;

let cloud: TestCloud;
const setKey = (place: typeof HOME, state: KmsKey["state"]) =>
  cloud.store.change(({ tx, now }) => {
    const arn = keyArn(place, ID);
    const fresh: KmsKey = { ...place, id: ID, arn, description: "", state, policy: defaultKeyPolicy(ACCOUNT), aliases: [], tags: {}, createdAt: now };
    tx.set("kmsKeys", arn, { ...fresh, ...tx.get("kmsKeys", arn), state });
  });
const setRole = (...managed: string[]) =>
  cloud.store.change(({ tx }) => {
    const row = { account: ACCOUNT, kind: "role", name: "templates", id: "AROATEMPLATES", arn: ROLE, policies: {}, tags: {}, createdAt: 0 } as const;
    const trust = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "ecr.amazonaws.com" }, Action: "sts:AssumeRole" }] };
    tx.set("principals", principalKey(ACCOUNT, "role", "templates"), { ...row, managed, trust });
  });
const template = (appliedFor: string, place = HOME) =>
  cloud.ecr(
    "CreateRepositoryCreationTemplate",
    {
      prefix: "ROOT",
      appliedFor: [appliedFor],
      encryptionConfiguration: { encryptionType: "KMS", kmsKey: keyArn(place, ID) },
      customRoleArn: ROLE,
    },
    undefined,
    place.region,
  );
const row = (name: string, place = HOME) => cloud.store.world.repositories.get(repositoryKey(place, name));

beforeEach(() => {
  cloud = testCloud(nodeHasher);
  setRole("AdministratorAccess");
});

describe("create on push", () => {
  const begin = async () => {
    const { status, error } = await (await registryClient(cloud)).send("POST", "/v2/app/blobs/uploads/");
    return [status, error?.message];
  };

  it("makes the repository with the template's key, by its role", async () => {
    setKey(HOME, "Enabled");
    await template("CREATE_ON_PUSH");
    await (await registryClient(cloud)).image("app", "1.0");
    expect(row("app")?.encryption).toEqual({ encryptionType: "KMS", kmsKey: keyArn(HOME, ID) });
    expect(cloud.store.world.kmsKeys.get(keyArn(HOME, ID))?.grants).toHaveLength(2);
  });

  it("is refused with a key that cannot be used, or that the role may not use", async () => {
    await template("CREATE_ON_PUSH");
    expect(await begin()).toEqual([400, `Key '${keyArn(HOME, ID)}' does not exist`]);
    setKey(HOME, "Disabled");
    expect(await begin()).toEqual([400, `${keyArn(HOME, ID)} is disabled.`]);
    setKey(HOME, "Enabled");
    setRole("AmazonEC2ContainerRegistryFullAccess");
    expect(await begin()).toEqual([400, expect.stringMatching(/role\/templates\/ecr is not authorized to perform: kms:DescribeKey on resource/)]);
    expect(row("app")).toBeUndefined();
  });
});

describe("replication", () => {
  const MINUTES = 5;
  const statusAfter = async (change: () => void) => {
    const destinations = [{ region: WEST.region, registryId: ACCOUNT }];
    await cloud.ecr("PutReplicationConfiguration", { replicationConfiguration: { rules: [{ destinations }] } });
    const manifest = await kit.addImage(cloud, "web", "{}", "v1");
    change();
    cloud.pass(MINUTES * MINUTE);
    const imageId = { imageDigest: kit.digest(manifest) };
    return (await cloud.ecr("DescribeImageReplicationStatus", { repositoryName: "web", imageId })).json.replicationStatuses;
  };

  beforeEach(() => {
    setKey(HOME, "Enabled");
    setKey(WEST, "Enabled");
  });

  it("encrypts the copy with the destination's key", async () => {
    await template("REPLICATION", WEST);
    await cloud.ecr("CreateRepository", { repositoryName: "web", encryptionConfiguration: { encryptionType: "KMS", kmsKey: ID } });
    expect(await statusAfter(() => {})).toMatchObject([{ status: "COMPLETE" }]);
    expect(row("web", WEST)?.encryption.kmsKey).toBe(keyArn(WEST, ID));
  });

  it.each([
    ["the source's key", HOME],
    ["the destination's key", WEST],
  ])("fails while %s is disabled", async (_, place) => {
    await template("REPLICATION", WEST);
    await cloud.ecr("CreateRepository", { repositoryName: "web", encryptionConfiguration: { encryptionType: "KMS", kmsKey: ID } });
    expect(await statusAfter(() => setKey(place, "Disabled"))).toMatchObject([{ status: "FAILED", failureCode: "KmsError" }]);
  });
});

describe("the pull-through cache", () => {
  const get = async () => {
    const imageIds = [{ imageTag: "3.22" }];
    return (await cloud.ecr("BatchGetImage", { repositoryName: "pub/docker/library/alpine", imageIds })).json;
  };
  const locked = { images: [], failures: [{ failureCode: "KmsError", failureReason: `${keyArn(HOME, ID)} is disabled.` }] };

  it("brings nothing under a key that is disabled, and serves nothing that it brought before", async () => {
    setKey(HOME, "Disabled");
    await template("PULL_THROUGH_CACHE");
    await cloud.ecr("CreatePullThroughCacheRule", { ecrRepositoryPrefix: "pub", upstreamRegistryUrl: "public.ecr.aws" });
    expect(await get()).toMatchObject(locked);
    expect(row("pub/docker/library/alpine")).toBeUndefined();
    setKey(HOME, "Enabled");
    expect(await get()).toMatchObject({ images: [{ imageId: { imageTag: "3.22" } }], failures: [] });
    setKey(HOME, "Disabled");
    expect(await get()).toMatchObject(locked);
  });
});
