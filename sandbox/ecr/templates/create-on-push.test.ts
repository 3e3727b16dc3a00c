/** Pushing to a repository that is not there. */
import { beforeEach, describe, expect, it } from "vitest";
import { LEARNER, PULLER, type TestCloud, testCloud } from "../../cloud/testing.ts";
import { registryClient } from "../../cloud/testing-registry.ts";
import { nodeHasher } from "../../node/hasher.ts";
import { principalKey, repositoryKey } from "../../world/keys.ts";
import { emptyWorld } from "../../world/world.ts";
import { bestPrefix } from "./apply.ts";

const registry = { account: "111122223333", region: "us-east-1" };
const ROLE = "arn:aws:iam::111122223333:role/templates";
const LIFECYCLE = JSON.stringify({
  rules: [{ rulePriority: 1, selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 1 }, action: { type: "expire" } }],
});

let cloud: TestCloud;
const template = (prefix: string, more: object = {}) =>
  cloud.ecr("CreateRepositoryCreationTemplate", { prefix, appliedFor: ["CREATE_ON_PUSH"], ...more });
const row = (name: string) => cloud.store.world.repositories.get(repositoryKey(registry, name));

beforeEach(() => {
  cloud = testCloud(nodeHasher);
});

describe("create on push", () => {
  it("pushes an image into a repository made by the template that fits best", async () => {
    await template("ROOT");
    await template("team", { imageTagMutability: "IMMUTABLE", lifecyclePolicy: LIFECYCLE });
    await template("team/web", { imageTagMutability: "MUTABLE", appliedFor: ["PULL_THROUGH_CACHE"] });
    await (await registryClient(cloud)).image("team/web/app", "1.0");
    expect(row("team/web/app")).toMatchObject({ imageTagMutability: "IMMUTABLE", lifecyclePolicyText: LIFECYCLE, createdAt: cloud.store.now() });
    await (await registryClient(cloud)).image("teams", "1.0");
    expect(row("teams")).toMatchObject({ imageTagMutability: "MUTABLE", encryption: { encryptionType: "AES256" } });
  });

  it("carries out the template's lifecycle policy a day later", async () => {
    await template("ROOT", { lifecyclePolicy: LIFECYCLE });
    const client = await registryClient(cloud);
    await client.image("app", "1", "one");
    cloud.pass(1000);
    await client.image("app", "2", "two");
    cloud.pass(24 * 3_600_000);
    expect((await cloud.ecr("ListImages", { repositoryName: "app" })).json.imageIds).toMatchObject([{ imageTag: "2" }]);
  });

  it("is name unknown without a template for it", async () => {
    await template("other");
    await template("ROOT", { appliedFor: ["REPLICATION"] });
    const answer = await (await registryClient(cloud)).send("POST", "/v2/app/blobs/uploads/");
    expect([answer.status, answer.error]).toEqual([
      404,
      { code: "NAME_UNKNOWN", message: "The repository with name 'app' does not exist in the registry with id '111122223333'" },
    ]);
  });

  it("is name unknown for somebody who may push but not create", async () => {
    await template("ROOT");
    cloud.store.change(({ tx }) =>
      tx.update("principals", principalKey(registry.account, "user", "puller"), { managed: ["AmazonEC2ContainerRegistryPowerUser"] }),
    );
    const answer = await (await registryClient(cloud, PULLER)).send("POST", "/v2/app/blobs/uploads/");
    expect([answer.status, answer.error?.code, row("app")]).toEqual([404, "NAME_UNKNOWN", undefined]);
  });

  it("needs a role for a template with tags or a KMS key", async () => {
    const push = async (name: string) => (await (await registryClient(cloud)).send("POST", `/v2/${name}/blobs/uploads/`)).status;
    await template("tags", { resourceTags: [{ Key: "team", Value: "web" }] });
    await template("kms", { encryptionConfiguration: { encryptionType: "KMS" } });
    expect([await push("tags/app"), await push("kms/app")]).toEqual([404, 404]);
  });

  it("tags by the template's role, which has to be there, trust ECR and may", async () => {
    await template("ROOT", { resourceTags: [{ Key: "team", Value: "web" }], customRoleArn: ROLE });
    const push = async () => (await (await registryClient(cloud, LEARNER)).send("POST", "/v2/app/blobs/uploads/")).status;
    expect(await push()).toBe(404);
    const key = principalKey(registry.account, "role", "templates");
    const role = {
      account: registry.account,
      kind: "role",
      name: "templates",
      id: "AROATEMPLATES",
      arn: ROLE,
      policies: {},
      tags: {},
      createdAt: 0,
    } as const;
    const trusting = (Service: string) => ({
      trust: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" }] },
    });
    for (const [service, managed, status] of [
      ["ecr.amazonaws.com", "AmazonEC2ContainerRegistryReadOnly", 404],
      ["ec2.amazonaws.com", "AmazonEC2ContainerRegistryFullAccess", 404],
      ["ecr.amazonaws.com", "AmazonEC2ContainerRegistryFullAccess", 202],
    ] as const) {
      cloud.store.change(({ tx }) => tx.set("principals", key, { ...role, ...trusting(service), managed: [managed] }));
      expect([service, managed, await push()]).toEqual([service, managed, status]);
    }
    expect(row("app")?.tags).toEqual({ team: "web" });
  });
});

describe("a prefix", () => {
  it("fits whole segments of a name, the longest first, ROOT last", () => {
    expect(emptyWorld().templates.size).toBe(0);
    const rows = ["ROOT", "a", "a/b/", "ab"].map((prefix) => [prefix, { prefix }] as const);
    const fits = (name: string) => bestPrefix(rows, name)?.prefix;
    expect(["a/x", "a/b/x", "ab/x", "abc", "a"].map(fits)).toEqual(["a", "a/b/", "ab", "ROOT", "ROOT"]);
    expect(bestPrefix(rows.slice(1), "z")).toBeUndefined();
  });
});
