import { describe, expect, it } from "vitest";
import { ACCOUNT, NOBODY, OTHER_ACCOUNT, STRANGER, type TestCloud } from "../../../cloud/testing.ts";
import { ecrKit, invalid, OCI_INDEX } from "../../../cloud/testing-ecr.ts";
import { nodeHasher } from "../../../node/hasher.ts";
import { principalKey } from "../../../world/keys.ts";

const { addImage, addLayer, cloud, digest, indexOf, manifestOf } = ecrKit(nodeHasher);
const MINUTE = 60_000;
const WEST = { region: "us-west-2", registryId: ACCOUNT };
const rules = (...destinations: object[]) => ({ replicationConfiguration: { rules: [{ destinations }] } });
const filtered = (filter: string) => ({
  replicationConfiguration: { rules: [{ destinations: [WEST], repositoryFilters: [{ filter, filterType: "PREFIX_MATCH" }] }] },
});

/** A cloud with a rule and an image pushed after it. */
async function pushedWith(configuration: object, repositoryName = "web") {
  const test = cloud();
  await test.ecr("PutReplicationConfiguration", configuration);
  await test.ecr("CreateRepository", { repositoryName });
  const manifest = await addImage(test, repositoryName, "{}", "v1");
  return { test, manifest, imageDigest: digest(manifest) };
}

const inWest = (test: TestCloud, repositoryName = "web") => test.ecr("ListImages", { repositoryName }, undefined, "us-west-2");
const statusOf = async ({ ecr }: TestCloud, imageId: object, repositoryName = "web") =>
  (await ecr("DescribeImageReplicationStatus", { repositoryName, imageId })).json.replicationStatuses;

describe("the configuration", () => {
  it("is empty until it is put, comes back as it was, and is taken away by an empty list", async () => {
    const { ecr } = cloud();
    const shown = async () => (await ecr("DescribeRegistry")).json;
    expect(await shown()).toEqual({ registryId: ACCOUNT, replicationConfiguration: { rules: [] } });
    expect((await ecr("PutReplicationConfiguration", filtered("prod"))).json).toEqual(filtered("prod"));
    expect(await shown()).toEqual({ registryId: ACCOUNT, ...filtered("prod") });
    await ecr("PutReplicationConfiguration", { replicationConfiguration: { rules: [] } });
    expect(await shown()).toEqual({ registryId: ACCOUNT, replicationConfiguration: { rules: [] } });
  });

  it("is one of this Region alone", async () => {
    const { ecr } = cloud();
    await ecr("PutReplicationConfiguration", rules(WEST));
    expect((await ecr("DescribeRegistry", {}, undefined, "us-west-2")).json.replicationConfiguration).toEqual({ rules: [] });
  });

  it("makes the role that replicates, for who may make service-linked roles", async () => {
    const test = cloud();
    const key = principalKey(ACCOUNT, "role", "AWSServiceRoleForECRReplication");
    test.store.change(({ tx }) =>
      tx.update("principals", principalKey(ACCOUNT, "user", "nobody"), {
        policies: { replication: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "ecr:*", Resource: "*" }] } },
      }),
    );
    expect((await test.ecr("PutReplicationConfiguration", rules(WEST), NOBODY)).json.message).toMatch(
      /is not authorized to perform: iam:CreateServiceLinkedRole on resource: arn:aws:iam::111122223333:role\/aws-service-role\/replication\.ecr\.amazonaws\.com\/AWSServiceRoleForECRReplication /,
    );
    await test.ecr("PutReplicationConfiguration", rules(WEST));
    expect(test.store.world.principals.get(key)).toMatchObject({ managed: ["ECRReplicationServiceRolePolicy"], kind: "role" });
    expect((await test.ecr("PutReplicationConfiguration", rules(WEST), NOBODY)).status).toBe(200);
  });

  it.each([
    [
      "the registry itself",
      rules({ region: "us-east-1", registryId: ACCOUNT }),
      invalid("replicationConfiguration", "Replication destination cannot be the same as the source registry"),
    ],
    [
      "more than 25 destinations",
      rules(...Array.from({ length: 26 }, (_, at) => ({ region: `eu-west-${at}`, registryId: ACCOUNT }))),
      invalid("replicationConfiguration", "Replication configuration can have at most 25 unique destinations"),
    ],
    [
      "a Region that there is not",
      rules(WEST, { region: "mars-1", registryId: ACCOUNT }),
      invalid("replicationConfiguration", "Replication destination Region 'mars-1' is not valid"),
    ],
    [
      "more than 10 rules",
      { replicationConfiguration: { rules: Array.from({ length: 11 }, () => ({ destinations: [WEST] })) } },
      invalid("replicationConfiguration.rules", "Member must have length less than or equal to 10"),
    ],
    [
      "a filter of one letter",
      filtered("a"),
      invalid("replicationConfiguration.rules.1.member.repositoryFilters.1.member.filter", "Member must have length greater than or equal to 2"),
    ],
  ])("refuses %s", async (_, configuration, refused) => {
    expect((await cloud().ecr("PutReplicationConfiguration", configuration)).json).toEqual(refused);
  });
});

describe("a push", () => {
  it("is copied to another Region some minutes later, repository, layers and tag", async () => {
    const { test, imageDigest, manifest } = await pushedWith(rules(WEST));
    expect(await statusOf(test, { imageTag: "v1" })).toEqual([{ region: "us-west-2", registryId: ACCOUNT, status: "IN_PROGRESS" }]);
    expect((await inWest(test)).json).toMatchObject({ __type: "RepositoryNotFoundException" });
    test.pass(3 * MINUTE);
    expect((await inWest(test)).json.imageIds).toEqual([{ imageDigest, imageTag: "v1" }]);
    expect((await test.ecr("DescribeImageReplicationStatus", { repositoryName: "web", imageId: { imageTag: "v1" } })).json).toEqual({
      repositoryName: "web",
      imageId: { imageDigest, imageTag: "v1" },
      replicationStatuses: [{ region: "us-west-2", registryId: ACCOUNT, status: "COMPLETE" }],
    });
    const { json } = await test.ecr("BatchGetImage", { repositoryName: "web", imageIds: [{ imageTag: "v1" }] }, undefined, "us-west-2");
    expect((json.images as { imageManifest: string }[])[0]?.imageManifest).toBe(manifest);
    const layer = await test.ecr("GetDownloadUrlForLayer", { repositoryName: "web", layerDigest: digest("{}") }, undefined, "us-west-2");
    expect(layer.status).toBe(200);
    expect(test.store.events.filter(({ kind }) => kind === "replication")).toMatchObject([
      { of: "web", has: { region: "us-west-2", account: ACCOUNT, status: "COMPLETE", digest: imageDigest, tag: "v1" } },
    ]);
  });

  it("gives the new repository no setting of the old one, and an old one keeps its own", async () => {
    const test = cloud();
    await test.ecr("PutReplicationConfiguration", rules(WEST));
    await test.ecr("CreateRepository", { repositoryName: "web", imageTagMutability: "IMMUTABLE", tags: [{ Key: "team", Value: "web" }] });
    await addImage(test, "web", "{}", "v1");
    test.pass(3 * MINUTE);
    const { json } = await test.ecr("DescribeRepositories", { repositoryNames: ["web"] }, undefined, "us-west-2");
    expect(json.repositories).toMatchObject([{ imageTagMutability: "MUTABLE", encryptionConfiguration: { encryptionType: "AES256" } }]);
  });

  it("is copied by a creation template for replication", async () => {
    const test = cloud();
    const template = { prefix: "web", appliedFor: ["REPLICATION"], imageTagMutability: "IMMUTABLE" };
    expect((await test.ecr("CreateRepositoryCreationTemplate", template, undefined, "us-west-2")).status).toBe(200);
    await test.ecr("PutReplicationConfiguration", rules(WEST));
    await test.ecr("CreateRepository", { repositoryName: "web/app" });
    await addImage(test, "web/app", "{}", "v1");
    test.pass(3 * MINUTE);
    const { json } = await test.ecr("DescribeRepositories", { repositoryNames: ["web/app"] }, undefined, "us-west-2");
    expect(json.repositories).toMatchObject([{ imageTagMutability: "IMMUTABLE" }]);
  });

  it("stays where it is when no filter is a prefix of its repository", async () => {
    const { test } = await pushedWith(filtered("prod"));
    test.pass(60 * MINUTE);
    expect((await inWest(test)).status).toBe(400);
    expect(await statusOf(test, { imageTag: "v1" })).toEqual([]);
    const { test: other } = await pushedWith(filtered("prod"), "production/web");
    other.pass(60 * MINUTE);
    expect((await inWest(other, "production/web")).status).toBe(200);
  });

  it("before the configuration is not copied; the next one is", async () => {
    const test = cloud();
    await test.ecr("CreateRepository", { repositoryName: "web" });
    await addImage(test, "web", "{}", "v1");
    await test.ecr("PutReplicationConfiguration", rules(WEST));
    const second = await addImage(test, "web", '{"two":2}', "v2");
    test.pass(60 * MINUTE);
    expect((await inWest(test)).json.imageIds).toEqual([{ imageDigest: digest(second), imageTag: "v2" }]);
  });

  it("is copied once: a copy is not copied on", async () => {
    const test = cloud();
    await test.ecr("PutReplicationConfiguration", rules(WEST));
    await test.ecr("PutReplicationConfiguration", rules({ region: "eu-west-1", registryId: ACCOUNT }), undefined, "us-west-2");
    await test.ecr("CreateRepository", { repositoryName: "web" });
    await addImage(test, "web", "{}", "v1");
    test.pass(60 * MINUTE);
    expect((await inWest(test)).status).toBe(200);
    expect((await test.ecr("ListImages", { repositoryName: "web" }, undefined, "eu-west-1")).status).toBe(400);
  });

  it("of an index takes its images along", async () => {
    const test = cloud();
    await test.ecr("CreateRepository", { repositoryName: "web" });
    const child = await addImage(test, "web", "{}");
    await test.ecr("PutReplicationConfiguration", rules(WEST));
    const index = indexOf(child);
    await test.ecr("PutImage", { repositoryName: "web", imageManifest: index, imageManifestMediaType: OCI_INDEX, imageTag: "v1" });
    test.pass(3 * MINUTE);
    const digests = ((await inWest(test)).json.imageIds as { imageDigest: string }[]).map(({ imageDigest }) => imageDigest);
    expect(digests.sort()).toEqual([digest(child), digest(index)].sort());
  });

  it("moves the tag there too, and a deletion moves nothing", async () => {
    const { test, imageDigest } = await pushedWith(rules(WEST));
    test.pass(3 * MINUTE);
    await addLayer(test, "web", '{"two":2}');
    await test.ecr("PutImage", { repositoryName: "web", imageManifest: manifestOf('{"two":2}'), imageTag: "v1" });
    test.pass(3 * MINUTE);
    const second = digest(manifestOf('{"two":2}'));
    const both = [{ imageDigest }, { imageDigest: second, imageTag: "v1" }].sort((one, other) => (one.imageDigest < other.imageDigest ? -1 : 1));
    expect((await inWest(test)).json.imageIds).toEqual(both);
    await test.ecr("BatchDeleteImage", { repositoryName: "web", imageIds: [{ imageDigest: second }] });
    test.pass(60 * MINUTE);
    expect((await inWest(test)).json.imageIds).toEqual(both);
  });

  it("comes without a tag that is immutable at the destination", async () => {
    const test = cloud();
    await test.ecr("CreateRepository", { repositoryName: "web", imageTagMutability: "IMMUTABLE" }, undefined, "us-west-2");
    await test.ecr("CreateRepository", { repositoryName: "web" });
    await test.ecr("PutReplicationConfiguration", rules(WEST));
    await addImage(test, "web", "{}", "v1");
    test.pass(3 * MINUTE);
    const second = await addImage(test, "web", '{"two":2}', "v1", "v2");
    test.pass(3 * MINUTE);
    expect(await statusOf(test, { imageTag: "v1" })).toEqual([{ region: "us-west-2", registryId: ACCOUNT, status: "COMPLETE" }]);
    expect((await inWest(test)).json.imageIds).toEqual([
      { imageDigest: digest(manifestOf("{}")), imageTag: "v1" },
      { imageDigest: digest(second), imageTag: "v2" },
    ]);
  });

  it("that is restored from the archive is copied like a new one", async () => {
    const test = cloud();
    await test.ecr("CreateRepository", { repositoryName: "web" });
    const manifest = await addImage(test, "web", "{}", "v1");
    const storage = { repositoryName: "web", imageId: { imageTag: "v1" } };
    await test.ecr("UpdateImageStorageClass", { ...storage, targetStorageClass: "ARCHIVE" });
    await test.ecr("PutReplicationConfiguration", rules(WEST));
    await test.ecr("UpdateImageStorageClass", { ...storage, targetStorageClass: "STANDARD" });
    test.pass(23 * MINUTE);
    expect((await inWest(test)).json.imageIds).toEqual([{ imageDigest: digest(manifest), imageTag: "v1" }]);
  });
});

describe("another account", () => {
  const there = { region: "us-west-2", registryId: OTHER_ACCOUNT };
  const grant = (...Action: string[]) => ({
    policyText: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "replication",
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
          Action,
          Resource: `arn:aws:ecr:us-west-2:${OTHER_ACCOUNT}:repository/*`,
        },
      ],
    }),
  });
  const owner = STRANGER;

  async function pushedTo(policy: object | undefined, repository = false) {
    const test = cloud();
    if (policy) await test.ecr("PutRegistryPolicy", policy, owner, "us-west-2");
    if (repository) await test.ecr("CreateRepository", { repositoryName: "web" }, owner, "us-west-2");
    await test.ecr("PutReplicationConfiguration", rules(there));
    await test.ecr("CreateRepository", { repositoryName: "web" });
    await addImage(test, "web", "{}", "v1");
    test.pass(3 * MINUTE);
    const [status] = (await statusOf(test, { imageTag: "v1" })) as { status: string; failureCode?: string }[];
    const images = (await test.ecr("ListImages", { repositoryName: "web" }, owner, "us-west-2")).json.imageIds as unknown[] | undefined;
    return [status?.status, status?.failureCode, images?.length];
  }

  it.each([
    ["has no registry policy", undefined, false, ["FAILED", "AccessDenied", undefined]],
    ["lets images in, but no repository be made", grant("ecr:ReplicateImage"), false, ["FAILED", "AccessDenied", undefined]],
    ["lets images in and has the repository", grant("ecr:ReplicateImage"), true, ["COMPLETE", undefined, 1]],
    ["lets both be done", grant("ecr:ReplicateImage", "ecr:CreateRepository"), false, ["COMPLETE", undefined, 1]],
    ["lets repositories be made only", grant("ecr:CreateRepository"), false, ["FAILED", "AccessDenied", undefined]],
  ] as const)("that %s", async (_, policy, repository, result) => {
    expect(await pushedTo(policy, repository)).toEqual(result);
  });
});
