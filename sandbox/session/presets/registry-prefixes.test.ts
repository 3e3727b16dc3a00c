/** Worlds that begin with creation templates, pull-through cache rules and secrets. */
import { describe, expect, it } from "vitest";
import { nodeHasher } from "../../node/hasher.ts";
import { memoryBlobs } from "../../world/memory-blobs.ts";
import { Store } from "../../world/store.ts";
import { applyGiven, buildWorld } from "./build.ts";

const ports = () => ({ hasher: nodeHasher, blobs: memoryBlobs(nodeHasher) });
const credentialArn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:ecr-pullthroughcache/hub";
const patch = {
  secrets: { "ecr-pullthroughcache/hub": { username: "learner", accessToken: "x" }, "444455556666:eu-west-1:plain": "a text" },
  registry: {
    templates: [{ prefix: "team", appliedFor: ["CREATE_ON_PUSH"], imageTagMutability: "IMMUTABLE" }],
    cacheRules: [{ ecrRepositoryPrefix: "docker-hub", upstreamRegistryUrl: "registry-1.docker.io", credentialArn }],
    "444455556666:eu-west-1": { cacheRules: [{ ecrRepositoryPrefix: "quay", upstreamRegistryUrl: "quay.io" }] },
  },
};

describe("a world", () => {
  it("has templates, cache rules and secrets where it says", async () => {
    const world = await buildWorld(patch, ports());
    expect([...world.templates.keys()]).toEqual(["111122223333/us-east-1/team"]);
    expect([...world.cacheRules.values()]).toMatchObject([
      { prefix: "docker-hub", upstream: "docker-hub", credentialArn },
      { account: "444455556666", region: "eu-west-1", prefix: "quay", upstream: "quay" },
    ]);
    expect([...world.secrets.values()].map(({ arn, versions }) => [arn.slice(0, -7), versions[0]?.text])).toEqual([
      [credentialArn, '{"username":"learner","accessToken":"x"}'],
      ["arn:aws:secretsmanager:eu-west-1:444455556666:secret:plain", "a text"],
    ]);
  });

  it("loses what a patch over it takes away", async () => {
    const store = new Store(await buildWorld(patch, ports()), { hasher: nodeHasher });
    await applyGiven(store, { registry: { cacheRules: null, templates: [] }, secrets: { "ecr-pullthroughcache/hub": null } }, patch, ports());
    expect([store.world.templates.size, store.world.cacheRules.size, store.world.secrets.size]).toEqual([0, 1, 1]);
  });

  it.each([
    [{ cacheRules: [{ ecrRepositoryPrefix: "x", upstreamRegistryUrl: "example.com" }] }, /"example.com" is no registry/],
    [{ cacheRules: {} }, /is a list in the form of the API/],
    [{ templates: [{ prefix: "x", lifecyclePolicy: "{}" }] }, /Lifecycle policy validation failure/],
  ])("refuses %j", async (registry, message) => {
    await expect(buildWorld({ registry }, ports())).rejects.toThrow(message);
  });
});
